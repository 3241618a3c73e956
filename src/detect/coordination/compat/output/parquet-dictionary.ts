// Turns a block's column into a Parquet dictionary (PLAIN values) and an index per row.
import type { BlockColumn } from './block.ts';
import type { ByteBuffer } from './bytes.ts';
import { createBuffer, reserve } from './bytes.ts';

export type DictionaryColumn = {
  /** The distinct values, PLAIN encoded. */
  readonly plain: ByteBuffer;
  readonly size: number;
  readonly index: Uint32Array;
};

export function dictionaryOf(column: BlockColumn, rows: number): DictionaryColumn {
  if (column.kind === 'text') return textDictionary(column, rows);
  if (column.kind === 'texts') return listDictionary(column, rows);
  return numberDictionary(column, rows);
}

function appendValue(plain: ByteBuffer, bytes: Uint8Array, from: number, to: number): void {
  reserve(plain, to - from);
  for (let i = from; i < to; i++) plain.bytes[plain.length++] = bytes[i];
}

function appendLength(plain: ByteBuffer, at: number, length: number): void {
  for (let k = 0; k < 4; k++) plain.bytes[at + k] = (length >>> (8 * k)) & 255;
}

function appendText(plain: ByteBuffer, bytes: Uint8Array, from: number, to: number): void {
  reserve(plain, 4);
  appendLength(plain, plain.length, to - from);
  plain.length += 4;
  appendValue(plain, bytes, from, to);
}

function textDictionary(column: BlockColumn & { kind: 'text' }, rows: number): DictionaryColumn {
  const { values, codes } = column;
  const place = new Uint32Array(values.size);
  const index = new Uint32Array(rows);
  const plain = createBuffer();
  let size = 0;
  for (let row = 0; row < rows; row++) {
    const code = codes[row];
    if (place[code] === 0) {
      place[code] = ++size;
      appendText(plain, values.bytes, values.offsets[code], values.offsets[code + 1]);
    }
    index[row] = place[code] - 1;
  }
  return { plain, size, index };
}

/** Single values share entries; each longer list is an entry of its own. */
function listDictionary(column: BlockColumn & { kind: 'texts' }, rows: number): DictionaryColumn {
  const { values, codes, starts } = column;
  const { bytes, offsets } = values;
  const place = new Uint32Array(values.size);
  const index = new Uint32Array(rows);
  const plain = createBuffer();
  let size = 0;
  for (let row = 0; row < rows; row++) {
    const from = starts[row];
    const to = starts[row + 1];
    if (to - from === 1) {
      const code = codes[from];
      if (place[code] === 0) {
        place[code] = ++size;
        appendText(plain, bytes, offsets[code], offsets[code + 1]);
      }
      index[row] = place[code] - 1;
      continue;
    }
    reserve(plain, 4);
    const lengthAt = plain.length;
    plain.length += 4;
    for (let k = from; k < to; k++) {
      reserve(plain, 1);
      if (k > from) plain.bytes[plain.length++] = 44;
      appendValue(plain, bytes, offsets[codes[k]], offsets[codes[k] + 1]);
    }
    appendLength(plain, lengthAt, plain.length - lengthAt - 4);
    index[row] = size++;
  }
  return { plain, size, index };
}

const directNumbers = 1 << 14;

/** Small integers find their entry by a table, other numbers by a map. */
function numberDictionary(column: BlockColumn & { kind: 'int' | 'double' }, rows: number): DictionaryColumn {
  const { numbers } = column;
  const direct = new Uint32Array(directNumbers);
  const others = new Map<number, number>();
  const index = new Uint32Array(rows);
  const distinct: number[] = [];
  for (let row = 0; row < rows; row++) {
    const value = numbers[row];
    const small = value >>> 0;
    if (small === value && small < directNumbers) {
      if (direct[small] === 0) direct[small] = distinct.push(value);
      index[row] = direct[small] - 1;
      continue;
    }
    let place = others.get(value);
    if (place === undefined) {
      place = distinct.push(value) - 1;
      others.set(value, place);
    }
    index[row] = place;
  }
  const plain = createBuffer(distinct.length * 8 + 8);
  const view = new DataView(plain.bytes.buffer);
  for (const value of distinct) {
    if (column.kind === 'double') view.setFloat64(plain.length, value, true);
    else view.setBigInt64(plain.length, BigInt(value), true);
    plain.length += 8;
  }
  return { plain, size: distinct.length, index };
}
