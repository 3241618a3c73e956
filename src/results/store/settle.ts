// Settles one unit in the ledger: its state from its arrivals and from what persons decided, with the step that led there.
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { type Arrived, derive, type Derived } from '../reconcile/derive.ts';
import { stepsBetween } from '../reconcile/states.ts';
import type { By } from './by.ts';
import { explanationOf, type Neighbours } from './explain-unit.ts';
import type { Reconciler } from './reconciler.ts';
import type { Arrival } from './returns.ts';
import type { Persons } from './unit-persons.ts';
import { type UnitRow, unitKey } from './unit-rows.ts';

export const arrivedOf = ({ hash, channel, return: { counts, supersedes } }: Arrival): Arrived => ({
  hash,
  channel,
  counts,
  supersedes,
});

const upsert = `INSERT INTO unit_states
  (election, contest, unit, area, centre, name, state, channels, holding, heads, compared, on_both, votes_differing,
   figures_differing, kind, sentence, fields, first_at, last_at, changed_at, up_to)
  VALUES (:election, :contest, :unit, :area, :centre, :name, :state, :channels, :holding, :heads, :compared, :on_both,
   :votes_differing, :figures_differing, :kind, :sentence, :fields, :first_at, :last_at, :changed_at, :up_to)
  ON CONFLICT (election, contest, unit) DO UPDATE SET
   state = excluded.state, channels = excluded.channels, holding = excluded.holding, heads = excluded.heads,
   compared = excluded.compared, on_both = excluded.on_both, votes_differing = excluded.votes_differing,
   figures_differing = excluded.figures_differing, kind = excluded.kind, sentence = excluded.sentence,
   fields = excluded.fields, first_at = excluded.first_at, last_at = excluded.last_at, changed_at = excluded.changed_at,
   area = excluded.area, centre = excluded.centre, name = excluded.name, up_to = excluded.up_to`;
const addHistory = `INSERT INTO unit_history (election, contest, unit, state_before, event, state_after, at, by, ground)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function onChannels(
  derived: Derived,
  { shared }: Reconciler,
): { readonly compared: boolean; readonly onBoth: boolean } {
  const groups = derived.comparison.groups.filter(({ group }) => shared.has(group));
  return {
    compared: groups.some(({ on }) => on.includes('official') || on.includes('backup')),
    onBoth: groups.some(({ on }) => on.includes('official') && on.includes('backup')),
  };
}

/** The number of the last arrival that was looked at; 0 for none. */
const lastNumber = (arrivals: readonly Arrival[]): number =>
  arrivals.reduce((most, { number }) => Math.max(most, number), 0);

export type Place = { readonly contest: string; readonly unit: string };

export type Settling = {
  readonly reconciler: Reconciler;
  readonly persons: Persons;
  readonly by: By;
  /** Of a person's decision that leads to it. */
  readonly ground?: string;
};

export type Settled = { readonly derived: Derived; readonly changed: boolean };

/** Of a certified contest, arrivals after its certification are kept and change nothing. */
export function derivedOf(
  arrivals: readonly Arrival[],
  place: Place,
  { reconciler, persons }: Pick<Settling, 'reconciler' | 'persons'>,
): Derived {
  const last = persons.certified.get(place.contest);
  const counted = last === undefined ? arrivals : arrivals.filter(({ number }) => number <= last);
  return derive(counted.map(arrivedOf), reconciler.compare, {
    decision: persons.decisions.get(unitKey(place.contest, place.unit)),
    certified: last !== undefined && counted.length > 0,
  });
}

/** Writes the unit where it became another. `before` is its row; `neighbours` is asked only where figures differ. */
export function settle(
  ledger: Ledger,
  settling: Settling,
  place: Place,
  arrivals: readonly Arrival[],
  before: UnitRow | undefined,
  neighbours: Neighbours,
): Settled {
  const derived = derivedOf(arrivals, place, settling);
  const { state, heads, holding } = derived;
  if (
    before !== undefined &&
    isWhereItWas(before, settling.reconciler, place) &&
    before.state === state &&
    before.heads === heads &&
    before.holding === holding
  ) {
    noteLateArrival(ledger, settling, place, arrivals, before);
    return { derived, changed: false };
  }
  prepared(ledger.db, upsert).run(columnsOf(ledger, settling, place, arrivals, derived, neighbours));
  const moved = before !== undefined && before.state === state && before.heads === heads && before.holding === holding;
  if (arrivals.length > 0 && !moved) addSteps(ledger, settling, place, before?.state ?? 'awaited', derived);
  return { derived, changed: true };
}

/** An amendment may have moved or renamed it. */
export function isWhereItWas(before: UnitRow, { units }: Reconciler, { unit }: Pick<Place, 'unit'>): boolean {
  const now = units.get(unit);
  if (now === undefined) return true;
  return before.area === now.area && before.centre === now.centre && before.name === now.name;
}

/** A duplicate, or an arrival after certification: only the time of the last one moves. */
function noteLateArrival(
  { db }: Ledger,
  { reconciler }: Settling,
  { contest, unit }: Place,
  arrivals: readonly Arrival[],
  before: UnitRow,
): void {
  const last = arrivals.reduce((most, { receivedAt }) => Math.max(most, receivedAt), 0);
  if (arrivals.length === 0 || (last === before.lastAt && lastNumber(arrivals) === before.upTo)) return;
  prepared(db, 'UPDATE unit_states SET last_at = ?, up_to = ? WHERE election = ? AND contest = ? AND unit = ?').run(
    last,
    lastNumber(arrivals),
    reconciler.definition.election,
    contest,
    unit,
  );
}

function columnsOf(
  ledger: Ledger,
  { reconciler }: Settling,
  place: Place,
  arrivals: readonly Arrival[],
  derived: Derived,
  neighbours: Neighbours,
): Readonly<Record<string, string | number | null>> {
  const { comparison, state, readings, holding, heads } = derived;
  const unit = reconciler.units.get(place.unit);
  const explained = explanationOf(derived, reconciler, neighbours);
  const { compared, onBoth } = onChannels(derived, reconciler);
  const times = arrivals.map(({ receivedAt }) => receivedAt);
  return {
    election: reconciler.definition.election,
    ...place,
    area: unit?.area ?? '',
    centre: unit?.centre ?? '',
    name: unit?.name ?? place.unit,
    state,
    channels: readings.map(({ channel }) => channel).join(' '),
    holding: holding ?? null,
    heads,
    compared: compared ? 1 : 0,
    on_both: onBoth ? 1 : 0,
    votes_differing: comparison.votesDiffering,
    figures_differing: comparison.groups.reduce(
      (sum, { differences }) => sum + differences.length,
      comparison.within.length,
    ),
    kind: explained?.kind ?? '',
    sentence: explained?.sentence ?? '',
    fields: JSON.stringify(explained?.fields ?? []),
    first_at: times.length === 0 ? null : Math.min(...times),
    last_at: times.length === 0 ? null : Math.max(...times),
    changed_at: Math.trunc(ledger.now()),
    up_to: lastNumber(arrivals),
  };
}

function addSteps(
  ledger: Ledger,
  { reconciler, persons, by, ground = '' }: Settling,
  place: Place,
  from: UnitRow['state'],
  { state, heads }: Derived,
): void {
  const decided = persons.decisions.get(unitKey(place.contest, place.unit))?.heads === heads;
  const { election } = reconciler.definition;
  const at = Math.trunc(ledger.now());
  for (const step of stepsBetween(from, state, decided)) {
    prepared(ledger.db, addHistory).run(
      election,
      place.contest,
      place.unit,
      step.from,
      step.event,
      step.to,
      at,
      by.name,
      ground,
    );
  }
}
