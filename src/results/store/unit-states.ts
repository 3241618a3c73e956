// Reconciliation in the ledger: the state of every unit from its arrivals, with its history. Running it again changes nothing.
import { prepared } from '../../ledger/statements.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { UnitState } from '../reconcile/states.ts';
import type { By } from './by.ts';
import { definitionOf } from './elections.ts';
import { explainAgain, explanationOf, neighboursOf } from './explain-unit.ts';
import { keptReconciler, reconcilerOf } from './reconciler.ts';
import { type Arrival, arrivalsOfElection, arrivalsOfUnit } from './returns.ts';
import { areaTree } from '../tally/areas.ts';
import { unitsOfContest } from '../tally/tally-units.ts';
import { derivedOf, isWhereItWas, type Place, settle, type Settling } from './settle.ts';
import { personsOf } from './unit-persons.ts';
import { type Summary, summaryOf, unitKey, unitRow, unitRows } from './unit-rows.ts';

export { reconcilerOf } from './reconciler.ts';

export { type Summary, type UnitRow, unitRows } from './unit-rows.ts';

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
    const settling: Settling = { reconciler, persons: personsOf(ledger, election), by, ground };
    const arrivals = arrivalsOfUnit(ledger, election, contest, unit);
    const before = unitRow(ledger, election, contest, unit);
    const neighbours = neighboursOf(ledger, election, contest, unit, reconciler.units.get(unit)?.centre ?? '');
    const { derived, changed } = settle(ledger, settling, { contest, unit }, arrivals, before, neighbours);
    if (changed) explainNear(ledger, settling, { contest, unit }, arrivals);
    const from = before?.state ?? 'awaited';
    if (changed && from !== derived.state)
      recordAudit(ledger, {
        event: 'returns.unitChanged',
        actor: by.actor,
        subject: election,
        details: { contest, unit, from, to: derived.state },
      });
    return derived.state;
  });
}

const mostNear = 12;

/** What came may be what another unit of the centre was entered with: its conflict is looked at again. */
function explainNear(ledger: Ledger, settling: Settling, { contest, unit }: Place, arrivals: readonly Arrival[]): void {
  const { reconciler } = settling;
  const { election } = reconciler.definition;
  const centre = reconciler.units.get(unit)?.centre ?? '';
  const came = arrivals.map(({ channel, return: { counts } }) => ({ unit, channel, counts }));
  const near = prepared(
    ledger.db,
    `SELECT unit FROM unit_states WHERE election = ? AND contest = ? AND centre = ? AND unit <> ?
       AND state = 'conflicting' AND kind IN ('several', 'votesMoved', 'wrongUnit') LIMIT ?`,
  ).all(election, contest, centre, unit, mostNear) as { readonly unit: string }[];
  for (const { unit: other } of near) {
    const place: Place = { contest, unit: other };
    const derived = derivedOf(arrivalsOfUnit(ledger, election, contest, other), place, settling);
    if (explanationOf(derived, reconciler, () => came)?.otherUnit === unit)
      explainAgain(ledger, reconciler, place, derived, () => came);
  }
}

/** Looking for swapped sheets reads a centre's units again for each conflict. */
const mostExplained = 2000;

/**
 * Every unit of an election, in one pass over its arrivals and one transaction. `step` hears of the part done, 0 to 1.
 * Counts of the answer are those of the ledger afterwards.
 */
export function reconcileElection(ledger: Ledger, election: string, by: By, step?: (done: number) => void): Summary {
  return ledger.write(() => {
    const definition = definitionOf(ledger, election);
    const settling: Settling = { reconciler: reconcilerOf(definition), persons: personsOf(ledger, election), by };
    const changed = settleArrived(ledger, election, settling, step);
    settleAwaited(ledger, election, settling);
    const summary = summaryOf(ledger, election, changed);
    recordAudit(ledger, {
      event: 'returns.reconciled',
      actor: by.actor,
      subject: election,
      details: { units: summary.units, conflicting: summary.states.conflicting, changed },
    });
    return summary;
  });
}

const none = (): readonly never[] => [];

/** Answers with how many units changed their state. */
function settleArrived(
  ledger: Ledger,
  election: string,
  settling: Settling,
  step: ((done: number) => void) | undefined,
): number {
  const { units } = settling.reconciler;
  const before = new Map(unitRows(ledger, election).map((row) => [unitKey(row.contest, row.unit), row]));
  const total = unitsArrived(ledger, election);
  // Neighbours are looked at once all units are there, and only for those that differ.
  const again: (() => void)[] = [];
  let [done, changes] = [0, 0];
  for (const group of grouped(arrivalsOfElection(ledger, election))) {
    const [{ contest, unit }] = group;
    const place: Place = { contest, unit };
    const row = before.get(unitKey(contest, unit));
    const { derived, changed } = settle(ledger, settling, place, group, row, none);
    if (derived.state !== (row?.state ?? 'awaited')) changes++;
    if (changed && derived.comparison.votesDiffering > 0 && again.length < mostExplained) {
      const neighbours = neighboursOf(ledger, election, contest, unit, units.get(unit)?.centre ?? '');
      again.push(() => explainAgain(ledger, settling.reconciler, place, derived, neighbours));
    }
    if (++done % 500 === 0) step?.(done / total);
  }
  for (const explain of again) explain();
  return changes;
}

const unitsArrived = ({ db }: Ledger, election: string): number =>
  Number(
    db
      .prepare('SELECT count(*) AS n FROM (SELECT DISTINCT contest, unit FROM arrivals WHERE election = ?)')
      .get(election)?.n,
  );

const unlooked = `SELECT DISTINCT a.contest, a.unit FROM arrivals a
  LEFT JOIN unit_states u ON u.election = a.election AND u.contest = a.contest AND u.unit = a.unit
  WHERE a.election = ? AND (u.up_to IS NULL OR a.number > u.up_to)`;

/** How many units got something that no reconciliation has looked at. */
export const unlookedUnits = ({ db }: Ledger, election: string): number =>
  Number(db.prepare(`SELECT count(*) AS n FROM (${unlooked})`).get(election)?.n);

/**
 * Only what came, or was moved by an amendment, since each unit was looked at last: what a whole look would change, without
 * reading every return again. Answers with the number of units looked at.
 */
export function reconcileChanged(ledger: Ledger, election: string, by: By): number {
  return ledger.write(() => {
    const reconciler = keptReconciler(ledger, election);
    const came = ledger.db.prepare(unlooked).all(election) as unknown as readonly Place[];
    const moved = unitRows(ledger, election).filter((row) => !isWhereItWas(row, reconciler, row));
    const places = new Map([...came, ...moved].map((one) => [unitKey(one.contest, one.unit), one]));
    // First, since conflicts are explained by the units beside them.
    settleAwaited(ledger, election, { reconciler, persons: personsOf(ledger, election), by });
    for (const { contest, unit } of places.values()) reconcileUnit(ledger, election, contest, unit, by);
    return places.size;
  });
}

/** Units nothing has arrived of: a row each, once. */
function settleAwaited(ledger: Ledger, election: string, settling: Settling): void {
  const known = new Set(
    (
      ledger.db.prepare('SELECT contest, unit FROM unit_states WHERE election = ?').all(election) as {
        readonly contest: string;
        readonly unit: string;
      }[]
    ).map(({ contest, unit }) => unitKey(contest, unit)),
  );
  const { definition } = settling.reconciler;
  const tree = areaTree(definition.areas);
  for (const contest of definition.contests) {
    for (const { id: unit } of unitsOfContest(definition, contest.area, tree))
      if (!known.has(unitKey(contest.id, unit)))
        settle(ledger, settling, { contest: contest.id, unit }, [], undefined, none);
  }
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
