// What is counted of one unit: mostly the figures of the return that holds; with those of others where it carries a part of
// the paper only (derive.ts).
import type { Ledger } from '../../ledger/ledger.ts';
import type { CountReturn } from '../return/count-return.ts';
import { decisionOf } from './decide-unit.ts';
import { keptReconciler } from './reconciler.ts';
import { arrivalsOfUnit } from './returns.ts';
import { derivedOf } from './settle.ts';
import { personsOf } from './unit-persons.ts';
import { unitRow } from './unit-rows.ts';

/** Whether it is just what the return that holds says: nobody decided, and there is no second return on its channel. */
export function isOneReturn(heads: string, holding: string, decided: boolean): boolean {
  if (decided) return false;
  const all = heads.split(' ');
  const own = all.find((head) => head.endsWith(`:${holding}`));
  const channel = own?.slice(0, own.indexOf(':') + 1);
  return channel !== undefined && all.filter((head) => head.startsWith(channel)).length === 1;
}

/** Of a unit whose return of that hash holds; undefined where another holds by now, or its figures are all that count. */
export function figuresBeside(
  ledger: Ledger,
  election: string,
  contest: string,
  { unit, hash }: { readonly unit: string; readonly hash: string },
): CountReturn['counts'] | undefined {
  const row = unitRow(ledger, election, contest, unit);
  if (row?.holding !== hash) return undefined;
  if (isOneReturn(row.heads, hash, decisionOf(ledger, election, contest, unit) !== undefined)) return undefined;
  const settling = { reconciler: keptReconciler(ledger, election), persons: personsOf(ledger, election) };
  return derivedOf(arrivalsOfUnit(ledger, election, contest, unit), { contest, unit }, settling).figures;
}
