// Whether two holders of its centre signed a return: of one that the log holds, or of a paper that somebody holds up.
import { returnVerifier } from '../../../../src/bulletin/verify/signatures.ts';
import type { TlogCrypto } from '../../../../src/tlog/keys.ts';
import { hexOf } from '../../../../src/tlog/note.ts';
import type { SignedReturn } from '../../../../src/results/return/count-return.ts';
import { canonicalReturn, returnChecker } from '../../../../src/results/return/parse.ts';
import type { Definitions } from './definitions.ts';

export type Verified =
  | { readonly ok: true; readonly holders: number; readonly hash: string }
  | { readonly ok: false; readonly why: string };

/** Keys that were revoked are not in the log: the centre's list of the definition is what is known here. */
export async function verifyReturn(
  signed: SignedReturn,
  definitions: Definitions,
  crypto: TlogCrypto,
): Promise<Verified> {
  const hash = signed.return.definition;
  const definition = await definitions.find(hash);
  if (definition === undefined) return { ok: false, why: 'its definition is not in the log' };
  const problem = returnChecker({ definition, hashes: new Set([hash]) })(signed.return);
  if (problem !== undefined) return { ok: false, why: problem.detail };
  const answer = await returnVerifier(crypto)(signed, definition);
  if (!answer.ok) return { ok: false, why: answer.detail };
  return { ok: true, holders: answer.holders, hash: hexOf(crypto.sha256(canonicalReturn(signed.return))) };
}
