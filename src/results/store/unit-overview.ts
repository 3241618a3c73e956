// The night at a glance: states per area at a level, arrivals over time, who is late. For the grid and the wall.
import type { Area } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { SqlRow } from '../../ledger/list-sql.ts';
import { median, pathOf } from '../reconcile/lateness.ts';
import type { UnitState } from '../reconcile/states.ts';
import { keptReconciler } from './reconciler.ts';
import { resultsStamp } from './stamp.ts';
import { lateOf } from './unit-list.ts';
import { noStates, type Summary, summaryOf, unitKey } from './unit-rows.ts';

export type AreaCounts = {
  readonly area: string;
  readonly name: string;
  readonly units: number;
  readonly states: Readonly<Record<UnitState, number>>;
  readonly late: number;
  readonly medianAt: number | undefined;
  readonly lastAt: number | undefined;
};

export type ArrivalCounts = {
  readonly from: number;
  readonly stepMilliseconds: number;
  /** By channel. */
  readonly counts: Readonly<Record<string, readonly number[]>>;
};

export type Overview = {
  readonly summary: Summary;
  readonly late: number;
  /** The highest first. */
  readonly levels: readonly string[];
  readonly level: string | undefined;
  readonly areas: readonly AreaCounts[];
  readonly arrivals: ArrivalCounts;
  readonly lastArrival: number | undefined;
};

const steps = [60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000] as const;
const mostSteps = 120;

/** Counts of arrivals in at most 120 steps of a round length. */
export function arrivalCounts({ db }: Ledger, election: string): ArrivalCounts {
  const span = db
    .prepare('SELECT min(received_at) AS least, max(received_at) AS most FROM arrivals WHERE election = ?')
    .get(election) as SqlRow;
  if (span.least === null) return { from: 0, stepMilliseconds: steps[0], counts: {} };
  const [least, most] = [Number(span.least), Number(span.most)];
  const step = steps.find((one) => (most - least) / one < mostSteps - 1) ?? Math.ceil((most - least) / (mostSteps - 1));
  const from = Math.floor(least / step) * step;
  const length = Math.floor((most - from) / step) + 1;
  const rows = db
    .prepare(
      'SELECT channel, CAST((received_at - ?) / ? AS INTEGER) AS at, count(*) AS n FROM arrivals WHERE election = ? GROUP BY channel, at',
    )
    .all(from, step, election) as SqlRow[];
  const counts: Record<string, number[]> = {};
  for (const { channel, at, n } of rows) {
    counts[String(channel)] ??= new Array<number>(length).fill(0);
    counts[String(channel)][Number(at)] = Number(n);
  }
  return { from, stepMilliseconds: step, counts };
}

/** Levels in the order of their depth below the whole. */
export function levelsOf(areas: readonly Area[]): readonly string[] {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const depth = new Map<string, number>();
  for (const { id, level } of areas) {
    const own = pathOf(byId, id).length;
    depth.set(level, Math.min(depth.get(level) ?? own, own));
  }
  return [...depth].toSorted((a, b) => a[1] - b[1]).map(([level]) => level);
}

type AskedOverview = { readonly level?: string; readonly contest?: string };

/** A night's walls and pages ask for the same again and again. */
const mostKept = 50;
const overviewsKept = new WeakMap<Ledger, Map<string, { readonly stamp: string; readonly overview: Overview }>>();

/** NOT_FOUND. `level` that is none of the election's, or not given: the highest below the whole. */
export function overviewOf(ledger: Ledger, election: string, asked: AskedOverview): Overview {
  const kept = overviewsKept.get(ledger) ?? new Map();
  overviewsKept.set(ledger, kept);
  const stamp = resultsStamp(ledger);
  const key = JSON.stringify([election, asked.level ?? '', asked.contest ?? '']);
  const known = kept.get(key);
  if (known?.stamp === stamp) return known.overview;
  const overview = makeOverview(ledger, election, asked);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, { stamp, overview });
  return overview;
}

function makeOverview(ledger: Ledger, election: string, asked: AskedOverview): Overview {
  const reconciler = keptReconciler(ledger, election);
  const { areas } = reconciler.definition;
  const levels = levelsOf(areas);
  const level = levels.find((one) => one === asked.level) ?? levels[1] ?? levels[0];
  const late = lateOf(ledger, election, reconciler);
  const found = areaCounts(ledger, election, { areas, level, late, contest: asked.contest });
  const { last } = ledger.db
    .prepare('SELECT max(received_at) AS last FROM arrivals WHERE election = ?')
    .get(election) as SqlRow;
  return {
    summary: summaryOf(ledger, election),
    late: late.size,
    levels,
    level,
    areas: found,
    arrivals: arrivalCounts(ledger, election),
    lastArrival: last === null ? undefined : Number(last),
  };
}

type Asked = {
  readonly areas: readonly Area[];
  readonly level: string | undefined;
  readonly late: ReadonlySet<string>;
  readonly contest: string | undefined;
};

function areaCounts({ db }: Ledger, election: string, { areas, level, late, contest }: Asked): readonly AreaCounts[] {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const atLevel = new Map(
    areas.map(({ id }) => [id, pathOf(byId, id).find((above) => byId.get(above)?.level === level)]),
  );
  const rows = db
    .prepare('SELECT contest, unit, area, state, first_at, last_at FROM unit_states WHERE election = ?')
    .all(election) as SqlRow[];
  const found = new Map<string, { states: Record<UnitState, number>; late: number; first: number[]; last: number }>();
  for (const row of rows) {
    const area = atLevel.get(String(row.area));
    if (area === undefined || (contest !== undefined && row.contest !== contest)) continue;
    const one = found.get(area) ?? { states: { ...noStates }, late: 0, first: [], last: 0 };
    found.set(area, one);
    one.states[row.state as UnitState]++;
    if (late.has(unitKey(String(row.contest), String(row.unit)))) one.late++;
    if (row.first_at !== null) one.first.push(Number(row.first_at));
    one.last = Math.max(one.last, Number(row.last_at ?? 0));
  }
  return [...found].map(([area, { states, late: lateHere, first, last }]) => ({
    area,
    name: byId.get(area)?.name ?? area,
    units: Object.values(states).reduce((sum, n) => sum + n, 0),
    states,
    late: lateHere,
    medianAt: median(first),
    lastAt: last === 0 ? undefined : last,
  }));
}
