// The tally of an election in the ledger, from the return that holds for each unit by reconciliation.
import type { Definition } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { UnitState } from '../reconcile/states.ts';
import type { CountReturn } from '../return/count-return.ts';
import type { HeldUnit, Tally } from '../tally/tally.ts';
import { tallyUnits } from '../tally/tally-units.ts';
import { type By, definitionOf } from './elections.ts';
import { type Arrival, arrivalsOfElection } from './returns.ts';
import { reconcilerOf } from './reconciler.ts';
import { derivedOf } from './settle.ts';
import { personsOf } from './unit-persons.ts';
import { unitKey } from './unit-rows.ts';

type Row = Readonly<Record<string, string | Uint8Array | null>>;

const heldRows = `SELECT u.contest, u.unit, u.state, r.bytes FROM unit_states u
  LEFT JOIN returns r ON r.hash = u.holding WHERE u.election = ?`;
const unreconciled = `SELECT 1 FROM arrivals a WHERE a.election = ? AND NOT EXISTS
  (SELECT 1 FROM unit_states u WHERE u.election = a.election AND u.contest = a.contest AND u.unit = a.unit) LIMIT 1`;

const countsOf = (bytes: Uint8Array): CountReturn['counts'] =>
  (JSON.parse(Buffer.from(bytes).toString('utf8')) as CountReturn).counts;

function* reconciledUnits({ db }: Ledger, election: string): Generator<HeldUnit> {
  for (const row of db.prepare(heldRows).iterate(election) as Iterable<Row>) {
    const { contest, unit, state, bytes } = row;
    const counts = bytes === null ? undefined : countsOf(bytes as Uint8Array);
    yield { contest: String(contest), unit: String(unit), state: state as UnitState, counts };
  }
}

/** By the same rule, for units that no reconciliation has looked at yet; what came after a certification does not count. */
function* derivedUnits(ledger: Ledger, definition: Definition, done: ReadonlySet<string>): Generator<HeldUnit> {
  const by: By = { actor: { kind: 'operator' }, name: '' };
  const settling = { reconciler: reconcilerOf(definition), persons: personsOf(ledger, definition.election), by };
  const unitOf = (group: readonly [Arrival, ...Arrival[]]): HeldUnit => {
    const [{ contest, unit }] = group;
    const { state, holding } = derivedOf(group, { contest, unit }, settling);
    return { contest, unit, state, counts: group.find(({ hash }) => hash === holding)?.return.counts };
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
  for (const one of reconciledUnits(ledger, election)) {
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
