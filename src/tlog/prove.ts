// Makes proofs that an entry is in a log, from its tiles and the checkpoint that is published. Browser-safe.
import { checkpointOfText } from './checkpoint.ts';
import { type Checked, fails, holds } from './fault.ts';
import { hashBytes, sameBytes, type TreeHasher } from './hash.ts';
import { inclusionRanges, rootOfInclusion } from './merkle.ts';
import { parseNote } from './note.ts';
import { proofText } from './proof.ts';
import { hashInTile, proofOf, type ReadTile, tileOf, tilePath, tileWidth, widthAt } from './tiles.ts';

/** The place of an entry by its leaf hash, counted from 0; undefined where the first `size` entries have none such. */
export async function placeOfLeaf(leaf: Uint8Array, size: number, read: ReadTile): Promise<number | undefined> {
  for (let index = 0; index * tileWidth < size; index++) {
    const width = widthAt(0, index, size);
    const hashes = await read({ level: 0, index, width });
    for (let i = 0; i < width; i++)
      if (sameBytes(leaf, hashes.subarray(i * hashBytes, (i + 1) * hashBytes))) return index * tileWidth + i;
  }
  return undefined;
}

/**
 * The text of a .tlog-proof. `note`: the checkpoint as it is published; its signatures are not looked at. PROOF_INVALID where
 * the tiles do not lead to its root, or the entry is beyond its size.
 */
export async function proveEntry(
  hasher: TreeHasher,
  note: Uint8Array,
  index: number,
  read: ReadTile,
): Promise<Checked<string>> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const checkpoint = checkpointOfText(parsed.value.text);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  if (!(index >= 0 && index < size))
    return fails('PROOF_INVALID', `entry ${index}: the published checkpoint is of ${size} entries`);
  const hashes = await proofOf(hasher, inclusionRanges(index, size), size, read);
  if (!hashes.ok) return hashes;
  const node = { level: 0, index };
  const tile = tileOf(node, size);
  const leaf = hashInTile(hasher, node, tile, await read(tile));
  if (leaf === undefined) return fails('TILE_DAMAGED', tilePath(tile));
  const reached = rootOfInclusion(hasher, { index, size }, leaf, hashes.value);
  if (reached === undefined || !sameBytes(reached, root))
    return fails('PROOF_INVALID', `the tiles do not lead from entry ${index} to the root of ${size}`);
  return holds(proofText({ index, hashes: hashes.value, checkpoint: new TextDecoder().decode(note) }));
}
