// What waits for the desk: each try as a question, with who leads the call.
import type { Ledger } from '../../../ledger/ledger.ts';
import type { Question } from '../../call-back/verdict.ts';
import { electionOf } from '../elections.ts';
import { callOf, questionOf, type SqlValues, triesOf } from './rows.ts';

export type Waiting = { readonly question: Question; readonly operator: string; readonly handedInAt: number };

/** The longest waiting first. */
export function waitingQuestions(ledger: Ledger, election: string): readonly Waiting[] {
  electionOf(ledger, election);
  const rows = ledger.db
    .prepare("SELECT * FROM call_backs WHERE election = ? AND state = 'waiting' ORDER BY number")
    .all(election) as SqlValues[];
  return rows.map(callOf).flatMap((call) => {
    const last = triesOf(ledger, call.number).at(-1);
    if (last === undefined || last.answer !== undefined) return [];
    return [{ question: questionOf(call, last), operator: last.handedInBy, handedInAt: last.handedInAt }];
  });
}
