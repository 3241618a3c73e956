// What a corrigendum may take the place of: a return of its own unit, all of whose figures it gives again.
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import type { CountReturn } from '../return/count-return.ts';
import type { Refusal } from '../return/parse.ts';

/** Undefined also where the return that it names has not come yet: returns come in any order. */
export function corrigendumProblem({ db }: Ledger, one: CountReturn): Refusal | undefined {
  if (one.supersedes === undefined) return undefined;
  const row = prepared(db, 'SELECT bytes FROM returns WHERE hash = ?').get(one.supersedes) as
    | { readonly bytes: Uint8Array }
    | undefined;
  if (row === undefined) return undefined;
  const old = JSON.parse(Buffer.from(row.bytes).toString('utf8')) as CountReturn;
  const same = old.election === one.election && old.contest === one.contest && old.unit === one.unit;
  if (!same) return { code: 'RETURN_INVALID', detail: `corrects a return of another unit, ${old.unit}` };
  const left = Object.keys(old.counts).find((key) => one.counts[key] === undefined);
  if (left === undefined) return undefined;
  return {
    code: 'RETURN_INVALID',
    detail: `corrects a return and leaves out ${left}; a corrigendum gives all figures`,
  };
}
