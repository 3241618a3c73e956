// Blocks as CSV (RFC 4180, line feeds): bytes copied from the dictionaries, no string per cell.
import type { TextValues } from '../../../../ingest/table/dictionary.ts';
import type { Block, BlockColumn } from './block.ts';
import type { ByteBuffer } from './bytes.ts';
import { createBuffer, finished, reserve } from './bytes.ts';

/** The header line. */
export function csvHeader(names: readonly string[]): Uint8Array {
  return Buffer.from(`${names.join(',')}\n`);
}

/** The block's rows. */
export function encodeCsv(block: Block): Uint8Array {
  const out = createBuffer(Math.max(1 << 12, block.rows * 64));
  const quoting = new Map<TextValues, Uint8Array>();
  const cells = block.columns.map((column) => cellWriter(column, quoting));
  for (let row = 0; row < block.rows; row++) {
    for (let c = 0; c < cells.length; c++) {
      cells[c](out, row);
      reserve(out, 1);
      out.bytes[out.length++] = c === cells.length - 1 ? 10 : 44;
    }
  }
  return finished(out);
}

type CellWriter = (out: ByteBuffer, row: number) => void;

function cellWriter(column: BlockColumn, quoting: Map<TextValues, Uint8Array>): CellWriter {
  if (column.kind === 'int') return (out, row) => appendInteger(out, column.numbers[row]);
  if (column.kind === 'double') return (out, row) => appendNumber(out, column.numbers[row]);
  const quoted = quotedOf(column.values, quoting);
  const { values, codes } = column;
  if (column.kind === 'text') {
    return (out, row) => appendText(out, values, codes[row], quoted[codes[row]] === 1);
  }
  const { starts } = column;
  return (out, row) => {
    const from = starts[row];
    const to = starts[row + 1];
    if (to - from === 1) appendText(out, values, codes[from], quoted[codes[from]] === 1);
    else appendList(out, values, codes, from, to);
  };
}

/** Which values need quotes; computed lazily per value: 1 yes, 2 no would save little, so all at once. */
function quotedOf(values: TextValues, quoting: Map<TextValues, Uint8Array>): Uint8Array {
  let quoted = quoting.get(values) ?? known.get(values);
  if (quoted === undefined) {
    quoted = new Uint8Array(values.size);
    for (let code = 0; code < values.size; code++) {
      for (let i = values.offsets[code]; i < values.offsets[code + 1]; i++) {
        const c = values.bytes[i];
        if (c === 44 || c === 34 || c === 10 || c === 13) quoted[code] = 1;
      }
    }
    known.set(values, quoted);
  }
  quoting.set(values, quoted);
  return quoted;
}

const known = new WeakMap<TextValues, Uint8Array>();

function appendText(out: ByteBuffer, values: TextValues, code: number, quoted: boolean): void {
  const from = values.offsets[code];
  const to = values.offsets[code + 1];
  reserve(out, (to - from) * 2 + 2);
  if (quoted) out.bytes[out.length++] = 34;
  copyText(out, values.bytes, from, to);
  if (quoted) out.bytes[out.length++] = 34;
}

/** Copies with quotes doubled; the room is there. */
function copyText(out: ByteBuffer, source: Uint8Array, from: number, to: number): void {
  const target = out.bytes;
  let at = out.length;
  for (let i = from; i < to; i++) {
    const c = source[i];
    if (c === 34) target[at++] = 34;
    target[at++] = c;
  }
  out.length = at;
}

function appendList(out: ByteBuffer, values: TextValues, codes: Uint32Array, from: number, to: number): void {
  reserve(out, 2);
  out.bytes[out.length++] = 34;
  for (let k = from; k < to; k++) {
    const start = values.offsets[codes[k]];
    const end = values.offsets[codes[k] + 1];
    reserve(out, (end - start) * 2 + 2);
    if (k > from) out.bytes[out.length++] = 44;
    copyText(out, values.bytes, start, end);
  }
  out.bytes[out.length++] = 34;
}

function appendInteger(out: ByteBuffer, value: number): void {
  reserve(out, 20);
  let at = out.length;
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits++;
  let rest = value;
  for (let k = at + digits - 1; k >= at; k--) {
    const next = Math.floor(rest / 10);
    out.bytes[k] = 48 + (rest - next * 10);
    rest = next;
  }
  at += digits;
  out.length = at;
}

function appendNumber(out: ByteBuffer, value: number): void {
  if (value >= 0 && value < 1e15 && Number.isInteger(value)) {
    appendInteger(out, value);
    return;
  }
  const text = String(value);
  reserve(out, text.length);
  for (let i = 0; i < text.length; i++) out.bytes[out.length++] = text.charCodeAt(i);
}
