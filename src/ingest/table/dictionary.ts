// A dictionary of byte strings: open addressing over an arena of bytes, codes in order of first appearance.
import { randomInt } from 'node:crypto';

/** Distinct UTF-8 values. Value `code` is `bytes[offsets[code] .. offsets[code + 1])`. */
export type TextValues = {
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
};

export type TextDictionary = {
  /** Code of the bytes `source[from .. to)`, added when they are new. */
  readonly intern: (source: Uint8Array, from: number, to: number) => number;
  /** Code of the bytes, or -1 when they are not in the dictionary. */
  readonly find: (source: Uint8Array, from: number, to: number) => number;
  readonly size: () => number;
  /** The values so far; valid until the next `intern`. */
  readonly values: () => TextValues;
};

/** The hash is seeded per process, so that no file can be made whose values collide. */
const seed = randomInt(0x7fffffff);

function hashBytes(source: Uint8Array, from: number, to: number): number {
  let h = seed ^ (to - from);
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const word = source[i] | (source[i + 1] << 8) | (source[i + 2] << 16) | (source[i + 3] << 24);
    h = Math.imul(h ^ word, 0x9e3779b1);
    h ^= h >>> 15;
  }
  for (; i < to; i++) h = Math.imul(h ^ source[i], 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** An empty dictionary; it holds up to 4 GiB of distinct text. */
export function createTextDictionary(): TextDictionary {
  let slots = new Uint32Array(4096);
  let mask = 4095;
  let hashes = new Uint32Array(2048);
  let offsets = new Uint32Array(2049);
  let bytes = new Uint8Array(1 << 15);
  let size = 0;

  const same = (code: number, source: Uint8Array, from: number, to: number): boolean => {
    let at = offsets[code];
    if (offsets[code + 1] - at !== to - from) return false;
    for (let i = from; i < to; i++) if (bytes[at++] !== source[i]) return false;
    return true;
  };

  const growCodes = (): void => {
    const moreHashes = new Uint32Array(hashes.length * 2);
    moreHashes.set(hashes);
    hashes = moreHashes;
    const moreOffsets = new Uint32Array(hashes.length + 1);
    moreOffsets.set(offsets);
    offsets = moreOffsets;
    slots = new Uint32Array(hashes.length * 2);
    mask = slots.length - 1;
    for (let code = 0; code < size; code++) {
      let slot = hashes[code] & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
  };

  const insert = (hash: number, source: Uint8Array, from: number, to: number): number => {
    if (size === hashes.length) growCodes();
    const at = offsets[size];
    const end = at + to - from;
    if (end > bytes.length) {
      const more = new Uint8Array(Math.min(Math.max(bytes.length * 2, end), 0xffffffff));
      more.set(bytes);
      bytes = more;
    }
    for (let i = from, k = at; i < to; i++, k++) bytes[k] = source[i];
    hashes[size] = hash;
    offsets[size + 1] = end;
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = size + 1;
    return size++;
  };

  const lookUp = (hash: number, source: Uint8Array, from: number, to: number): number => {
    for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const code = slots[slot] - 1;
      if (hashes[code] === hash && same(code, source, from, to)) return code;
    }
    return -1;
  };

  const intern = (source: Uint8Array, from: number, to: number): number => {
    const hash = hashBytes(source, from, to);
    const code = lookUp(hash, source, from, to);
    return code >= 0 ? code : insert(hash, source, from, to);
  };

  return {
    intern,
    find: (source, from, to) => lookUp(hashBytes(source, from, to), source, from, to),
    size: () => size,
    values: () => ({ size, bytes: bytes.subarray(0, offsets[size]), offsets: offsets.subarray(0, size + 1) }),
  };
}

/** Decodes all values to strings. */
export function textsOf(values: TextValues): string[] {
  const { size, bytes, offsets } = values;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  const encoding = isAscii(bytes) ? 'latin1' : 'utf8';
  for (let code = 0; code < size; code++) texts.push(buffer.toString(encoding, offsets[code], offsets[code + 1]));
  return texts;
}

/** Decodes one value. */
export function textOf(values: TextValues, code: number): string {
  return Buffer.from(values.bytes.buffer, values.bytes.byteOffset, values.bytes.byteLength).toString(
    'utf8',
    values.offsets[code],
    values.offsets[code + 1],
  );
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] > 127) return false;
  return true;
}

/** Rank of each value in byte order, which for UTF-8 is the order of code points. */
export function ranksOf(values: TextValues): Uint32Array {
  const { size, bytes, offsets } = values;
  const prefix = new Float64Array(size);
  for (let code = 0; code < size; code++) {
    let p = 0;
    for (let k = 0; k < 6; k++) {
      const at = offsets[code] + k;
      p = p * 256 + (at < offsets[code + 1] ? bytes[at] : 0);
    }
    prefix[code] = p;
  }
  const order = new Uint32Array(size);
  for (let code = 0; code < size; code++) order[code] = code;
  order.sort((x, y) => prefix[x] - prefix[y] || compareBytes(values, x, y));
  const rank = new Uint32Array(size);
  for (let place = 0; place < size; place++) rank[order[place]] = place;
  return rank;
}

function compareBytes(values: TextValues, x: number, y: number): number {
  const { bytes, offsets } = values;
  const lengthX = offsets[x + 1] - offsets[x];
  const lengthY = offsets[y + 1] - offsets[y];
  const shared = Math.min(lengthX, lengthY);
  for (let k = 0, i = offsets[x], j = offsets[y]; k < shared; k++, i++, j++) {
    if (bytes[i] !== bytes[j]) return bytes[i] - bytes[j];
  }
  return lengthX - lengthY;
}
