// Small counting units merged with a neighbour before anything is signed, so that no return tells how few people voted.
// Browser-safe and deterministic: the same definition gives the same units.
import type { CountingUnit, Definition } from '../../elections/definition/definition.ts';
import { areaTree } from '../tally/areas.ts';

/** Voters expected in a mode, where the country knows that before polling, such as by post. */
export type ExpectedByMode = (unit: string, mode: string) => number | undefined;

export type MergedUnit = {
  readonly unit: string;
  readonly name: string;
  readonly area: string;
  readonly registered: number;
  readonly from: readonly string[];
};

export type Merging = {
  readonly definition: Definition;
  readonly merged: readonly MergedUnit[];
  /** Still under the minimum: there is no neighbour within the area that votes in the same contests. */
  readonly left: readonly { readonly unit: string; readonly registered: number }[];
  /** Units whose number of voters nobody gave: they are left as they are. */
  readonly unknown: number;
};

type Group = {
  readonly units: readonly CountingUnit[];
  /** Registered voters, then those expected by each mode. */
  readonly voters: readonly number[];
  readonly area: string;
};

const byId = (a: Group, b: Group): number => (a.units[0].id < b.units[0].id ? -1 : 1);

/** Nobody expected by a mode is nobody to protect; nobody registered may still be people added on the day. */
const isSmall = ({ voters: [registered, ...modes] }: Group, minimum: number): boolean =>
  registered < minimum || modes.some((count) => count > 0 && count < minimum);

const together = (a: Group, b: Group, area: string): Group => ({
  units: [...a.units, ...b.units].toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  voters: a.voters.map((count, i) => count + b.voters[i]),
  area,
});

type Work = {
  readonly minimum: number;
  readonly below: (area: string) => readonly string[];
  /** Groups that stand, by the area they are in. */
  readonly standing: Map<string, Group[]>;
  readonly left: Group[];
  readonly bounds: ReadonlySet<string>;
};

/** Merges within an area and what is below it; answers with what has to look further up. */
function mergeIn(area: string, work: Work): readonly Group[] {
  const pending = work.below(area).flatMap((child) => mergeIn(child, work));
  const own = work.standing.get(area) ?? [];
  const small = [...pending, ...own.filter((group) => isSmall(group, work.minimum))].toSorted(byId);
  const stand = own.filter((group) => !isSmall(group, work.minimum));
  let rest: Group | undefined;
  for (const group of small) {
    rest = rest === undefined ? group : together(rest, group, area);
    if (isSmall(rest, work.minimum)) continue;
    stand.push(rest);
    rest = undefined;
  }
  work.standing.set(area, stand);
  // A neighbour may have nobody by the mode that is small: then the next one is asked, too.
  while (rest !== undefined && isSmall(rest, work.minimum)) {
    const neighbour = takeNeighbour(rest, area, work);
    if (neighbour === undefined) break;
    rest = together(rest, neighbour, area);
  }
  if (rest === undefined) return [];
  if (!isSmall(rest, work.minimum)) work.standing.set(area, [...(work.standing.get(area) ?? []), rest]);
  else if (work.bounds.has(area)) work.left.push(rest);
  else return [rest];
  return [];
}

/** Takes the next one by id out of those that stand, in the area itself if it can be, else anywhere below it. */
function takeNeighbour(rest: Group, area: string, { standing, below, bounds }: Work): Group | undefined {
  const inside = (at: string): readonly Group[] => [
    ...(standing.get(at) ?? []),
    ...below(at)
      .filter((child) => !bounds.has(child))
      .flatMap(inside),
  ];
  const direct = standing.get(area) ?? [];
  const candidates = (direct.length > 0 ? direct : inside(area)).toSorted(byId);
  const before = candidates.findLast((group) => byId(group, rest) < 0);
  const neighbour = before ?? candidates[0];
  if (neighbour === undefined) return undefined;
  standing.set(
    neighbour.area,
    (standing.get(neighbour.area) ?? []).filter((group) => group !== neighbour),
  );
  return neighbour;
}

const mostName = 300;
const mostId = 64;

function idOf(ids: readonly string[], taken: Set<string>): string {
  const joined = ids.join('+');
  const short = joined.length <= mostId ? joined : `${ids[0].slice(0, mostId - 12)}+${ids.length - 1}`;
  let id = short;
  for (let n = 2; taken.has(id); n++) id = `${short.slice(0, mostId - 6)}-${n}`;
  taken.add(id);
  return id;
}

function unitOf({ units, voters: [registered], area }: Group, taken: Set<string>): CountingUnit {
  if (units.length === 1) return units[0];
  const [largest] = units.toSorted((a, b) => (b.registered ?? 0) - (a.registered ?? 0));
  const name = units.map((one) => one.name).join(' + ');
  return {
    id: idOf(
      units.map(({ id }) => id),
      taken,
    ),
    name: name.length > mostName ? `${name.slice(0, mostName - 1)}…` : name,
    area,
    // Counted where most of its voters are.
    centre: largest.centre,
    registered,
    merged: units.flatMap((one) => one.merged ?? [one.id]),
  };
}

/** Merges every unit with fewer than `minimum` voters, never across the border of a contest. */
export function mergeSmallUnits(definition: Definition, minimum: number, expected?: ExpectedByMode): Merging {
  const tree = areaTree(definition.areas);
  const known = definition.units.filter(({ registered }) => registered !== undefined);
  const standing = new Map<string, Group[]>();
  for (const unit of known) {
    const modes = definition.modes.map(({ id }) => expected?.(unit.id, id) ?? 0);
    const group: Group = { units: [unit], voters: [unit.registered ?? 0, ...modes], area: unit.area };
    standing.set(unit.area, [...(standing.get(unit.area) ?? []), group]);
  }
  const left: Group[] = [];
  const roots = definition.areas.filter(({ parent }) => parent === undefined).map(({ id }) => id);
  const bounds = new Set([...roots, ...definition.contests.map(({ area }) => area)]);
  const work: Work = { minimum, below: (area) => tree.below(area).map(({ id }) => id), standing, left, bounds };
  for (const root of roots) mergeIn(root, work);
  const groups = [...[...standing.values()].flat(), ...left].filter(({ units }) => units.length > 1);
  const taken = new Set(definition.units.map(({ id }) => id));
  const made = groups.toSorted(byId).map((group) => ({ group, unit: unitOf(group, taken) }));
  return {
    definition: { ...definition, units: withMerged(definition.units, made) },
    merged: made.map(({ group, unit: { id, name, area } }) => ({
      unit: id,
      name,
      area,
      registered: group.voters[0],
      from: group.units.map((one) => one.id),
    })),
    left: left.map((group) => ({
      unit: made.find((one) => one.group === group)?.unit.id ?? group.units[0].id,
      registered: group.voters[0],
    })),
    unknown: definition.units.length - known.length,
  };
}

/** A merged unit stands where its first member stood. */
function withMerged(
  units: readonly CountingUnit[],
  made: readonly { readonly group: Group; readonly unit: CountingUnit }[],
): readonly CountingUnit[] {
  const gone = new Set(made.flatMap(({ group }) => group.units.map(({ id }) => id)));
  const first = new Map(made.map(({ group, unit }) => [group.units[0].id, unit]));
  return units.flatMap((unit) => first.get(unit.id) ?? (gone.has(unit.id) ? [] : unit));
}

/** Of each station that was merged, the counting unit it is part of. */
export const mergedInto = ({ units }: Pick<Definition, 'units'>): ReadonlyMap<string, string> =>
  new Map(units.flatMap(({ id, merged }) => (merged ?? []).map((station) => [station, id] as const)));
