// Checks a whole log: every entry, every tile, the root of its checkpoint. Reads bundle by bundle; memory stays small. Node only.
import { type Checked, fails, holds } from '../fault.ts';
import { hashBytes, sameBytes, type TreeHasher } from '../hash.ts';
import type { TreeHead } from '../merkle.ts';
import { entriesOf, hashOfRange, hashOver, type ReadTile, type Tile, tilePath, tileWidth, widthAt } from '../tiles.ts';

export type WholeCheck = {
  readonly read: ReadTile;
  /** Hears of every entry in order; answers what is wrong with it, if anything. */
  readonly entry?: (bytes: Uint8Array, place: number) => string | undefined;
  /** Hears of how many entries are done. */
  readonly step?: (done: number) => void;
};

async function bundleProblem(
  hasher: TreeHasher,
  { read, entry }: WholeCheck,
  index: number,
  size: number,
): Promise<Checked<null>> {
  const width = widthAt(0, index, size);
  const [tile, bundle]: readonly Tile[] = [
    { level: 0, index, width },
    { level: 'entries', index, width },
  ];
  const hashes = await read(tile);
  if (hashes.length !== width * hashBytes) return fails('TILE_DAMAGED', tilePath(tile));
  const entries = entriesOf(await read(bundle), width);
  if (!entries.ok) return fails(entries.fault.code, `${tilePath(bundle)}: ${entries.fault.detail}`);
  for (const [i, bytes] of entries.value.entries()) {
    const place = index * tileWidth + i;
    if (!sameBytes(hasher.leaf(bytes), hashes.subarray(i * hashBytes, (i + 1) * hashBytes)))
      return fails('ENTRY_DAMAGED', `entry ${place} in ${tilePath(bundle)}`);
    const problem = entry?.(bytes, place);
    if (problem !== undefined) return fails('ENTRY_DAMAGED', `entry ${place}: ${problem}`);
  }
  return holds(null);
}

/** Hashes of a tile of an upper level against the full tiles below it. */
async function upperProblem(
  hasher: TreeHasher,
  read: ReadTile,
  tile: Tile & { readonly level: number },
): Promise<Checked<null>> {
  const bytes = await read(tile);
  if (bytes.length !== tile.width * hashBytes) return fails('TILE_DAMAGED', tilePath(tile));
  for (let i = 0; i < tile.width; i++) {
    const below = { level: tile.level - 1, index: tile.index * tileWidth + i, width: tileWidth };
    const hashes = await read(below);
    if (hashes.length !== tileWidth * hashBytes) return fails('TILE_DAMAGED', tilePath(below));
    if (!sameBytes(hashOver(hasher, hashes), bytes.subarray(i * hashBytes, (i + 1) * hashBytes)))
      return fails('TILE_DAMAGED', `${tilePath(tile)} does not follow from ${tilePath(below)}`);
  }
  return holds(null);
}

/** TILE_DAMAGED and ENTRY_DAMAGED name the file; PROOF_INVALID where all fits together and the root is another. */
export async function verifyLog(
  hasher: TreeHasher,
  { size, root }: TreeHead,
  check: WholeCheck,
): Promise<Checked<null>> {
  for (let index = 0; index * tileWidth < size; index++) {
    const problem = await bundleProblem(hasher, check, index, size);
    if (!problem.ok) return problem;
    check.step?.(Math.min(size, (index + 1) * tileWidth));
  }
  for (let level = 1; tileWidth ** level <= size; level++) {
    for (let index = 0; widthAt(level, index, size) > 0; index++) {
      const problem = await upperProblem(hasher, check.read, { level, index, width: widthAt(level, index, size) });
      if (!problem.ok) return problem;
    }
  }
  const reached = await hashOfRange(hasher, { from: 0, to: size }, size, check.read);
  if (!reached.ok) return reached;
  return sameBytes(reached.value, root)
    ? holds(null)
    : fails('PROOF_INVALID', `the tiles of ${size} entries give another root`);
}
