// What the ledger holds of units after reconciliation, and their counts. Times in milliseconds since 1970 UTC.
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import type { UnitState } from '../reconcile/states.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** What the ledger holds of a unit. Times in milliseconds since 1970 UTC. */
export type UnitRow = {
  readonly contest: string;
  readonly unit: string;
  readonly area: string;
  readonly centre: string;
  readonly name: string;
  readonly state: UnitState;
  /** Channels that have a return of it. */
  readonly channels: readonly string[];
  /** Hash of the return whose figures are counted. */
  readonly holding: string | undefined;
  readonly heads: string;
  /** A group that official and backup are both to carry is on either of them. */
  readonly compared: boolean;
  readonly onBoth: boolean;
  readonly votesDiffering: number;
  readonly figuresDiffering: number;
  readonly kind: string;
  readonly sentence: string;
  /** Keys of the figures that differ. */
  readonly fields: readonly string[];
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
  readonly changedAt: number;
  /** Id of the finding of its last conflict; empty where there was none. */
  readonly finding: string;
  /** Number of the last arrival that was looked at. */
  readonly upTo: number;
};

export const unitRowOf = (row: Row): UnitRow => ({
  contest: String(row.contest),
  unit: String(row.unit),
  area: String(row.area),
  centre: String(row.centre),
  name: String(row.name),
  state: row.state as UnitState,
  channels: row.channels === '' ? [] : String(row.channels).split(' '),
  holding: row.holding === null ? undefined : String(row.holding),
  heads: String(row.heads),
  compared: row.compared === 1,
  onBoth: row.on_both === 1,
  votesDiffering: Number(row.votes_differing),
  figuresDiffering: Number(row.figures_differing),
  kind: String(row.kind),
  sentence: String(row.sentence),
  fields: JSON.parse(String(row.fields)) as string[],
  firstAt: row.first_at === null ? undefined : Number(row.first_at),
  lastAt: row.last_at === null ? undefined : Number(row.last_at),
  changedAt: Number(row.changed_at),
  finding: String(row.finding),
  upTo: Number(row.up_to),
});

/** All units of an election as last reconciled, in the order of the definition's ids. */
export const unitRows = ({ db }: Ledger, election: string): readonly UnitRow[] =>
  (db.prepare('SELECT * FROM unit_states WHERE election = ? ORDER BY contest, unit').all(election) as Row[]).map(
    unitRowOf,
  );

export const unitRow = ({ db }: Ledger, election: string, contest: string, unit: string): UnitRow | undefined => {
  const row = prepared(db, 'SELECT * FROM unit_states WHERE election = ? AND contest = ? AND unit = ?').get(
    election,
    contest,
    unit,
  ) as Row | undefined;
  return row === undefined ? undefined : unitRowOf(row);
};

export const unitKey = (contest: string, unit: string): string => `${contest}\n${unit}`;

export type Summary = {
  readonly units: number;
  readonly states: Readonly<Record<UnitState, number>>;
  /** Units with votes that both channels are to carry on official and backup; on exactly one of them. */
  readonly onBoth: number;
  readonly onOneOnly: number;
  readonly official: number;
  readonly backup: number;
  /** On both and differing in votes. */
  readonly inConflict: number;
  readonly votesDiffering: number;
  readonly changed: number;
};

export const noStates: Readonly<Record<UnitState, number>> = {
  awaited: 0,
  received: 0,
  confirmed: 0,
  conflicting: 0,
  corrected: 0,
  certified: 0,
};

/** Counts of what the ledger holds, without reconciling again. */
export function summaryOf({ db }: Ledger, election: string, changed = 0): Summary {
  const rows = db
    .prepare('SELECT state, count(*) AS n FROM unit_states WHERE election = ? GROUP BY state')
    .all(election) as Row[];
  const states = { ...noStates, ...Object.fromEntries(rows.map(({ state, n }) => [String(state), Number(n)])) };
  const counts = db
    .prepare(
      `SELECT coalesce(sum(on_both), 0) AS on_both, coalesce(sum(compared), 0) AS compared,
         coalesce(sum(compared AND instr(channels, 'official') > 0), 0) AS official,
         coalesce(sum(compared AND instr(channels, 'backup') > 0), 0) AS backup,
         coalesce(sum(on_both AND votes_differing > 0), 0) AS in_conflict,
         coalesce(sum(CASE WHEN on_both THEN votes_differing ELSE 0 END), 0) AS votes
       FROM unit_states WHERE election = ?`,
    )
    .get(election) as Row;
  return {
    units: Object.values(states).reduce((sum, n) => sum + n, 0),
    states,
    onBoth: Number(counts.on_both),
    onOneOnly: Number(counts.compared) - Number(counts.on_both),
    official: Number(counts.official),
    backup: Number(counts.backup),
    inConflict: Number(counts.in_conflict),
    votesDiffering: Number(counts.votes),
    changed,
  };
}
