// Reconciliation in the ledger: the state of every unit from its arrivals, with its history. Running it again changes nothing.
import type { Definition } from '../../elections/definition/definition.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { comparer, type Compare, groupsOf } from '../reconcile/compare.ts';
import { type Arrived, type Decision, derive, type Derived, eventOf } from '../reconcile/derive.ts';
import { type Explanation, explainConflict } from '../reconcile/explain.ts';
import type { UnitState } from '../reconcile/states.ts';
import { type By, definitionOf } from './elections.ts';
import { type Arrival, arrivalsOfElection, arrivalsOfUnit } from './returns.ts';

/** One unit, when something of it came in or was decided. Within the caller's transaction where there is one. */
export function reconcileUnit(
  ledger: Ledger,
  election: string,
  contest: string,
  unit: string,
  by: By,
  ground = '',
): UnitState {
  return ledger.write(() => {
    const reconciler = keptReconciler(ledger, election);
    const arrivals = arrivalsOfUnit(ledger, election, contest, unit);
    const centre = reconciler.units.get(unit)?.centre ?? '';
    const before = unitRow(ledger, election, contest, unit);
    const neighbours = neighboursOf(ledger, election, contest, unit, centre);
    return settle(
      ledger,
      reconciler,
      { contest, unit },
      arrivals,
      before,
      personsOf(ledger, election),
      by,
      neighbours,
      ground,
    );
  });
}

/**
 * Every unit of an election, in one pass over its arrivals and one transaction. `step` hears of the part done, 0 to 1.
 * Counts of the answer are those of the ledger afterwards.
 */
export function reconcileElection(ledger: Ledger, election: string, by: By, step?: (done: number) => void): Summary {
  return ledger.write(() => {
    const definition = definitionOf(ledger, election);
    const reconciler = reconcilerOf(definition);
    const persons = personsOf(ledger, election);
    const before = new Map(unitRows(ledger, election).map((row) => [unitKey(row.contest, row.unit), row]));
    let done = 0;
    const total = definition.units.length * definition.contests.length;
    const late: (() => void)[] = [];
    const seen = new Set<string>();
    for (const group of grouped(arrivalsOfElection(ledger, election))) {
      const [{ contest, unit }] = group;
      const key = unitKey(contest, unit);
      seen.add(key);
      const centre = reconciler.units.get(unit)?.centre ?? '';
      const run = (neighbours: Neighbours): UnitState =>
        settle(ledger, reconciler, { contest, unit }, group, before.get(key), persons, by, neighbours);
      const isNew = before.get(key)?.state !== 'conflicting';
      // Neighbours are looked at once all units are there, and only for those that differ.
      if (run(() => []) === 'conflicting' && isNew)
        late.push(() =>
          explainAgain(
            ledger,
            reconciler,
            { contest, unit },
            group,
            persons,
            neighboursOf(ledger, election, contest, unit, centre),
          ),
        );
      if (++done % 500 === 0) step?.(done / total);
    }
    for (const one of definition.contests) {
      for (const { id } of definition.units) {
        const key = unitKey(one.id, id);
        if (!seen.has(key) && !before.has(key))
          settle(ledger, reconciler, { contest: one.id, unit: id }, [], undefined, persons, by, () => []);
      }
    }
    for (const explain of late.slice(0, mostExplained)) explain();
    const summary = summaryOf(ledger, election, changesSince(ledger, election, before));
    recordAudit(ledger, {
      event: 'returns.reconciled',
      actor: by.actor,
      subject: election,
      details: { units: summary.units, conflicting: summary.states.conflicting, changed: summary.changed },
    });
    return summary;
  });
}

function changesSince(ledger: Ledger, election: string, before: ReadonlyMap<string, UnitRow>): number {
  return unitRows(ledger, election).filter(
    ({ contest, unit, state }) => before.get(unitKey(contest, unit))?.state !== state,
  ).length;
}

function* grouped(arrivals: Iterable<Arrival>): Generator<readonly [Arrival, ...Arrival[]]> {
  let group: [Arrival, ...Arrival[]] | undefined;
  for (const one of arrivals) {
    if (group !== undefined && group[0].unit === one.unit && group[0].contest === one.contest) group.push(one);
    else {
      if (group !== undefined) yield group;
      group = [one];
    }
  }
  if (group !== undefined) yield group;
}
