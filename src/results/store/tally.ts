// The tally of an election in the ledger, from the return that holds for each unit by reconciliation.
import type { Definition } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { UnitState } from '../reconcile/states.ts';
import type { CountReturn } from '../return/count-return.ts';
import type { HeldUnit, Tally } from '../tally/tally.ts';
import { tallyUnits } from '../tally/tally-units.ts';
import { keptReconciler, reconcilerOf } from './reconciler.ts';
import { type Arrival, arrivalsOfElection, arrivalsOfUnit } from './returns.ts';
import { isOneReturn } from './held-figures.ts';
import { derivedOf } from './settle.ts';
import { personsOf } from './unit-persons.ts';
import { unitKey } from './unit-rows.ts';

type Row = Readonly<Record<string, string | Uint8Array | null>>;

/** Figures by unitKey with the returns they are made of: what is asked for again is read again only where these changed. */
export type KeptFigures = Map<string, { readonly made: string; readonly counts: CountReturn['counts'] | undefined }>;

const heldRows = `SELECT u.contest, u.unit, u.state, u.heads, u.holding, d.hash AS decided FROM unit_states u
  LEFT JOIN unit_decisions d ON d.election = u.election AND d.contest = u.contest AND d.unit = u.unit
  WHERE u.election = ?`;
const unreconciled = `SELECT 1 FROM arrivals a WHERE a.election = ? AND NOT EXISTS
  (SELECT 1 FROM unit_states u WHERE u.election = a.election AND u.contest = a.contest AND u.unit = a.unit) LIMIT 1`;

const countsOf = (bytes: Uint8Array): CountReturn['counts'] =>
  (JSON.parse(Buffer.from(bytes).toString('utf8')) as CountReturn).counts;

function* reconciledUnits(ledger: Ledger, definition: Definition, kept: KeptFigures): Generator<HeldUnit> {
  const { election } = definition;
  const settling = { reconciler: reconcilerOf(definition), persons: personsOf(ledger, election) };
  const bytesOf = ledger.db.prepare('SELECT bytes FROM returns WHERE hash = ?');
  const read = ({ heads, holding, decided }: Row, contest: string, unit: string): CountReturn['counts'] | undefined => {
    if (holding === null) return undefined;
    if (isOneReturn(String(heads), String(holding), decided !== null))
      return countsOf((bytesOf.get(holding) as { readonly bytes: Uint8Array }).bytes);
    return derivedOf(arrivalsOfUnit(ledger, election, contest, unit), { contest, unit }, settling).figures;
  };
  for (const row of ledger.db.prepare(heldRows).iterate(election) as Iterable<Row>) {
    const [contest, unit] = [String(row.contest), String(row.unit)];
    const key = unitKey(contest, unit);
    const made = [row.heads, row.holding, row.decided].map(String).join(' ');
    let known = kept.get(key);
    if (known?.made !== made) kept.set(key, (known = { made, counts: read(row, contest, unit) }));
    yield { contest, unit, state: row.state as UnitState, counts: known.counts };
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
export function* heldUnits(ledger: Ledger, definition: Definition, kept: KeptFigures = new Map()): Generator<HeldUnit> {
  const { election } = definition;
  const done = new Set<string>();
  for (const one of reconciledUnits(ledger, definition, kept)) {
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
  { confirmedOnly, kept }: { readonly confirmedOnly: boolean; readonly kept?: KeptFigures },
): ElectionTally {
  const { definition } = keptReconciler(ledger, election);
  return { definition, tallies: tallyUnits(definition, heldUnits(ledger, definition, kept), { confirmedOnly }) };
}
