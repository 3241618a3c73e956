// How far a share lies from that of its peers, in robust deviations: binomial noise of the unit plus the spread between
// peers, by medians. The unit itself is left out of its peers' centre. The order of units does not matter. Browser-safe.
import type { Area } from '../../elections/definition/definition.ts';
import { pathOf } from '../reconcile/lateness.ts';
import type { Share } from './figures.ts';

export type Observed = { readonly key: number; readonly area: string; readonly share: Share };

export type Residual = {
  readonly share: Share;
  /** Of the peers, on the scale of log odds. */
  readonly centre: number;
  /** Variance between peers and of their centre, on the same scale. */
  readonly spread: number;
  readonly score: number;
  /** The area whose units are the peers, and how many they are. */
  readonly area: string;
  readonly peers: number;
  /** Rising; of all units of that area, this one included. */
  readonly shares: Float64Array;
};

/** Log odds of a share with half a ballot on each side; a part beyond its base counts as the base. */
export function logOdds({ part, of }: Share): number {
  const inside = Math.min(Math.max(part, 0), of);
  return Math.log((inside + 0.5) / (of - inside + 0.5));
}

const noise = ({ part, of }: Share): number => {
  const inside = Math.min(Math.max(part, 0), of);
  return 1 / (inside + 0.5) + 1 / (of - inside + 0.5);
};

export const shareAt = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** The score that the unit would have with another share, against the same peers. */
export const scoreWith = ({ centre, spread }: Pick<Residual, 'centre' | 'spread'>, share: Share): number =>
  (logOdds(share) - centre) / Math.sqrt(noise(share) + spread);

const medianOf = (sorted: Float64Array): number => {
  const n = sorted.length;
  return n % 2 === 1 ? sorted[n >> 1] : (sorted[(n >> 1) - 1] + sorted[n >> 1]) / 2;
};

/** Of all but one element, whose value is `without`. */
function medianWithout(sorted: Float64Array, without: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < without) low = middle + 1;
    else high = middle;
  }
  const at = (i: number): number => sorted[i < low ? i : i + 1];
  const n = sorted.length - 1;
  return n % 2 === 1 ? at(n >> 1) : (at((n >> 1) - 1) + at(n >> 1)) / 2;
}

const normalQuartile = 0.674489750196;
const steps = 22;

/** The spread t for which the median of |d| / sqrt(noise + t²) is that of a normal; 0 where noise alone explains it. */
function spreadOf(deviations: Float64Array, noises: Float64Array): number {
  const scaled = new Float64Array(deviations.length);
  const medianAt = (t: number): number => {
    for (let i = 0; i < scaled.length; i++) scaled[i] = Math.abs(deviations[i]) / Math.sqrt(noises[i] + t * t);
    return medianOf(scaled.sort());
  };
  if (scaled.length === 0 || medianAt(0) <= normalQuartile) return 0;
  let [low, high] = [0, 8];
  for (let i = 0; i < steps; i++) {
    const middle = (low + high) / 2;
    if (medianAt(middle) > normalQuartile) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

type Group = {
  readonly members: Observed[];
  sorted: Float64Array;
  shares: Float64Array;
  deviations: Float64Array;
  noises: Float64Array;
  t: number;
};

/** Areas with their units, those of areas below them included. */
function groupsOf(observed: readonly Observed[], paths: ReadonlyMap<string, readonly string[]>): Map<string, Group> {
  const groups = new Map<string, Group>();
  const empty = new Float64Array(0);
  for (const one of observed) {
    for (const area of paths.get(one.area) ?? [one.area]) {
      let group = groups.get(area);
      if (group === undefined)
        groups.set(
          area,
          (group = { members: [], sorted: empty, shares: empty, deviations: empty, noises: empty, t: 0 }),
        );
      group.members.push(one);
    }
  }
  return groups;
}

function measure(group: Group): void {
  const odds = Float64Array.from(group.members, ({ share }) => logOdds(share));
  group.sorted = odds.slice().sort();
  group.shares = Float64Array.from(group.members, ({ share }) => share.part / share.of).sort();
  const centre = medianOf(group.sorted);
  group.deviations = odds.map((value) => value - centre);
  group.noises = Float64Array.from(group.members, ({ share }) => noise(share));
  group.t = spreadOf(group.deviations, group.noises);
}

/** Weight, in units, with which the spread of all areas steadies that of one. */
const steadying = 10;

export type AreaPaths = ReadonlyMap<string, readonly string[]>;

export function areaPaths(areas: readonly Area[]): AreaPaths {
  const byId = new Map(areas.map((area) => [area.id, area]));
  return new Map(areas.map(({ id }) => [id, pathOf(byId, id)]));
}

/**
 * By key. A unit's peers are the other units of its area, or of the smallest area above that has `leastPeers` of them;
 * where none has, the unit is not compared.
 */
export function residualsOf(
  observed: readonly Observed[],
  paths: AreaPaths,
  leastPeers: number,
): ReadonlyMap<number, Residual> {
  const groups = groupsOf(observed, paths);
  const areaOf = (one: Observed): string | undefined =>
    (paths.get(one.area) ?? [one.area]).find((area) => (groups.get(area)?.members.length ?? 0) > leastPeers);
  const chosen = new Map<Observed, string>();
  for (const one of observed) {
    const area = areaOf(one);
    if (area !== undefined) chosen.set(one, area);
  }
  const used = new Set(chosen.values());
  for (const area of used) measure(groups.get(area) as Group);
  const pooled = pooledSpread([...used].map((area) => groups.get(area) as Group));
  const found = new Map<number, Residual>();
  for (const [one, area] of chosen) {
    const group = groups.get(area) as Group;
    const m = group.members.length;
    const between = (m * group.t ** 2 + steadying * pooled ** 2) / (m + steadying);
    const centre = medianWithout(group.sorted, logOdds(one.share));
    const spread = between + ((Math.PI / 2) * (between + medianNoise(group))) / (m - 1);
    found.set(one.key, {
      share: one.share,
      centre,
      spread,
      score: scoreWith({ centre, spread }, one.share),
      area,
      peers: m - 1,
      shares: group.shares,
    });
  }
  return found;
}

const noiseMedians = new WeakMap<Group, number>();
function medianNoise(group: Group): number {
  let known = noiseMedians.get(group);
  if (known === undefined) noiseMedians.set(group, (known = medianOf(group.noises.slice().sort())));
  return known;
}

function pooledSpread(groups: readonly Group[]): number {
  const size = groups.reduce((sum, { members }) => sum + members.length, 0);
  const [deviations, noises] = [new Float64Array(size), new Float64Array(size)];
  let at = 0;
  for (const group of groups) {
    deviations.set(group.deviations, at);
    noises.set(group.noises, at);
    at += group.members.length;
  }
  return spreadOf(deviations, noises);
}
