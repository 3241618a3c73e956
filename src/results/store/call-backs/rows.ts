// Calls and their tries as the ledger holds them.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { CallState } from '../../call-back/states.ts';
import type { Question, SignedVerdict, Totals } from '../../call-back/verdict.ts';
import type { LineKind } from '../../codes/confirmation.ts';

export type CallTry = {
  /** Within its call, from 1. */
  readonly number: number;
  readonly totals: Totals;
  readonly code: string;
  readonly handedInBy: string;
  readonly handedInAt: number;
  /** Undefined while the desk has not answered. */
  readonly answer: SignedVerdict | undefined;
  readonly answeredBy: string | undefined;
  readonly recordedAt: number | undefined;
};

export type CallRow = {
  readonly number: number;
  readonly election: string;
  readonly contest: string;
  readonly unit: string;
  readonly centre: string;
  readonly sheet: string;
  readonly line: number;
  readonly kind: LineKind;
  /** SHA-256 of the definition when it was begun. */
  readonly definition: string;
  readonly state: CallState;
  readonly openedBy: string;
  readonly openedAt: number;
  readonly changedAt: number;
  /** Why it was given up. */
  readonly reason: string;
  /** The return that a confirmed call became. */
  readonly hash: string | undefined;
};

export type SqlValues = Readonly<Record<string, string | number | null>>;

export const callOf = (row: SqlValues): CallRow => ({
  number: Number(row.number),
  election: String(row.election),
  contest: String(row.contest),
  unit: String(row.unit),
  centre: String(row.centre),
  sheet: String(row.sheet),
  line: Number(row.line),
  kind: row.kind as LineKind,
  definition: String(row.definition),
  state: row.state as CallState,
  openedBy: String(row.opened_by),
  openedAt: Number(row.opened_at),
  changedAt: Number(row.changed_at),
  reason: String(row.reason),
  hash: row.hash === null ? undefined : String(row.hash),
});

const tryOf = (row: SqlValues): CallTry => ({
  number: Number(row.number),
  totals: JSON.parse(String(row.totals)) as Totals,
  code: String(row.code),
  handedInBy: String(row.handed_in_by),
  handedInAt: Number(row.handed_in_at),
  answer:
    row.verdict === null
      ? undefined
      : {
          verdict: row.verdict as SignedVerdict['verdict'],
          answeredAt: String(row.answered_at),
          signature: String(row.signature),
        },
  answeredBy: row.answered_by === null ? undefined : String(row.answered_by),
  recordedAt: row.recorded_at === null ? undefined : Number(row.recorded_at),
});

/** NOT_FOUND. */
export function callRow({ db }: Ledger, election: string, number: number): CallRow {
  const row = db.prepare('SELECT * FROM call_backs WHERE election = ? AND number = ?').get(election, number);
  if (row === undefined) throw new PollwardenError('NOT_FOUND', `no call ${number} in ${election}`);
  return callOf(row as SqlValues);
}

export const triesOf = ({ db }: Ledger, call: number): readonly CallTry[] =>
  (db.prepare('SELECT * FROM call_back_tries WHERE call = ? ORDER BY number').all(call) as SqlValues[]).map(tryOf);

/** Every call of an election, the first first. */
export const callsOf = ({ db }: Ledger, election: string): readonly CallRow[] =>
  (db.prepare('SELECT * FROM call_backs WHERE election = ? ORDER BY number').all(election) as SqlValues[]).map(callOf);

export const questionOf = (call: CallRow, one: CallTry): Question => ({
  election: call.election,
  call: call.number,
  try: one.number,
  contest: call.contest,
  unit: call.unit,
  centre: call.centre,
  sheet: call.sheet,
  line: call.line,
  kind: call.kind,
  totals: one.totals,
  code: one.code,
});
