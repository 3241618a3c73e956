// One unit as its page shows it: what each channel says, figure beside figure, how it came here, and what was decided.
import type { Channel, Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
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
  readonly values: Readonly<Partial<Record<Channel, number | null>>>;
  readonly differs: boolean;
};

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

function fieldsOf(
  definition: Definition,
  contest: string,
  { readings, comparison }: Derived,
  groupOf: (key: string) => string,
): readonly ShownField[] {
  const differing = new Set(comparison.groups.flatMap(({ differences }) => differences.map(({ key }) => key)));
  return keysInOrder(definition, contest)
    .filter((key) => readings.some(({ counts }) => counts[key] !== undefined))
    .map((key) => ({
      key,
      label: labelOf(definition, key),
      group: groupOf(key),
      values: Object.fromEntries(readings.map(({ channel, counts }) => [channel, counts[key] ?? null])),
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
  return {
    definition,
    row: unitRow(ledger, election, contest, unit),
    derived,
    fields: fieldsOf(definition, contest, derived, groupOf),
    arrivals,
    checks: arrivals.flatMap(({ hash, return: { counts } }) =>
      checkCounts(rules, counts).map((hit) => ({ ...hit, hash })),
    ),
    history: historyOf(ledger, election, contest, unit),
    decision: decisionOf(ledger, election, contest, unit),
  };
}
