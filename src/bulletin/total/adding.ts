// Sums of units and records by area, each in the smallest area that it belongs to, then upwards. Browser-safe.
import type { Definition } from '../../elections/definition/definition.ts';
import { exactSum, type TurnoutKeys } from '../../results/tally/add.ts';
import type { AreaTree } from '../../results/tally/areas.ts';
import type { Counts } from '../../results/tally/tally.ts';
import type { ContestSums, UnitStanding } from '../model/site.ts';

export type Adding = {
  units: number;
  counted: number;
  readonly byStanding: Map<UnitStanding, number>;
  readonly counts: Map<string, number>;
  readonly turnout: { cast: number; registered: number; units: number };
};

export const nothing = (): Adding => ({
  units: 0,
  counted: 0,
  byStanding: new Map(),
  counts: new Map(),
  turnout: { cast: 0, registered: 0, units: 0 },
});

export function addStanding(into: Adding, standing: UnitStanding): void {
  into.units++;
  into.byStanding.set(standing, (into.byStanding.get(standing) ?? 0) + 1);
}

function sumOf(values: readonly (number | undefined)[], what: string): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum = exactSum(sum, value, what);
  }
  return values.length === 0 ? undefined : sum;
}

/** Turnout is of units that have both figures, so that a share is never of unlike things. SUM_TOO_LARGE. */
export function addFigures(
  into: Adding,
  units: readonly string[],
  counts: Counts,
  { cast, registered, registeredOf }: TurnoutKeys,
): void {
  into.counted += units.length;
  for (const key of Object.keys(counts)) into.counts.set(key, exactSum(into.counts.get(key) ?? 0, counts[key], key));
  const own = (keys: readonly string[], what: string): number | undefined =>
    sumOf(
      keys.map((key) => counts[key]),
      what,
    );
  const voted = own(cast, 'votes cast');
  const entitled =
    own(registered, 'people entitled to vote') ?? sumOf(units.map(registeredOf), 'people entitled to vote');
  if (voted === undefined || entitled === undefined) return;
  into.turnout.cast = exactSum(into.turnout.cast, voted, 'votes cast');
  into.turnout.registered = exactSum(into.turnout.registered, entitled, 'people entitled to vote');
  into.turnout.units += units.length;
}

function addAll(into: Adding, part: Adding): void {
  into.units += part.units;
  into.counted += part.counted;
  for (const [standing, count] of part.byStanding)
    into.byStanding.set(standing, (into.byStanding.get(standing) ?? 0) + count);
  for (const [key, value] of part.counts) into.counts.set(key, exactSum(into.counts.get(key) ?? 0, value, key));
  into.turnout.cast = exactSum(into.turnout.cast, part.turnout.cast, 'votes cast');
  into.turnout.registered = exactSum(into.turnout.registered, part.turnout.registered, 'people entitled to vote');
  into.turnout.units += part.turnout.units;
}

/** Of each area from those that hold something up to `top`, in the order of the definition; `top` is always there. */
export function upTo(
  top: string,
  own: ReadonlyMap<string, Adding>,
  { areas }: Pick<Definition, 'areas'>,
  { upwards }: AreaTree,
): ReadonlyMap<string, Adding> {
  const all = new Map<string, Adding>([[top, nothing()]]);
  for (const [area, part] of own) {
    const way = upwards(area);
    for (const above of way.slice(0, way.indexOf(top) + 1)) {
      const into = all.get(above) ?? nothing();
      all.set(above, into);
      addAll(into, part);
    }
  }
  return new Map(
    [top, ...areas.map(({ id }) => id).filter((id) => id !== top)].flatMap((id) => {
      const sums = all.get(id);
      return sums === undefined ? [] : [[id, sums] as const];
    }),
  );
}

const sorted = (counts: ReadonlyMap<string, number>): Counts =>
  Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : Number(a !== b))));

export const sumsOf = (contest: string, { units, counted, byStanding, counts, turnout }: Adding): ContestSums => ({
  contest,
  units,
  counted,
  byStanding: Object.fromEntries(byStanding),
  counts: sorted(counts),
  turnout: { ...turnout },
});
