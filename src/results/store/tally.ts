// The tally of an election in the ledger, from the return that holds for each unit by reconciliation.
import type { Definition } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { UnitState } from '../reconcile/states.ts';
import type { CountReturn } from '../return/count-return.ts';
import type { HeldUnit, Tally } from '../tally/tally.ts';
import { tallyUnits } from '../tally/tally-units.ts';
import { definitionOf } from './elections.ts';
import { reconcilerOf } from './reconciler.ts';
import { type Arrival, arrivalsOfElection, arrivalsOfUnit } from './returns.ts';
import { isOneReturn } from './held-figures.ts';
import { derivedOf } from './settle.ts';
import { personsOf } from './unit-persons.ts';
import { unitKey } from './unit-rows.ts';

type Row = Readonly<Record<string, string | Uint8Array | null>>;

const heldRows = `SELECT u.contest, u.unit, u.state, u.heads, u.holding, r.bytes, d.hash AS decided FROM unit_states u
  LEFT JOIN returns r ON r.hash = u.holding
  LEFT JOIN unit_decisions d ON d.election = u.election AND d.contest = u.contest AND d.unit = u.unit
  WHERE u.election = ?`;
const unreconciled = `SELECT 1 FROM arrivals a WHERE a.election = ? AND NOT EXISTS
  (SELECT 1 FROM unit_states u WHERE u.election = a.election AND u.contest = a.contest AND u.unit = a.unit) LIMIT 1`;

const countsOf = (bytes: Uint8Array): CountReturn['counts'] =>
  (JSON.parse(Buffer.from(bytes).toString('utf8')) as CountReturn).counts;

function* reconciledUnits(ledger: Ledger, definition: Definition): Generator<HeldUnit> {
  const { election } = definition;
  const settling = { reconciler: reconcilerOf(definition), persons: personsOf(ledger, election) };
  for (const row of ledger.db.prepare(heldRows).iterate(election) as Iterable<Row>) {
    const [contest, unit] = [String(row.contest), String(row.unit)];
    const of = { contest, unit, state: row.state as UnitState };
    if (row.bytes === null) yield { ...of, counts: undefined };
    else if (isOneReturn(String(row.heads), String(row.holding), row.decided !== null))
      yield { ...of, counts: countsOf(row.bytes as Uint8Array) };
    else {
      const arrivals = arrivalsOfUnit(ledger, election, contest, unit);
      yield { ...of, counts: derivedOf(arrivals, { contest, unit }, settling).figures };
    }
  }
}

/** By the same rule, for units that no reconciliation has looked at yet; what came after a certification does not count. */
function* derivedUnits(ledger: Ledger, definition: Definition, done: ReadonlySet<string>): Generator<HeldUnit> {
  const settling = { reconciler: reconcilerOf(definition), persons: personsOf(ledger, definition.election) };
  const unitOf = (group: readonly [Arrival, ...Arrival[]]): HeldUnit => {
    const [{ contest, unit }] = group;
    const { state, figures } = derivedOf(group, { contest, unit }, settling);
    return { contest, unit, state, counts: figures };
  };
  let group: [Arrival, ...Arrival[]] | undefined;
  for (const arrival of arrivalsOfElection(ledger, definition.election)) {
    if (done.has(unitKey(arrival.contest, arrival.unit))) continue;
    if (group !== undefined && group[0].unit === arrival.unit && group[0].contest === arrival.contest)
      group.push(arrival);
    else {
      if (group !== undefined) yield unitOf(group);
      group = [arrival];
    }
  }
  if (group !== undefined) yield unitOf(group);
}

/** What holds for every unit that anything is known of. */
export function* heldUnits(ledger: Ledger, definition: Definition): Generator<HeldUnit> {
  const { election } = definition;
  const done = new Set<string>();
  for (const one of reconciledUnits(ledger, definition)) {
    done.add(unitKey(one.contest, one.unit));
    yield one;
  }
  if (ledger.db.prepare(unreconciled).get(election) !== undefined) yield* derivedUnits(ledger, definition, done);
}

export type ElectionTally = { readonly definition: Definition; readonly tallies: readonly Tally[] };

/** One tally per contest. NOT_FOUND for the election; SUM_TOO_LARGE. */
export function tallyOfElection(
  ledger: Ledger,
  election: string,
  { confirmedOnly }: { readonly confirmedOnly: boolean },
): ElectionTally {
  const definition = definitionOf(ledger, election);
  return { definition, tallies: tallyUnits(definition, heldUnits(ledger, definition), { confirmedOnly }) };
}
