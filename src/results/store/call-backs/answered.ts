// What the desk has answered, the newest first: for its page.
import type { Ledger } from '../../../ledger/ledger.ts';
import type { Verdict } from '../../codes/confirmation.ts';
import type { SqlValues } from './rows.ts';

export type AnsweredTry = {
  readonly call: number;
  readonly try: number;
  readonly unit: string;
  readonly verdict: Verdict;
  readonly by: string;
  readonly at: number;
};

export function lastAnswers({ db }: Ledger, election: string, most: number): readonly AnsweredTry[] {
  const rows = db
    .prepare(
      `SELECT t.call, t.number, c.unit, t.verdict, t.answered_by, t.recorded_at
       FROM call_back_tries t JOIN call_backs c ON c.number = t.call
       WHERE c.election = ? AND t.verdict IS NOT NULL ORDER BY t.recorded_at DESC, t.call DESC, t.number DESC LIMIT ?`,
    )
    .all(election, most) as SqlValues[];
  return rows.map((row) => ({
    call: Number(row.call),
    try: Number(row.number),
    unit: String(row.unit),
    verdict: row.verdict as Verdict,
    by: String(row.answered_by),
    at: Number(row.recorded_at),
  }));
}
