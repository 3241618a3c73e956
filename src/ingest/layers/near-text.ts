// Texts as sets of hashed 5-character shingles. Where the words must not be kept, keyed
// hashes do as well.
import { foldText } from './fold-text.ts';

export const minTokens = 5;
const shingleLength = 5;

/**
 * Sorted distinct 32-bit hashes of the 5-character shingles of the folded text; none for fewer than 5 words.
 * `key` keeps the hashes of different installations apart (it is no secret against someone who guesses texts).
 */
export function shingleHashes(text: string, key = 0): Uint32Array {
  const folded = foldText(text);
  return folded.tokens < minTokens ? new Uint32Array(0) : shinglesOfFolded(folded.text, key);
}

export function shinglesOfFolded(folded: string, key = 0): Uint32Array {
  return distinctAscending(rawShingles(folded, key));
}

/**
 * The shingles of a text before they are sorted, equal ones more than once; none for fewer than 5 words. They stand in
 * `room` where it is large enough, until the next call with it: arrays of their own would cost more than the hashes.
 */
export function rawShinglesOf(text: string, room: Uint32Array): Uint32Array {
  const folded = foldText(text);
  return folded.tokens < minTokens ? room.subarray(0, 0) : rawShingles(folded.text, 0, room);
}

function rawShingles(folded: string, key: number, room?: Uint32Array): Uint32Array {
  const count = folded.length - shingleLength + 1;
  if (count <= 0) return new Uint32Array(0);
  const hashes = room !== undefined && count <= room.length ? room.subarray(0, count) : new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    let hash = key ^ 0x9e3779b9;
    for (let j = i; j < i + shingleLength; j++) {
      hash = Math.imul(hash ^ folded.charCodeAt(j), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hashes[i] = hash ^ (hash >>> 16);
  }
  return hashes;
}

/** Sorts in place; the answer is an array of its own. */
function distinctAscending(hashes: Uint32Array): Uint32Array {
  return hashes.slice(0, sortDistinct(hashes));
}

/** Sorts in place, equal hashes once; answers with how many they are. */
export function sortDistinct(hashes: Uint32Array): number {
  hashes.sort();
  let distinct = 0;
  for (let i = 0; i < hashes.length; i++) {
    if (i === 0 || hashes[i] !== hashes[i - 1]) hashes[distinct++] = hashes[i];
  }
  return distinct;
}
