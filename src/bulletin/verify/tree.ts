// A log's tree as far as it is asked for: every tile and every entry that it gives leads to the signed root. Copies that do
// not are told, and the next source is asked. Browser-safe.
import { hashBytes, sameBytes, type TreeHasher, treeHasher } from '../../tlog/hash.ts';
import { inclusionRanges, type TreeHead } from '../../tlog/merkle.ts';
import { proofText } from '../../tlog/proof.ts';
import {
  entriesOf,
  hashOfRange,
  hashOver,
  proofOf,
  type Tile,
  tilePath,
  tileWidth,
  widthAt,
} from '../../tlog/tiles.ts';
import { leavesOf, openEdge } from './edge.ts';
import { attempt, type Checking } from './source.ts';

/** An entry that is there, or that no source has as it was committed to. */
export type TreeEntry = {
  readonly place: number;
  readonly bytes: Uint8Array | undefined;
  /** Other bytes in its place, with the file that they are from. */
  readonly damaged: readonly { readonly bytes: Uint8Array; readonly file: string }[];
};

export type Tree = {
  readonly head: TreeHead;
  readonly hasher: TreeHasher;
  /** All entries of a bundle, in order. */
  readonly bundle: (index: number) => Promise<readonly TreeEntry[]>;
  readonly entry: (place: number) => Promise<TreeEntry>;
  /** A tile of hashes; undefined where no copy leads to the root. */
  readonly tile: (level: number, index: number) => Promise<Uint8Array | undefined>;
  /** The hash that the tree has for an entry. */
  readonly leaf: (place: number) => Promise<Uint8Array | undefined>;
  /** The root of the first entries; undefined where tiles are missing. */
  readonly rootAt: (size: number) => Promise<Uint8Array | undefined>;
  /** C2SP tlog-proof of an entry under a checkpoint of this tree. */
  readonly proof: (place: number, checkpoint: string) => Promise<string | undefined>;
  /** RFC 6962 proof hashes; undefined where tiles are missing. */
  readonly hashes: (ranges: Parameters<typeof proofOf>[1]) => Promise<readonly Uint8Array[] | undefined>;
};

type Walk = Checking & {
  readonly head: TreeHead;
  readonly hasher: TreeHasher;
  readonly tiles: Map<string, Promise<Uint8Array | undefined>>;
  readonly bundles: Map<number, Promise<readonly TreeEntry[]>>;
};

/** Bundles that are kept at hand: checks of single units come back to the same. */
const mostBundles = 8;

async function fullTile(walk: Walk, level: number, index: number): Promise<Uint8Array | undefined> {
  const parent = await tileAt(walk, level + 1, Math.floor(index / tileWidth));
  const at = (index % tileWidth) * hashBytes;
  const expected = parent?.subarray(at, at + hashBytes);
  if (expected?.length !== hashBytes) return undefined;
  const { sources, hasher, faults } = walk;
  const tile = { level, index, width: tileWidth };
  const fits = (bytes: Uint8Array | undefined): bytes is Uint8Array =>
    bytes?.length === tileWidth * hashBytes && sameBytes(hashOver(hasher, bytes), expected);
  for (const source of sources) {
    const bytes = await attempt(async () => await source.tile(tile));
    if (fits(bytes)) return bytes;
    const code = bytes === undefined ? 'FILE_MISSING' : 'FILE_DAMAGED';
    faults.add({ code, detail: `at ${source.place}`, file: source.tilePath(tile) });
  }
  return await fromEntries(walk, tile, fits);
}

/** The lowest tiles follow from entries, too. */
async function fromEntries(
  { sources, hasher }: Walk,
  { level, index, width }: Tile,
  fits: (bytes: Uint8Array | undefined) => bytes is Uint8Array,
): Promise<Uint8Array | undefined> {
  if (level !== 0) return undefined;
  for (const source of sources) {
    const bundle = await attempt(async () => await source.tile({ level: 'entries', index, width }));
    const leaves = leavesOf(hasher, bundle, width);
    if (fits(leaves)) return leaves;
  }
  return undefined;
}

async function tileAt(walk: Walk, level: number, index: number): Promise<Uint8Array | undefined> {
  const width = widthAt(level, index, walk.head.size);
  const path = tilePath({ level, index, width });
  const known = walk.tiles.get(path);
  if (known !== undefined) return await known;
  if (width < tileWidth) return undefined;
  const found = fullTile(walk, level, index);
  walk.tiles.set(path, found);
  return await found;
}

type Copies = { readonly good: Map<number, Uint8Array>; readonly damaged: Map<number, TreeEntry['damaged'][number][]> };

/** Takes from one copy what holds; answers whether all of it does. */
function takeCopy(
  hasher: TreeHasher,
  leaves: Uint8Array | undefined,
  copy: { readonly bundle: Uint8Array; readonly file: string; readonly width: number },
  { good, damaged }: Copies,
): boolean {
  const { bundle, file, width } = copy;
  const entries = readableEntries(bundle, width);
  let all = entries.length === width && entriesOf(bundle, width).ok;
  entries.forEach((bytes, i) => {
    const leaf = leaves?.subarray(i * hashBytes, (i + 1) * hashBytes);
    if (leaf !== undefined && sameBytes(hasher.leaf(bytes), leaf)) good.set(i, bytes);
    else {
      all = false;
      damaged.set(i, [...(damaged.get(i) ?? []), { bytes, file }]);
    }
  });
  return all;
}

/** As many entries as can be told apart. */
function readableEntries(bundle: Uint8Array, width: number): readonly Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; entries.length < width && at + 2 <= bundle.length; ) {
    const end = at + 2 + bundle[at] * 256 + bundle[at + 1];
    if (end > bundle.length) break;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

async function readBundle(walk: Walk, index: number): Promise<readonly TreeEntry[]> {
  const { head, hasher, sources, faults } = walk;
  const width = widthAt('entries', index, head.size);
  const leaves = await tileAt(walk, 0, index);
  const copies: Copies = { good: new Map(), damaged: new Map() };
  const tile: Tile = { level: 'entries', index, width };
  for (const source of sources) {
    const bundle = await attempt(async () => await source.tile(tile));
    const file = source.tilePath(tile);
    if (bundle !== undefined && takeCopy(hasher, leaves, { bundle, file, width }, copies)) break;
    faults.add({ code: bundle === undefined ? 'FILE_MISSING' : 'FILE_DAMAGED', detail: `at ${source.place}`, file });
    if (copies.good.size === width) break;
  }
  return Array.from({ length: width }, (_, i) => ({
    place: index * tileWidth + i,
    bytes: copies.good.get(i),
    damaged: copies.damaged.get(i) ?? [],
  }));
}

async function bundleAt(walk: Walk, index: number): Promise<readonly TreeEntry[]> {
  const known = walk.bundles.get(index);
  if (known !== undefined) return await known;
  const found = readBundle(walk, index);
  walk.bundles.set(index, found);
  const [oldest] = walk.bundles.keys();
  if (walk.bundles.size > mostBundles) walk.bundles.delete(oldest);
  return await found;
}

/** Undefined where the tiles at hand do not lead to the root. */
export async function openTree(head: TreeHead, checking: Checking): Promise<Tree | undefined> {
  const hasher = treeHasher(checking.crypto.sha256);
  const edge = await openEdge(hasher, head, checking);
  if (edge === undefined) return undefined;
  const tiles = new Map([...edge].map(([path, bytes]) => [path, Promise.resolve(bytes)] as const));
  const walk: Walk = { ...checking, head, hasher, tiles, bundles: new Map() };
  return treeOf(walk);
}

function treeOf(walk: Walk): Tree {
  const { head, hasher } = walk;
  const leaf = async (place: number): Promise<Uint8Array | undefined> => {
    const tile = await tileAt(walk, 0, Math.floor(place / tileWidth));
    const at = (place % tileWidth) * hashBytes;
    return tile?.subarray(at, at + hashBytes);
  };
  const read = async ({ level, index }: Tile): Promise<Uint8Array> =>
    (await tileAt(walk, Number(level), index)) ?? new Uint8Array(0);
  const hashes: Tree['hashes'] = async (ranges) => {
    const found = await proofOf(hasher, ranges, head.size, read);
    return found.ok ? found.value : undefined;
  };
  return {
    head,
    hasher,
    tile: async (level, index) => await tileAt(walk, level, index),
    leaf,
    hashes,
    bundle: async (index) => await bundleAt(walk, index),
    entry: async (place) => (await bundleAt(walk, Math.floor(place / tileWidth)))[place % tileWidth],
    rootAt: async (size) => {
      const found = await hashOfRange(hasher, { from: 0, to: size }, head.size, read);
      return found.ok ? found.value : undefined;
    },
    proof: async (place, checkpoint) => {
      const found = await hashes(inclusionRanges(place, head.size));
      return found === undefined ? undefined : proofText({ index: place, hashes: found, checkpoint });
    },
  };
}
