// Shingle hashes under the key: the plain hashes are of text that can be guessed, so a secret permutation hides them.
import { createCipheriv, createHmac, type KeyObject } from 'node:crypto';
import { distinctAscending, rawShinglesOf } from './layers/near-text.ts';

const rounds = 4;

/**
 * Keyed shingles of a text, ascending; similar texts have similar sets, as without the key. A Feistel permutation of
 * the 32-bit hashes in four rounds over secret tables; being a permutation it keeps the similarity exactly. It does
 * not hide how often a shingle occurs.
 */
export function createShingler(key: KeyObject): (text: string) => Uint32Array {
  const secret = createHmac('sha256', key).update('shingles').digest();
  const stream = createCipheriv('aes-256-ctr', secret, Buffer.alloc(16)).update(Buffer.alloc(rounds * 131_072));
  const table = new Uint16Array(rounds * 65_536);
  for (let i = 0; i < table.length; i++) table[i] = stream.readUInt16LE(i * 2);
  return (text) => {
    // Sorted once, under the key: a permutation makes no two hashes equal that were not.
    const hashes = rawShinglesOf(text);
    for (let i = 0; i < hashes.length; i++) hashes[i] = permute(table, hashes[i]);
    return distinctAscending(hashes);
  };
}

function permute(table: Uint16Array, value: number): number {
  let left = value >>> 16;
  let right = value & 0xffff;
  for (let round = 0; round < rounds; round++) {
    const next = left ^ table[round * 65_536 + right];
    left = right;
    right = next;
  }
  return ((left << 16) | right) >>> 0;
}
