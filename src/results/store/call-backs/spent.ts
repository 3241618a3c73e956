// How many tries of a unit are spent: those not answered "right" since it was last confirmed or opened again by two persons,
// over all its calls. Giving a call up and beginning another wins nobody a fourth try.
import type { Ledger } from '../../../ledger/ledger.ts';
import { triesOfLine } from '../../call-back/answer.ts';

export type UnitName = { readonly election: string; readonly contest: string; readonly unit: string };

const spentSql = `SELECT count(*) AS n FROM call_back_tries t JOIN call_backs c ON c.number = t.call
  WHERE c.election = :election AND c.contest = :contest AND c.unit = :unit
    AND (t.verdict IS NULL OR t.verdict <> 'right')
    AND c.number > (SELECT coalesce(max(up_to), 0) FROM call_back_unlocks
      WHERE election = :election AND contest = :contest AND unit = :unit AND state = 'done')
    AND c.number > (SELECT coalesce(max(number), 0) FROM call_backs
      WHERE election = :election AND contest = :contest AND unit = :unit AND state = 'confirmed')`;

/** Spent or waiting for the desk. */
export function triesSpent({ db }: Ledger, { election, contest, unit }: UnitName): number {
  const { n } = db.prepare(spentSql).get({ election, contest, unit }) as { readonly n: number };
  return n;
}

export const triesLeft = (ledger: Ledger, name: UnitName): number =>
  Math.max(0, triesOfLine - triesSpent(ledger, name));

/** Three tries are spent, and none of them still waits for the desk. */
export function isLocked(ledger: Ledger, name: UnitName): boolean {
  if (triesLeft(ledger, name) > 0) return false;
  const { election, contest, unit } = name;
  const waiting = ledger.db
    .prepare("SELECT 1 FROM call_backs WHERE election = ? AND contest = ? AND unit = ? AND state = 'waiting'")
    .get(election, contest, unit);
  return waiting === undefined;
}
