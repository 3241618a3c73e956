// A log as files (C2SP tlog-tiles): where a hash lies, how a tile and a bundle of entries are written. Browser-safe.
import { type Checked, fails, holds } from './fault.ts';
import { hashBytes, type TreeHasher } from './hash.ts';
import { joined, nodesOf, type PerfectNode, type Range } from './merkle.ts';

/** Hashes in a full tile; each tile stands for a subtree of this height. */
export const tileWidth = 256;
const tileHeight = 8;
export const mostEntryBytes = 65_535;

/** `level` "entries" are the bundles of entries. */
export type Tile = { readonly level: number | 'entries'; readonly index: number; readonly width: number };

/** Such as tile/0/x001/x234/067.p/8. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${path}${width < tileWidth ? `.p/${width}` : ''}`;
}

/** The width of a tile in a tree of that size; 0 where it does not exist yet. */
export function widthAt(level: number | 'entries', index: number, size: number): number {
  const rows = Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level));
  return Math.max(0, Math.min(tileWidth, rows - index * tileWidth));
}

/** All tiles of a tree of that size, bundles of entries not among them; for a mirror or a check of the whole. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0, rows = size; rows > 0; level++, rows = Math.floor(rows / tileWidth))
    for (let index = 0; index * tileWidth < rows; index++) yield { level, index, width: widthAt(level, index, size) };
}

/** The tile that holds, or is the ground of, a perfect subtree. */
export function tileOf({ level, index }: PerfectNode, size: number): Tile {
  const tileLevel = Math.floor(level / tileHeight);
  const tileIndex = Math.floor((index * 2 ** (level % tileHeight)) / tileWidth);
  return { level: tileLevel, index: tileIndex, width: widthAt(tileLevel, tileIndex, size) };
}

/** A tile's bytes by its place; whoever reads caps their length. */
export type ReadTile = (tile: Tile) => Promise<Uint8Array> | Uint8Array;

/** The hash of a perfect subtree from its tile; undefined where the tile is not as long as it must be. */
export function hashInTile(
  hasher: TreeHasher,
  { level, index }: PerfectNode,
  tile: Tile,
  bytes: Uint8Array,
): Uint8Array | undefined {
  if (bytes.length !== tile.width * hashBytes) return undefined;
  const count = 2 ** (level % tileHeight);
  const first = index * count - tile.index * tileWidth;
  if (first < 0 || first + count > tile.width) return undefined;
  return hashOver(hasher, bytes.subarray(first * hashBytes, (first + count) * hashBytes));
}

/** The root over hashes that stand side by side, a power of two of them. */
export function hashOver(hasher: TreeHasher, hashes: Uint8Array): Uint8Array {
  if (hashes.length === hashBytes) return hashes;
  const middle = hashes.length / 2;
  return hasher.node(hashOver(hasher, hashes.subarray(0, middle)), hashOver(hasher, hashes.subarray(middle)));
}

/** The hash over a range of entries of a tree of that size; TILE_DAMAGED where a tile is too short. */
export async function hashOfRange(
  hasher: TreeHasher,
  range: Range,
  size: number,
  read: ReadTile,
): Promise<Checked<Uint8Array>> {
  const hashes: Uint8Array[] = [];
  for (const node of nodesOf(range)) {
    const tile = tileOf(node, size);
    const hash = hashInTile(hasher, node, tile, await read(tile));
    if (hash === undefined) return fails('TILE_DAMAGED', tilePath(tile));
    hashes.push(hash);
  }
  return holds(joined(hasher, hashes));
}

/** A proof from tiles, hash by hash. */
export async function proofOf(
  hasher: TreeHasher,
  ranges: readonly Range[],
  size: number,
  read: ReadTile,
): Promise<Checked<readonly Uint8Array[]>> {
  const proof: Uint8Array[] = [];
  for (const range of ranges) {
    const hash = await hashOfRange(hasher, range, size, read);
    if (!hash.ok) return hash;
    proof.push(hash.value);
  }
  return holds(proof);
}

/** Entries behind their length in two bytes, the greater first. RangeError above 65,535 bytes: checked before. */
export function bundleOf(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, { length }) => sum + 2 + length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > mostEntryBytes) throw new RangeError(`an entry of ${entry.length} bytes`);
    bytes.set([entry.length >> 8, entry.length & 255], at);
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** Exactly `width` entries, and nothing after them. */
export function entriesOf(bundle: Uint8Array, width: number): Checked<readonly Uint8Array[]> {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < width) {
    if (at + 2 > bundle.length) return fails('ENTRY_DAMAGED', `the bundle ends before entry ${entries.length}`);
    const end = at + 2 + bundle[at] * 256 + bundle[at + 1];
    if (end > bundle.length) return fails('ENTRY_DAMAGED', `the bundle ends within entry ${entries.length}`);
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return at === bundle.length
    ? holds(entries)
    : fails('ENTRY_DAMAGED', `${bundle.length - at} bytes after the last entry`);
}
