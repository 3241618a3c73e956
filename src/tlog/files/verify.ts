// Checks a whole log: every entry, every tile, the root of its checkpoint. Each file is read once, from left to right, and
// memory holds one tile of each level. Node only.
import { type Checked, fails, holds, type TlogFault } from '../fault.ts';
import { hashBytes, sameBytes, type TreeHasher } from '../hash.ts';
import { inclusionRanges, rootOfInclusion, type TreeHead } from '../merkle.ts';
import {
  entriesOf,
  hashOfRange,
  hashOver,
  proofOf,
  type ReadTile,
  type Tile,
  tilePath,
  tileWidth,
  widthAt,
} from '../tiles.ts';

export type WholeCheck = {
  readonly read: ReadTile;
  /** Hears of every entry in order; answers what is wrong with it, if anything. */
  readonly entry?: (bytes: Uint8Array, place: number) => string | undefined;
  /** Hears of how many entries are done. */
  readonly step?: (done: number) => void;
  /** Bundles asked for before they are needed; for a log that is far away. 1 where left out. */
  readonly ahead?: number;
};

type Walk = { readonly hasher: TreeHasher; readonly head: TreeHead; readonly check: WholeCheck };
/** The tile of a level that is growing. */
type Row = { readonly hashes: Uint8Array; index: number; width: number };

/** Puts a hash into the tile of a level that is growing. */
function put(rows: Row[], level: number, hash: Uint8Array): Row {
  rows[level] ??= { hashes: new Uint8Array(tileWidth * hashBytes), index: 0, width: 0 };
  const row = rows[level];
  row.hashes.set(hash, row.width * hashBytes);
  row.width++;
  return row;
}

/** A tile that is full is compared, and its own hash goes to the level above. */
async function closeFull(walk: Walk, rows: Row[], level: number): Promise<TlogFault | undefined> {
  const row = rows[level];
  if (row.width < tileWidth) return undefined;
  const fault = await rowFault(walk.check.read, level, row);
  if (fault !== undefined) return fault;
  put(rows, level + 1, hashOver(walk.hasher, row.hashes));
  row.width = 0;
  row.index++;
  return await closeFull(walk, rows, level + 1);
}

/** Tiles of the lowest level are compared with their entries, before. */
async function rowFault(read: ReadTile, level: number, { hashes, index, width }: Row): Promise<TlogFault | undefined> {
  if (level === 0 || width === 0) return undefined;
  const tile = { level, index, width };
  const same = sameBytes(await read(tile), hashes.subarray(0, width * hashBytes));
  return same ? undefined : fails('TILE_DAMAGED', `${tilePath(tile)} does not follow from the tiles below it`).fault;
}

/** Which of the two is wrong: the one of which the root does not follow. */
async function unlike(
  { hasher, head, check }: Walk,
  place: number,
  leaf: Uint8Array,
  { tile, bundle }: { readonly tile: Tile; readonly bundle: Tile },
): Promise<TlogFault> {
  const { size, root } = head;
  const proof = await proofOf(hasher, inclusionRanges(place, size), size, check.read);
  const reached = proof.ok ? rootOfInclusion(hasher, { index: place, size }, leaf, proof.value) : undefined;
  const entryHolds = reached !== undefined && sameBytes(reached, root);
  return entryHolds
    ? fails('TILE_DAMAGED', `${tilePath(tile)}, hash ${place % tileWidth}`).fault
    : fails('ENTRY_DAMAGED', `entry ${place} in ${tilePath(bundle)}`).fault;
}

async function bundleFault(
  walk: Walk,
  rows: Row[],
  { index, parts }: { readonly index: number; readonly parts: readonly [Uint8Array, Uint8Array] },
): Promise<TlogFault | undefined> {
  const { hasher, head, check } = walk;
  const width = widthAt(0, index, head.size);
  const [tile, bundle]: readonly Tile[] = [
    { level: 0, index, width },
    { level: 'entries', index, width },
  ];
  const [hashes, bytes] = parts;
  if (hashes.length !== width * hashBytes) return fails('TILE_DAMAGED', tilePath(tile)).fault;
  const entries = entriesOf(bytes, width);
  if (!entries.ok) return { ...entries.fault, detail: `${tilePath(bundle)}: ${entries.fault.detail}` };
  for (const [i, entry] of entries.value.entries()) {
    const place = index * tileWidth + i;
    const leaf = hasher.leaf(entry);
    if (!sameBytes(leaf, hashes.subarray(i * hashBytes, (i + 1) * hashBytes)))
      return await unlike(walk, place, leaf, { tile, bundle });
    const problem = check.entry?.(entry, place);
    if (problem !== undefined) return fails('ENTRY_DAMAGED', `entry ${place}: ${problem}`).fault;
    put(rows, 0, leaf);
  }
  return await closeFull(walk, rows, 0);
}

/** Tile and bundle of each index in order, some of them asked for beforehand. */
async function* bundlesOf(read: ReadTile, size: number, ahead: number) {
  const count = Math.ceil(size / tileWidth);
  const waiting: Promise<readonly [Uint8Array, Uint8Array]>[] = [];
  for (let index = 0, asked = 0; index < count; index++) {
    for (; asked < Math.min(count, index + ahead); asked++) {
      const place = { index: asked, width: widthAt(0, asked, size) };
      const both = Promise.all([read({ level: 0, ...place }), read({ level: 'entries', ...place })]);
      // Its turn to fail comes when it is waited for.
      both.catch(() => undefined);
      waiting.push(both);
    }
    const parts = await waiting.shift();
    if (parts !== undefined) yield { index, parts };
  }
}

/** TILE_DAMAGED and ENTRY_DAMAGED name the file; PROOF_INVALID where all fits together and the root is another. */
export async function verifyLog(hasher: TreeHasher, head: TreeHead, check: WholeCheck): Promise<Checked<null>> {
  const { size, root } = head;
  const walk = { hasher, head, check };
  const rows: Row[] = [];
  for await (const bundle of bundlesOf(check.read, size, check.ahead ?? 1)) {
    const fault = await bundleFault(walk, rows, bundle);
    if (fault !== undefined) return { ok: false, fault };
    check.step?.(Math.min(size, (bundle.index + 1) * tileWidth));
  }
  for (const [level, row] of rows.entries()) {
    const fault = await rowFault(check.read, level, row);
    if (fault !== undefined) return { ok: false, fault };
  }
  // A root follows from tiles that are still growing.
  const reached = await hashOfRange(hasher, { from: 0, to: size }, size, ({ level, width }) =>
    rows[Number(level)].hashes.subarray(0, width * hashBytes),
  );
  if (!reached.ok) return reached;
  return sameBytes(reached.value, root)
    ? holds(null)
    : fails('PROOF_INVALID', `the tiles of ${size} entries give another root`);
}
