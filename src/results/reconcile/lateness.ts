// Which awaited units are late, by their peers: no schedule is needed. Pure over instants; browser-safe.
import type { Area } from '../../elections/definition/definition.ts';

/** One unit of one contest. Instants in milliseconds since 1970 UTC. */
export type LatenessUnit = {
  readonly key: string;
  readonly area: string;
  /** When the first return of it came; undefined while it is awaited. */
  readonly firstAt: number | undefined;
};

export type LatenessRule = {
  /** Share of an area's units that have arrived, from which those awaited are late. */
  readonly share: number;
  /** Smaller areas are looked at together with their neighbours, in the area above. */
  readonly leastPeers: number;
  /** From this instant everything that is awaited is late; undefined where no such time is set. */
  readonly by?: number;
};

export const defaultRule: LatenessRule = { share: 0.9, leastPeers: 10 };

export type AreaLateness = {
  readonly units: number;
  readonly awaited: number;
  /** Median of the instants at which its units arrived first; undefined before any did. */
  readonly medianAt: number | undefined;
};

export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The area and all above it, the smallest first; a ring of areas ends where it began. */
export function pathOf(areas: ReadonlyMap<string, Area>, area: string): readonly string[] {
  const path: string[] = [];
  for (let at: string | undefined = area; at !== undefined && !path.includes(at); at = areas.get(at)?.parent)
    path.push(at);
  return path;
}

/** Of every area, with the units of areas below it. */
export function latenessOfAreas(
  units: readonly LatenessUnit[],
  areas: readonly Area[],
): ReadonlyMap<string, AreaLateness> {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const paths = new Map(areas.map(({ id }) => [id, pathOf(byId, id)]));
  const found = new Map<string, { units: number; awaited: number; times: number[] }>();
  for (const { area, firstAt } of units) {
    for (const above of paths.get(area) ?? [area]) {
      const one = found.get(above) ?? { units: 0, awaited: 0, times: [] };
      found.set(above, one);
      one.units++;
      if (firstAt === undefined) one.awaited++;
      else one.times.push(firstAt);
    }
  }
  return new Map([...found].map(([id, { times, ...counts }]) => [id, { ...counts, medianAt: median(times) }] as const));
}

/** Keys of the units that are late at `now`. */
export function lateUnits(
  units: readonly LatenessUnit[],
  areas: readonly Area[],
  now: number,
  rule: LatenessRule = defaultRule,
): ReadonlySet<string> {
  const awaited = units.filter(({ firstAt }) => firstAt === undefined);
  if (rule.by !== undefined && now >= rule.by) return new Set(awaited.map(({ key }) => key));
  const byId = new Map(areas.map((area) => [area.id, area]));
  const counts = latenessOfAreas(units, areas);
  const isLate = (area: string): boolean => {
    const peers = pathOf(byId, area).find((above) => (counts.get(above)?.units ?? 0) >= rule.leastPeers);
    const own = peers === undefined ? undefined : counts.get(peers);
    return own !== undefined && own.units - own.awaited >= rule.share * own.units;
  };
  return new Set(awaited.filter(({ area }) => isLate(area)).map(({ key }) => key));
}
