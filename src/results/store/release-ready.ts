// The units of an election as the release looks at them: state, the return that holds, what was released of it last.
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import type { UnitState } from '../reconcile/states.ts';
import type { UnitForRelease } from '../release/releasable.ts';
import type { CountReturn } from '../return/count-return.ts';
import type { Counts } from '../tally/tally.ts';
import { figuresBeside } from './held-figures.ts';

type Row = {
  readonly contest: string;
  readonly unit: string;
  readonly state: string;
  readonly holding: string | null;
  readonly released: string | null;
  readonly record: number | null;
};

export type UnitNow = UnitForRelease & {
  /** Number of the record that its figures stand in; undefined where none does. */
  readonly record: number | undefined;
};

const columns = `SELECT s.contest, s.unit, s.state, s.holding, l.hash AS released, l.record
  FROM unit_states s LEFT JOIN release_latest l
    ON l.election = s.election AND l.contest = s.contest AND l.unit = s.unit
  WHERE s.election = ?`;
const all = `${columns} ORDER BY s.contest, s.unit`;
const one = `${columns} AND s.contest = ? AND s.unit = ?`;

const unitOf = (row: Row): UnitNow => ({
  contest: row.contest,
  unit: row.unit,
  state: row.state as UnitState,
  hash: row.holding ?? undefined,
  released: row.released ?? undefined,
  record: row.record ?? undefined,
});

export const unitsNow = ({ db }: Ledger, election: string): readonly UnitNow[] =>
  (db.prepare(all).all(election) as Row[]).map(unitOf);

/** Undefined where nothing is known of it. */
export function unitNow({ db }: Ledger, election: string, contest: string, unit: string): UnitNow | undefined {
  const row = prepared(db, one).get(election, contest, unit) as Row | undefined;
  return row === undefined ? undefined : unitOf(row);
}

/** Counts of a return that is in the ledger. */
export function countsOfReturn({ db }: Ledger, hash: string): Counts {
  const row = prepared(db, 'SELECT bytes FROM returns WHERE hash = ?').get(hash) as { readonly bytes: Uint8Array };
  return (JSON.parse(Buffer.from(row.bytes).toString('utf8')) as CountReturn).counts;
}

/** What is counted of a unit whose return of that hash holds, as in the tally; of one that held before its own figures. */
export const countsOfUnit = (
  ledger: Ledger,
  election: string,
  contest: string,
  member: { readonly unit: string; readonly hash: string },
): Counts => figuresBeside(ledger, election, contest, member) ?? countsOfReturn(ledger, member.hash);
