// Returns that centres kept and the log does not hold opened. Browser-safe.
import type { SignedReturn } from '../../results/return/count-return.ts';
import { canonicalReturn } from '../../results/return/parse.ts';
import { hexOf } from '../../tlog/note.ts';
import { commitmentOf, saltOf } from '../model/commitment.ts';
import { keepReturn } from './assemble.ts';
import type { Context } from './state.ts';

export type Offered = 'opened' | 'known' | 'uncommitted' | 'refused';

/**
 * A return that a centre kept and the log does not hold opened. Counts only where a record names it; `opened` where the log
 * holds a commitment to it.
 */
export function offer(context: Context, signed: SignedReturn): Offered {
  const { state, sha256 } = context;
  if (signed.signatures.length === 0 || signed.return.election !== state.opening?.election) return 'refused';
  const hash = hexOf(sha256(canonicalReturn(signed.return)));
  if (state.returns.has(hash)) return 'known';
  const commitment = state.placeOf.get(hexOf(commitmentOf(signed, saltOf(signed, sha256), sha256))) ?? null;
  if (commitment === null && !state.named.has(hash)) return 'uncommitted';
  return keepReturn(context, signed, { place: null, hash, commitment }) === undefined ? 'opened' : 'refused';
}
