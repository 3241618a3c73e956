// Shingle hashes under the key: the plain hashes are of text that can be guessed, so a secret permutation hides them.
import { createCipheriv, createHmac, type KeyObject } from 'node:crypto';
import { rawShinglesOf, sortDistinct } from './layers/near-text.ts';

const rounds = 4;
const scratchWords = 4096;
const blockWords = 16_384;

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
  const scratch = new Uint32Array(scratchWords);
  let block = new Uint32Array(blockWords);
  let used = 0;
  return (text) => {
    // Sorted once, under the key: a permutation makes no two hashes equal that were not.
    const hashes = rawShinglesOf(text, scratch);
    for (let i = 0; i < hashes.length; i++) hashes[i] = permute(table, hashes[i]);
    const count = sortDistinct(hashes);
    // Many texts share one block of memory: one of its own for each costs more than its hashes.
    if (count > blockWords) return hashes.slice(0, count);
    if (used + count > blockWords) [block, used] = [new Uint32Array(blockWords), 0];
    const own = block.subarray(used, used + count);
    own.set(hashes.subarray(0, count));
    used += count;
    return own;
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
