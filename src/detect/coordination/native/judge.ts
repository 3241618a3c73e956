// Which candidate cores become groups. Four questions, each with its number in the report: is there enough evidence,
// do the members keep to themselves, are they alone in their bursts, and can habits explain it?
import type { ScoredPairs } from './combine.ts';
import type { Core } from './cores.ts';
import { countNear, type GroupView, groupView } from './group-view.ts';
import type { FirstShares } from './first-shares.ts';

/** Sum of scores to other members, per member, in units of log10 of the number of accounts that could be members. */
export const leastEvidence = 5;
/** Share of the members' surprise that stays among them: most people who share an alert are linked beyond any core. */
export const leastIsolation = 0.6;
/** Members among all who act in the group's bursts, median over bursts: an alert also moves those outside. */
export const leastPurity = 0.4;
/** Mean of both. */
export const leastApartness = 0.7;
export const leastBursts = 3;
/** Observed synchrony over what the habit that explains most gives. */
export const leastStrength = 1.25;
const nearSeconds = 60;

/** A moment at which three members or more act on one object within the window. */
export type Burst = { readonly object: number; readonly members: readonly number[]; readonly outsiders: number };

/** What is asked of a layer: its shares. */
export type JudgedLayer = { readonly shares: FirstShares };

export type Judged = {
  readonly core: Core;
  /** Index of the layer and of the window that hold most of the evidence. */
  readonly layer: number;
  readonly window: number;
  readonly view: GroupView;
  readonly bursts: readonly Burst[];
  readonly evidence: number;
  readonly purity: number;
};

/** The largest burst of members on each object, where three or more meet. */
function burstsOf(view: GroupView, windowSeconds: number): Burst[] {
  const bursts: Burst[] = [];
  for (const { object, members, outsiders } of view.objects) {
    const time = (k: number): number => view.shares.time[members[k]];
    let first = 0;
    let size = 0;
    for (let left = 0, right = 0; right < members.length; right++) {
      while (time(right) - time(left) > windowSeconds) left++;
      if (right - left + 1 <= size) continue;
      size = right - left + 1;
      first = left;
    }
    if (size < 3) continue;
    const centre = (time(first) + time(first + size - 1)) / 2;
    const near = countNear(outsiders, centre, Math.max(nearSeconds, windowSeconds / 2));
    bursts.push({ object, members: members.slice(first, first + size), outsiders: near });
  }
  return bursts;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((x, y) => x - y);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Layer and window with the largest sum of scores over the group's own pairs. */
function strongest(core: Core, pairs: ScoredPairs, windows: number): { layer: number; window: number } {
  const inside = new Set(core.members);
  const sums = new Map<number, number>();
  for (let p = 0; p < pairs.count; p++) {
    if (!inside.has(pairs.a[p]) || !inside.has(pairs.b[p])) continue;
    const key = pairs.layer[p] * windows + pairs.window[p];
    sums.set(key, (sums.get(key) ?? 0) + pairs.score[p]);
  }
  let best = 0;
  for (const [key, sum] of sums) if (sum > (sums.get(best) ?? -1)) best = key;
  return { layer: Math.floor(best / windows), window: best % windows };
}

/** How many of its own posts each member has in bursts of the group, on all layers. */
function postsInBursts(
  members: readonly number[],
  layers: readonly JudgedLayer[],
  windowSeconds: number,
): ReadonlyMap<number, number> {
  const posts = new Map<number, Set<number>>(members.map((m) => [m, new Set<number>()]));
  for (const { shares } of layers) {
    for (const burst of burstsOf(groupView(shares, members, new Set()), windowSeconds)) {
      for (const s of burst.members) posts.get(shares.account[s])?.add(shares.post[s]);
    }
  }
  return new Map([...posts].map(([member, own]) => [member, own.size]));
}

/** Members without those who met the others once or twice by the way: less than a third of what is usual here. */
function regulars(
  members: readonly number[],
  layers: readonly JudgedLayer[],
  windowSeconds: number,
): readonly number[] {
  const posts = postsInBursts(members, layers, windowSeconds);
  const least = Math.max(2, median([...posts.values()]) / 3);
  return members.filter((m) => (posts.get(m) ?? 0) >= least);
}

/** Judges a core by all but its habits; undefined when it is no group. `couldBe`: accounts of the stream. */
export function judge(
  core: Core,
  pairs: ScoredPairs,
  layers: readonly JudgedLayer[],
  windowsSeconds: readonly number[],
  couldBe: number,
): Judged | undefined {
  const evidence = core.degree / Math.max(1, Math.log10(couldBe));
  if (evidence < leastEvidence || core.isolation < leastIsolation) return undefined;
  const { layer, window } = strongest(core, pairs, windowsSeconds.length);
  const members = regulars(core.members, layers, windowsSeconds[window]);
  if (members.length < 3) return undefined;
  const view = groupView(layers[layer].shares, members, new Set());
  const bursts = burstsOf(view, windowsSeconds[window]);
  const purity = median(bursts.map((b) => b.members.length / (b.members.length + b.outsiders)));
  if (bursts.length < leastBursts || purity < leastPurity) return undefined;
  if ((core.isolation + purity) / 2 < leastApartness) return undefined;
  return { core: { ...core, members }, layer, window, view, bursts, evidence, purity };
}
