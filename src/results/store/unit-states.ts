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
});

/** All units of an election as last reconciled, in the order of the definition's ids. */
export const unitRows = ({ db }: Ledger, election: string): readonly UnitRow[] =>
  (db.prepare('SELECT * FROM unit_states WHERE election = ? ORDER BY contest, unit').all(election) as Row[]).map(
    unitRowOf,
  );

export const unitRow = ({ db }: Ledger, election: string, contest: string, unit: string): UnitRow | undefined => {
  const row = db
    .prepare('SELECT * FROM unit_states WHERE election = ? AND contest = ? AND unit = ?')
    .get(election, contest, unit) as Row | undefined;
  return row === undefined ? undefined : unitRowOf(row);
};

export type Reconciler = {
  readonly definition: Definition;
  readonly compare: Compare;
  readonly groupOf: (key: string) => string;
  /** Groups besides the form that official and backup are both to carry. */
  readonly shared: ReadonlySet<string>;
  readonly units: ReadonlyMap<string, Definition['units'][number]>;
};

export function reconcilerOf(definition: Definition): Reconciler {
  const { carries } = definition;
  const shared = (carries.official ?? []).filter(
    (group) => group !== 'form' && carries.backup?.includes(group) === true,
  );
  return {
    definition,
    compare: comparer(definition),
    groupOf: groupsOf(definition),
    shared: new Set(shared),
    units: new Map(definition.units.map((unit) => [unit.id, unit])),
  };
}

const arrivedOf = ({ hash, channel, return: { counts, supersedes } }: Arrival): Arrived => ({
  hash,
  channel,
  counts,
  supersedes,
});

const upsert = `INSERT INTO unit_states
  (election, contest, unit, area, centre, name, state, channels, holding, heads, compared, on_both, votes_differing,
   figures_differing, kind, sentence, fields, first_at, last_at, changed_at)
  VALUES (:election, :contest, :unit, :area, :centre, :name, :state, :channels, :holding, :heads, :compared, :on_both,
   :votes_differing, :figures_differing, :kind, :sentence, :fields, :first_at, :last_at, :changed_at)
  ON CONFLICT (election, contest, unit) DO UPDATE SET
   state = excluded.state, channels = excluded.channels, holding = excluded.holding, heads = excluded.heads,
   compared = excluded.compared, on_both = excluded.on_both, votes_differing = excluded.votes_differing,
   figures_differing = excluded.figures_differing, kind = excluded.kind, sentence = excluded.sentence,
   fields = excluded.fields, first_at = excluded.first_at, last_at = excluded.last_at, changed_at = excluded.changed_at,
   area = excluded.area, centre = excluded.centre, name = excluded.name`;
const addHistory = `INSERT INTO unit_history (election, contest, unit, state_before, event, state_after, at, by, ground)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

type Persons = { readonly decisions: ReadonlyMap<string, Decision>; readonly certified: ReadonlySet<string> };

export const unitKey = (contest: string, unit: string): string => `${contest}\n${unit}`;

function personsOf({ db }: Ledger, election: string): Persons {
  const rows = db
    .prepare('SELECT contest, unit, hash, heads FROM unit_decisions WHERE election = ?')
    .all(election) as Row[];
  return {
    decisions: new Map(
      rows.map(({ contest, unit, hash, heads }) => [
        unitKey(String(contest), String(unit)),
        { hash: String(hash), heads: String(heads) },
      ]),
    ),
    certified: certifiedContests(db, election),
  };
}

function certifiedContests(db: Ledger['db'], election: string): ReadonlySet<string> {
  const rows = db
    .prepare("SELECT contest, act FROM certifications WHERE election = ? AND state = 'done' ORDER BY number")
    .all(election) as Row[];
  const certified = new Set<string>();
  for (const { contest, act } of rows) {
    if (act === 'certify') certified.add(String(contest));
    else certified.delete(String(contest));
  }
  return certified;
}

/** Of units of a certified contest: what came in since changes nothing, until two persons reopen it. */
export const isCertified = ({ db }: Ledger, election: string, contest: string): boolean =>
  certifiedContests(db, election).has(contest);

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

function explanationOf(derived: Derived, { definition }: Reconciler, neighbours: Neighbours): Explanation | undefined {
  const { comparison, readings } = derived;
  const within = readings.find(({ alsoThere }) => alsoThere.length > 0);
  const all = comparison.groups.flatMap(({ differences }) => differences);
  if (all.length === 0) {
    if (within === undefined) return undefined;
    return {
      kind: 'twoReturns',
      fields: [],
      sentence: `Two different returns came over the channel ${within.channel}, and neither supersedes the other.`,
    };
  }
  const [one, other] = all[0].channels;
  const [a, b] = [one, other].map((channel) => readings.find((reading) => reading.channel === channel)?.counts ?? {});
  const differences = all.filter(({ channels }) => channels[0] === one && channels[1] === other);
  return explainConflict({ definition, differences, a, b, neighbours: neighbours() });
}

type Neighbours = () => readonly { readonly unit: string; readonly counts: Arrived['counts'] }[];

type Before = UnitRow | undefined;

/** Writes the unit where it became another; answers with the state it has. */
function settle(
  ledger: Ledger,
  reconciler: Reconciler,
  place: { readonly contest: string; readonly unit: string },
  arrivals: readonly Arrival[],
  before: Before,
  persons: Persons,
  by: By,
  neighbours: Neighbours,
  ground = '',
): UnitState {
  const { definition, units } = reconciler;
  const key = unitKey(place.contest, place.unit);
  const decision = persons.decisions.get(key);
  const derived = derive(arrivals.map(arrivedOf), reconciler.compare, {
    decision,
    certified: persons.certified.has(place.contest) && arrivals.length > 0,
  });
  const frozen = derived.state === 'certified' && before?.holding !== undefined;
  const holding = frozen ? before.holding : derived.holding;
  if (
    before !== undefined &&
    before.state === derived.state &&
    before.heads === derived.heads &&
    before.holding === holding
  )
    return derived.state;
  const unit = units.get(place.unit);
  const explained =
    derived.state === 'conflicting' || derived.comparison.votesDiffering > 0
      ? explanationOf(derived, reconciler, neighbours)
      : undefined;
  const { compared, onBoth } = onChannels(derived, reconciler);
  const times = arrivals.map(({ receivedAt }) => receivedAt);
  const at = Math.trunc(ledger.now());
  prepared(ledger.db, upsert).run({
    election: definition.election,
    ...place,
    area: unit?.area ?? '',
    centre: unit?.centre ?? '',
    name: unit?.name ?? place.unit,
    state: derived.state,
    channels: derived.readings.map(({ channel }) => channel).join(' '),
    holding: holding ?? null,
    heads: derived.heads,
    compared: compared ? 1 : 0,
    on_both: onBoth ? 1 : 0,
    votes_differing: derived.comparison.votesDiffering,
    figures_differing: derived.comparison.groups.reduce((sum, { differences }) => sum + differences.length, 0),
    kind: explained?.kind ?? '',
    sentence: explained?.sentence ?? '',
    fields: JSON.stringify(explained?.fields ?? []),
    first_at: times.length === 0 ? null : Math.min(...times),
    last_at: times.length === 0 ? null : Math.max(...times),
    changed_at: at,
  });
  const from = before?.state ?? 'awaited';
  if (derived.state !== from || before?.heads !== derived.heads) {
    const decided = decision !== undefined && decision.heads === derived.heads;
    const event = eventOf(from, derived.state, decided);
    if (arrivals.length > 0)
      prepared(ledger.db, addHistory).run(
        definition.election,
        place.contest,
        place.unit,
        from,
        event,
        derived.state,
        at,
        by.name,
        ground,
      );
  }
  return derived.state;
}

/** Of other units of the same centre, the votes as another channel has them: for sheets that were exchanged. */
function neighboursOf(ledger: Ledger, election: string, contest: string, unit: string, centre: string): Neighbours {
  return () => {
    const near = ledger.db
      .prepare('SELECT unit FROM unit_states WHERE election = ? AND contest = ? AND centre = ? AND unit <> ? LIMIT 400')
      .all(election, contest, centre, unit) as Row[];
    return near.flatMap((row) =>
      arrivalsOfUnit(ledger, election, contest, String(row.unit)).map((one) => ({
        unit: one.unit,
        counts: one.return.counts,
      })),
    );
  };
}

const reconcilers = new Map<string, Reconciler>();

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

/** Prepared once for each definition in force; by its hash, so that an amendment makes a new one. */
function keptReconciler(ledger: Ledger, election: string): Reconciler {
  const row = ledger.db
    .prepare(
      "SELECT hash FROM definitions WHERE election = ? AND state IN ('fixed', 'drafted', 'proposed') ORDER BY state = 'fixed' DESC, version DESC LIMIT 1",
    )
    .get(election) as { readonly hash: string } | undefined;
  const known = row === undefined ? undefined : reconcilers.get(row.hash);
  if (known !== undefined) return known;
  const made = reconcilerOf(definitionOf(ledger, election));
  if (reconcilers.size >= 8) reconcilers.clear();
  if (row !== undefined) reconcilers.set(row.hash, made);
  return made;
}

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

/** Looking for swapped sheets reads a centre's units again for each conflict. */
const mostExplained = 2000;

function explainAgain(
  { db }: Ledger,
  reconciler: Reconciler,
  { contest, unit }: { readonly contest: string; readonly unit: string },
  arrivals: readonly Arrival[],
  persons: Persons,
  neighbours: Neighbours,
): void {
  const decision = persons.decisions.get(unitKey(contest, unit));
  const derived = derive(arrivals.map(arrivedOf), reconciler.compare, { decision, certified: false });
  const explained = explanationOf(derived, reconciler, neighbours);
  if (explained === undefined) return;
  db.prepare(
    'UPDATE unit_states SET kind = ?, sentence = ?, fields = ? WHERE election = ? AND contest = ? AND unit = ?',
  ).run(
    explained.kind,
    explained.sentence,
    JSON.stringify(explained.fields),
    reconciler.definition.election,
    contest,
    unit,
  );
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

const noStates: Readonly<Record<UnitState, number>> = {
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
