// The tiles at the right edge of a tree, from which its root follows. No one of them can be checked alone: of several copies
// those are taken that lead to the signed root together. Browser-safe.
import { hashBytes, sameBytes, type TreeHasher } from '../../tlog/hash.ts';
import { nodesOf, type TreeHead } from '../../tlog/merkle.ts';
import { entriesOf, hashOfRange, hashOver, type Tile, tileOf, tilePath, tileWidth } from '../../tlog/tiles.ts';
import { attempt, type Checking, type Source } from './source.ts';

export type EdgeTile = Tile & { readonly level: number };
export type Edge = ReadonlyMap<string, Uint8Array>;

const mostTries = 4096;

export function edgeTiles(size: number): readonly EdgeTile[] {
  const tiles = new Map<string, EdgeTile>();
  for (const node of nodesOf({ from: 0, to: size })) {
    const tile = tileOf(node, size) as EdgeTile;
    tiles.set(tilePath(tile), tile);
  }
  return [...tiles.values()];
}

/** Leaf hashes of a bundle of entries, side by side; undefined where it is no bundle of that width. */
export function leavesOf(hasher: TreeHasher, bundle: Uint8Array | undefined, width: number): Uint8Array | undefined {
  const entries = bundle === undefined ? undefined : entriesOf(bundle, width);
  if (entries?.ok !== true) return undefined;
  const leaves = new Uint8Array(width * hashBytes);
  entries.value.forEach((entry, i) => leaves.set(hasher.leaf(entry), i * hashBytes));
  return leaves;
}

/** A tile as it follows from what is one level below it at a source. */
async function fromBelow(hasher: TreeHasher, { level, index, width }: EdgeTile, source: Source) {
  if (level === 0) {
    const bundle = await attempt(async () => await source.tile({ level: 'entries', index, width }));
    return leavesOf(hasher, bundle, width);
  }
  const tile = new Uint8Array(width * hashBytes);
  for (let i = 0; i < width; i++) {
    const child = { level: level - 1, index: index * tileWidth + i, width: tileWidth };
    const bytes = await attempt(async () => await source.tile(child));
    if (bytes?.length !== tileWidth * hashBytes) return undefined;
    tile.set(hashOver(hasher, bytes), i * hashBytes);
  }
  return tile;
}

async function rootOf(hasher: TreeHasher, size: number, edge: Edge): Promise<Uint8Array | undefined> {
  const root = await hashOfRange(
    hasher,
    { from: 0, to: size },
    size,
    (tile) => edge.get(tilePath(tile)) ?? new Uint8Array(0),
  );
  return root.ok ? root.value : undefined;
}

/** The first choice, one copy of each tile, that leads to the root; the first copies first. */
async function choose(
  hasher: TreeHasher,
  { size, root }: TreeHead,
  copies: ReadonlyMap<string, readonly Uint8Array[]>,
): Promise<Edge | undefined> {
  const lists = [...copies];
  const total = lists.reduce((product, [, list]) => product * list.length, 1);
  for (let choice = 0; choice < Math.min(total, mostTries); choice++) {
    let rest = choice;
    const edge = new Map<string, Uint8Array>();
    for (const [path, list] of lists) {
      edge.set(path, list[rest % list.length]);
      rest = Math.floor(rest / list.length);
    }
    const reached = await rootOf(hasher, size, edge);
    if (reached !== undefined && sameBytes(reached, root)) return edge;
  }
  return undefined;
}

function addCopy(list: Uint8Array[], bytes: Uint8Array | undefined, width: number): void {
  if (bytes?.length === width * hashBytes && !list.some((one) => sameBytes(one, bytes))) list.push(bytes);
}

/** Undefined where no copies at hand lead to the root. Tells of copies that are missing or others than those. */
export async function openEdge(
  hasher: TreeHasher,
  head: TreeHead,
  { sources, faults }: Checking,
): Promise<Edge | undefined> {
  const tiles = edgeTiles(head.size);
  const copies = new Map<string, Uint8Array[]>(tiles.map((tile) => [tilePath(tile), []]));
  const seen: { readonly source: Source; readonly tile: EdgeTile; readonly bytes: Uint8Array | undefined }[] = [];
  const gather = async (read: (tile: EdgeTile) => Promise<Uint8Array | undefined>) => {
    for (const tile of tiles) addCopy(copies.get(tilePath(tile)) ?? [], await read(tile), tile.width);
    return await choose(hasher, head, copies);
  };
  let edge: Edge | undefined;
  for (const source of sources) {
    edge ??= await gather(async (tile) => {
      const bytes = await attempt(async () => await source.tile(tile));
      seen.push({ source, tile, bytes });
      return bytes;
    });
    if (edge !== undefined) break;
  }
  for (const source of sources) edge ??= await gather(async (tile) => await fromBelow(hasher, tile, source));
  for (const { source, tile, bytes } of seen) {
    const chosen = edge?.get(tilePath(tile));
    if (bytes !== undefined && chosen !== undefined && sameBytes(bytes, chosen)) continue;
    // Where nothing leads to the root, what is wrong may be any of them.
    const which = edge === undefined && bytes !== undefined ? `one of ${tiles.length} tiles ` : '';
    faults.add({
      code: bytes === undefined ? 'FILE_MISSING' : 'FILE_DAMAGED',
      detail: `${which}at ${source.place}`,
      file: source.tilePath(tile),
    });
  }
  return edge;
}
