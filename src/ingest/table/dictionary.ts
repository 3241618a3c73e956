// A dictionary of byte strings: open addressing over an arena of bytes, codes in order of first appearance.
import { randomInt } from 'node:crypto';
import { enlarged } from './resize.ts';

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

type State = {
  /** Code + 1 at the hash's slot or after it; 0 is free. */
  slots: Uint32Array;
  hashes: Uint32Array;
  offsets: Uint32Array;
  bytes: Uint8Array;
  size: number;
};

/** An empty dictionary; it holds up to 4 GiB of distinct text. */
export function createTextDictionary(): TextDictionary {
  const state: State = {
    slots: new Uint32Array(4096),
    hashes: new Uint32Array(2048),
    offsets: new Uint32Array(2049),
    bytes: new Uint8Array(1 << 15),
    size: 0,
  };
  return {
    intern: (source, from, to) => {
      const hash = hashBytes(source, from, to);
      const code = find(state, hash, source, from, to);
      return code >= 0 ? code : insert(state, hash, source, from, to);
    },
    find: (source, from, to) => find(state, hashBytes(source, from, to), source, from, to),
    size: () => state.size,
    values: () => ({
      size: state.size,
      bytes: state.bytes.subarray(0, state.offsets[state.size]),
      offsets: state.offsets.subarray(0, state.size + 1),
    }),
  };
}

function find(state: State, hash: number, source: Uint8Array, from: number, to: number): number {
  const { slots, hashes, offsets, bytes } = state;
  const mask = slots.length - 1;
  for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const code = slots[slot] - 1;
    if (hashes[code] !== hash) continue;
    let at = offsets[code];
    if (offsets[code + 1] - at !== to - from) continue;
    let i = from;
    while (i < to && bytes[at] === source[i]) {
      i++;
      at++;
    }
    if (i === to) return code;
  }
  return -1;
}

function insert(state: State, hash: number, source: Uint8Array, from: number, to: number): number {
  if (state.size === state.hashes.length) grow(state);
  const at = state.offsets[state.size];
  const end = at + to - from;
  if (end > 0xffffffff) throw new RangeError('a dictionary holds at most 4 GiB of text');
  if (end > state.bytes.length) {
    const more = new Uint8Array(Math.min(Math.max(state.bytes.length * 2, end), 0xffffffff));
    more.set(state.bytes);
    state.bytes = more;
  }
  const { bytes, slots } = state;
  for (let i = from, k = at; i < to; i++, k++) bytes[k] = source[i];
  state.hashes[state.size] = hash;
  state.offsets[state.size + 1] = end;
  const mask = slots.length - 1;
  let slot = hash & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = state.size + 1;
  return state.size++;
}

function grow(state: State): void {
  const codes = state.hashes.length * 2;
  state.hashes = enlarged(state.hashes, codes);
  state.offsets = enlarged(state.offsets, codes + 1);
  state.slots = new Uint32Array(codes * 2);
  const { slots, hashes } = state;
  const mask = slots.length - 1;
  for (let code = 0; code < state.size; code++) {
    let slot = hashes[code] & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = code + 1;
  }
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
