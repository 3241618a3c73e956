// One unit as its page shows it: what each channel says, figure beside figure, how it came here, and what was decided.
import type { Channel, Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Counts } from '../reconcile/compare.ts';
import type { Derived } from '../reconcile/derive.ts';
import { labelOf } from '../reconcile/explain.ts';
import type { UnitEvent, UnitState } from '../reconcile/states.ts';
import { checkCounts, compileRules, type RuleHit } from '../rules/check.ts';
import { decisionOf, type KeptDecision } from './decide-unit.ts';
import { keptReconciler } from './reconciler.ts';
import { type Arrival, arrivalsOfUnit } from './returns.ts';
import { derivedOf } from './settle.ts';
import { personsOf } from './unit-persons.ts';
import { type UnitRow, unitRow } from './unit-rows.ts';

export type ShownField = {
  readonly key: string;
  readonly label: string;
  readonly group: string;
  /** By the column's id. */
  readonly values: Readonly<Record<string, number | null>>;
  readonly differs: boolean;
};

/** A channel as it reads, or another return on it that nothing supersedes. */
export type ShownColumn = { readonly id: string; readonly channel: Channel; readonly hash: string };

export type Step = {
  readonly at: number;
  readonly from: UnitState;
  readonly event: UnitEvent;
  readonly to: UnitState;
  readonly by: string;
  readonly ground: string;
};

export type UnitDetail = {
  readonly definition: Definition;
  /** As last reconciled; undefined where no reconciliation has looked at it yet. */
  readonly row: UnitRow | undefined;
  readonly derived: Derived;
  readonly columns: readonly ShownColumn[];
  readonly fields: readonly ShownField[];
  readonly arrivals: readonly Arrival[];
  readonly checks: readonly (RuleHit & { readonly hash: string })[];
  readonly history: readonly Step[];
  readonly decision: KeptDecision | undefined;
};

const mostSteps = 500;

function historyOf({ db }: Ledger, election: string, contest: string, unit: string): readonly Step[] {
  const rows = db
    .prepare('SELECT * FROM unit_history WHERE election = ? AND contest = ? AND unit = ? ORDER BY number DESC LIMIT ?')
    .all(election, contest, unit, mostSteps) as Readonly<Record<string, string | number>>[];
  return rows.toReversed().map((row) => ({
    at: Number(row.at),
    from: row.state_before as UnitState,
    event: row.event as UnitEvent,
    to: row.state_after as UnitState,
    by: String(row.by),
    ground: String(row.ground),
  }));
}

/** In the order of the form: fields, then votes by mode and option; only what some channel says. */
function keysInOrder({ fields, modes, contests }: Definition, contest: string): readonly string[] {
  const options = contests.find(({ id }) => id === contest)?.options ?? [];
  const votes = modes.flatMap(({ id: mode }) =>
    options.flatMap(({ id, candidates = [] }) => [
      `votes/${mode}/${id}`,
      ...candidates.map((candidate) => `votes/${mode}/${id}/${candidate.id}`),
    ]),
  );
  return [...fields.map(({ id }) => id), ...votes];
}

type Column = ShownColumn & { readonly counts: Counts };

/** Two returns on one channel stand beside each other like two channels. */
const columnsOf = ({ readings }: Derived): readonly Column[] =>
  readings.flatMap(({ channel, hash, counts, alsoThere }) => [
    { id: channel, channel, hash, counts },
    ...alsoThere.map((other) => ({ id: `${channel} ${other.hash.slice(0, 8)}`, channel, ...other })),
  ]);

function fieldsOf(
  definition: Definition,
  contest: string,
  { comparison }: Derived,
  columns: readonly Column[],
  groupOf: (key: string) => string,
): readonly ShownField[] {
  const all = [...comparison.groups.flatMap(({ differences }) => differences), ...comparison.within];
  const differing = new Set(all.map(({ key }) => key));
  return keysInOrder(definition, contest)
    .filter((key) => columns.some(({ counts }) => counts[key] !== undefined))
    .map((key) => ({
      key,
      label: labelOf(definition, key),
      group: groupOf(key),
      values: Object.fromEntries(columns.map(({ id, counts }) => [id, counts[key] ?? null])),
      differs: differing.has(key),
    }));
}

/** NOT_FOUND for what is no contest or unit of the election. Changes nothing. */
export function unitDetail(ledger: Ledger, election: string, contest: string, unit: string): UnitDetail {
  const reconciler = keptReconciler(ledger, election);
  const { definition, groupOf, units } = reconciler;
  if (!units.has(unit) || !definition.contests.some(({ id }) => id === contest))
    throw new PollwardenError('NOT_FOUND', `no unit ${unit.slice(0, 80)} in ${contest.slice(0, 80)} of ${election}`);
  const arrivals = arrivalsOfUnit(ledger, election, contest, unit);
  const derived = derivedOf(arrivals, { contest, unit }, { reconciler, persons: personsOf(ledger, election) });
  const rules = compileRules(definition);
  const columns = columnsOf(derived);
  return {
    definition,
    row: unitRow(ledger, election, contest, unit),
    derived,
    columns: columns.map(({ id, channel, hash }) => ({ id, channel, hash })),
    fields: fieldsOf(definition, contest, derived, columns, groupOf),
    arrivals,
    // The same return on two channels is checked once.
    checks: [...new Map(arrivals.map((one) => [one.hash, one])).values()].flatMap(({ hash, return: { counts } }) =>
      checkCounts(rules, counts).map((hit) => ({ ...hit, hash })),
    ),
    history: historyOf(ledger, election, contest, unit),
    decision: decisionOf(ledger, election, contest, unit),
  };
}
