// All tiles of a tree in memory, reckoned level by level; for tests.
import type { TreeHasher } from '../hash.ts';
import { hashBytes } from '../hash.ts';
import { hashOver, type ReadTile, tileWidth } from '../tiles.ts';

export function memoryTiles(hasher: TreeHasher, size: number, leafOf: (index: number) => Uint8Array): ReadTile {
  const levels: Uint8Array[] = [];
  const join = (hashes: readonly Uint8Array[]): Uint8Array => {
    const bytes = new Uint8Array(hashes.length * hashBytes);
    hashes.forEach((hash, i) => bytes.set(hash, i * hashBytes));
    return bytes;
  };
  const tileBytes = tileWidth * hashBytes;
  for (let level = 0; level === 0 || levels[level - 1].length >= tileBytes; level++) {
    if (level === 0) levels.push(join(Array.from({ length: size }, (_, i) => leafOf(i))));
    else {
      const below = levels[level - 1];
      const full = Math.floor(below.length / tileBytes);
      levels.push(
        join(
          Array.from({ length: full }, (_, i) => hashOver(hasher, below.subarray(i * tileBytes, (i + 1) * tileBytes))),
        ),
      );
    }
  }
  return ({ level, index, width }) => {
    const from = index * tileBytes;
    return level === 'entries' ? new Uint8Array(0) : levels[level].subarray(from, from + width * hashBytes);
  };
}
