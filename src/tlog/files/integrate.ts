// Writes acknowledged entries into tiles. The same entries give the same files, so that it may be killed at any point and
// done again. Node only.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { type Checked, fails, holds } from '../fault.ts';
import { hashBytes, sameBytes, type TreeHasher } from '../hash.ts';
import type { TreeHead } from '../merkle.ts';
import { bundleOf, entriesOf, hashOfRange, hashOver, type Tile, tilePath, tileWidth, widthAt } from '../tiles.ts';
import { syncFolders, writeWhole } from './whole-files.ts';
import { folderTiles } from './read.ts';
import { type Extent, extentOf, inTurn, type LogState, onState } from './state.ts';

/** Entries that one step takes, and their bytes: what it holds in memory. */
const mostAtOnce = 64 * tileWidth;
const mostBytesAtOnce = 64_000_000;

/** Hears how many of the entries are in tiles. */
export type TiledStep = (tiled: number, size: number) => void;

type Written = { readonly folder: string; readonly paths: string[] };

function write({ folder, paths }: Written, tile: Tile, bytes: Uint8Array): void {
  const path = tilePath(tile);
  writeWhole(folder, path, bytes);
  paths.push(path);
}

const indexAt = (size: number, level: number): number => Math.floor(size / tileWidth ** (level + 1));

/** Puts hashes behind those of a level, and those of tiles that became full behind the level above. */
async function addHashes(
  hasher: TreeHasher,
  written: Written,
  { level, before }: { readonly level: number; readonly before: number },
  hashes: readonly Uint8Array[],
): Promise<Checked<null>> {
  const first = indexAt(before, level);
  const width = widthAt(level, first, before);
  const kept = width === 0 ? new Uint8Array(0) : await folderTiles(written.folder)({ level, index: first, width });
  if (kept.length !== width * hashBytes) return fails('TILE_DAMAGED', tilePath({ level, index: first, width }));
  const bytes = new Uint8Array(kept.length + hashes.length * hashBytes);
  bytes.set(kept);
  hashes.forEach((hash, i) => bytes.set(hash, kept.length + i * hashBytes));
  const full: Uint8Array[] = [];
  for (let index = first, at = 0; at < bytes.length; index++, at += tileWidth * hashBytes) {
    const own = bytes.subarray(at, at + tileWidth * hashBytes);
    write(written, { level, index, width: own.length / hashBytes }, own);
    if (own.length === tileWidth * hashBytes) full.push(hashOver(hasher, own));
  }
  return full.length === 0 ? holds(null) : await addHashes(hasher, written, { level: level + 1, before }, full);
}

/** Bundles of the new entries, the first of them behind what stands in the last one. */
async function addBundles(written: Written, before: number, entries: readonly Uint8Array[]): Promise<Checked<null>> {
  const first = indexAt(before, 0);
  const width = widthAt('entries', first, before);
  const place = { level: 'entries', index: first, width } as const;
  const kept = entriesOf(width === 0 ? new Uint8Array(0) : await folderTiles(written.folder)(place), width);
  if (!kept.ok) return kept;
  const all = [...kept.value, ...entries];
  for (let index = first, at = 0; at < all.length; index++, at += tileWidth) {
    const own = all.slice(at, at + tileWidth);
    write(written, { level: 'entries', index, width: own.length }, bundleOf(own));
  }
  return holds(null);
}

/** A slower writer may put a file there again meanwhile; what is left harms nobody. */
function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    if (errnoOf(error) !== 'ENOTEMPTY') throw error;
  }
}

/** Partial tiles of what is full now; a checkpoint of their size finds the full ones. */
function removePartials(folder: string, before: number, after: number): void {
  const gone = (level: number | 'entries', tileLevel: number): void => {
    const index = indexAt(before, tileLevel);
    if (widthAt(level, index, before) > 0 && widthAt(level, index, after) === tileWidth)
      removeFolder(join(folder, `${tilePath({ level, index, width: tileWidth })}.p`));
  };
  gone('entries', 0);
  for (let level = 0; tileWidth ** level <= after; level++) gone(level, level);
}

/** The first entries that are in no tile, as of one moment: another process may be at the same work. */
function nextOf(state: LogState): Pick<Extent, 'tiled' | 'root'> & { readonly waiting: readonly Uint8Array[] } {
  return onState(state, (db) => {
    db.exec('BEGIN');
    try {
      const { tiled, root } = extentOf(state);
      const waiting: Uint8Array[] = [];
      let bytes = 0;
      const rows = db
        .prepare('SELECT place, entry FROM waiting WHERE place >= ? ORDER BY place LIMIT ?')
        .iterate(tiled, mostAtOnce);
      for (const { place, entry } of rows) {
        if (place !== tiled + waiting.length)
          throw new PollwardenError('LOG_DAMAGED', `its state misses entry ${tiled + waiting.length}`, {
            file: state.file,
          });
        waiting.push(entry as Uint8Array);
        bytes += (entry as Uint8Array).length;
        if (bytes >= mostBytesAtOnce) break;
      }
      return { tiled, root, waiting };
    } finally {
      db.exec('COMMIT');
    }
  });
}

async function integrateSome(state: LogState, hasher: TreeHasher, folder: string): Promise<Checked<boolean>> {
  const { tiled, root, waiting } = nextOf(state);
  const read = folderTiles(folder);
  const there = await hashOfRange(hasher, { from: 0, to: tiled }, tiled, read);
  if (!there.ok) return there;
  if (!sameBytes(there.value, root)) return fails('TILE_DAMAGED', `the tiles of ${tiled} entries give another root`);
  if (waiting.length === 0) return holds(false);
  const written: Written = { folder, paths: [] };
  const bundles = await addBundles(written, tiled, waiting);
  if (!bundles.ok) return bundles;
  const leaves = waiting.map((entry) => hasher.leaf(entry));
  const tiles = await addHashes(hasher, written, { level: 0, before: tiled }, leaves);
  if (!tiles.ok) return tiles;
  const size = tiled + waiting.length;
  const after = await hashOfRange(hasher, { from: 0, to: size }, size, read);
  if (!after.ok) return after;
  syncFolders(folder, written.paths);
  // Whoever was slower wrote the same tiles, and has nothing to add.
  inTurn(state, () => {
    const { changes } = state.db
      .prepare('UPDATE log SET tiled = ?, root = ? WHERE tiled = ?')
      .run(size, after.value, tiled);
    if (changes === 1) state.db.prepare('DELETE FROM waiting WHERE place < ?').run(size);
  });
  removePartials(folder, tiled, size);
  return holds(true);
}

/** As integrateSome; undefined where another writer was faster, and took from under this one what it was at work on. */
async function integrateOnce(
  state: LogState,
  hasher: TreeHasher,
  folder: string,
): Promise<Checked<boolean> | undefined> {
  const { tiled } = extentOf(state);
  const overtaken = (): boolean => extentOf(state).tiled > tiled;
  try {
    const some = await integrateSome(state, hasher, folder);
    return some.ok || !overtaken() ? some : undefined;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' && overtaken()) return undefined;
    throw error;
  }
}

/** All that is acknowledged; TILE_DAMAGED or ENTRY_DAMAGED where files are not what this log wrote. */
export async function integrate(
  state: LogState,
  hasher: TreeHasher,
  folder: string,
  step?: TiledStep,
): Promise<Checked<TreeHead>> {
  for (;;) {
    const some = await integrateOnce(state, hasher, folder);
    if (some?.ok === false) return some;
    const { tiled: size, size: all, root } = extentOf(state);
    step?.(size, all);
    if (some?.value !== false) continue;
    onState(state, (db) => db.exec('PRAGMA incremental_vacuum'));
    return holds({ size, root });
  }
}
