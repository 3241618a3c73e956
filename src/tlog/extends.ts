// Whether a log still begins with what an earlier checkpoint said. Browser-safe.
import { type Checked, fails, holds } from './fault.ts';
import type { TreeHasher } from './hash.ts';
import { consistencyRanges, consistent, type TreeHead } from './merkle.ts';
import { proofOf, type ReadTile } from './tiles.ts';

/**
 * `read`: tiles of the later tree. ROLLED_BACK where it holds fewer entries, SPLIT_VIEW where it does not begin with the
 * earlier ones, TILE_DAMAGED.
 */
export async function extendsHead(
  hasher: TreeHasher,
  earlier: TreeHead,
  head: TreeHead,
  read: ReadTile,
): Promise<Checked<null>> {
  if (earlier.size > head.size)
    return fails('ROLLED_BACK', `${earlier.size} entries were signed earlier, and ${head.size} are here`);
  const proof = await proofOf(hasher, consistencyRanges(earlier.size, head.size), head.size, read);
  if (!proof.ok) return proof;
  return consistent(hasher, earlier, head, proof.value)
    ? holds(null)
    : fails('SPLIT_VIEW', `the first ${earlier.size} entries are not the ones that were signed earlier`);
}
