// The identities of one day's rows: 128-bit hashes in an open-addressing table, 16 bytes a slot.
import { hash } from 'node:crypto';
import type { ColumnBatch } from './batch.ts';
import type { EventKind } from './kinds.ts';

export type KeySet = {
  readonly size: () => number;
  /** Adds the key in words[at..at+3]; false when it was there. */
  readonly add: (words: Uint32Array, at: number) => boolean;
};

export function createKeySet(expected = 0): KeySet {
  let capacity = 64;
  while (capacity < expected * 2) capacity *= 2;
  let table = new Uint32Array(capacity * 4);
  let size = 0;
  const insert = (words: Uint32Array, at: number): boolean => {
    const mask = capacity - 1;
    let slot = words[at] & mask;
    for (;;) {
      const base = slot * 4;
      // All zeros marks an empty slot; identityKeys never gives it.
      if ((table[base] | table[base + 1] | table[base + 2] | table[base + 3]) === 0) {
        table.set(words.subarray(at, at + 4), base);
        return true;
      }
      if (sameKey(table, base, words, at)) return false;
      slot = (slot + 1) & mask;
    }
  };
  const grow = (): void => {
    const old = table;
    capacity *= 2;
    table = new Uint32Array(capacity * 4);
    for (let at = 0; at < old.length; at += 4) {
      if ((old[at] | old[at + 1] | old[at + 2] | old[at + 3]) !== 0) insert(old, at);
    }
  };
  return {
    size: () => size,
    add: (words, at) => {
      if ((size + 1) * 2 > capacity) grow();
      if (!insert(words, at)) return false;
      size++;
      return true;
    },
  };
}

function sameKey(a: Uint32Array, i: number, b: Uint32Array, j: number): boolean {
  return a[i] === b[j] && a[i + 1] === b[j + 1] && a[i + 2] === b[j + 2] && a[i + 3] === b[j + 3];
}

/** Identities of all rows, four words a row: SHA-256 over the length-prefixed identity cells, cut to 128 bits. */
export function identityKeys(kind: EventKind, batch: ColumnBatch): Uint32Array {
  const keys = new Uint32Array(batch.count * 4);
  const columns = kind.identity.map((name) => batch.columns[name]);
  for (let row = 0; row < batch.count; row++) {
    let text = kind.name;
    for (const cells of columns) {
      const cell = String(cells[row]);
      text += `\0${cell.length}\0${cell}`;
    }
    // One character a byte: a buffer for each row would cost more than the hash.
    const digest = hash('sha256', text, 'binary');
    const at = row * 4;
    for (let word = 0; word < 4; word++) keys[at + word] = wordOf(digest, word * 4);
    if ((keys[at] | keys[at + 1] | keys[at + 2] | keys[at + 3]) === 0) keys[at] = 1;
  }
  return keys;
}

/** Little-endian, as the lake has it from its beginning. */
const wordOf = (digest: string, i: number): number =>
  digest.charCodeAt(i) |
  (digest.charCodeAt(i + 1) << 8) |
  (digest.charCodeAt(i + 2) << 16) |
  (digest.charCodeAt(i + 3) << 24);
