// A candidate group against its own habits: each member's times on the group's objects are drawn anew from what that
// member did elsewhere, in every coordinate in which people have habits. The habit that explains most decides.
import type { Random } from '../../../kernel/random.ts';
import { nearestPhase } from './decoys.ts';
import { countNear, type GroupObject, type GroupView, pairsWithin } from './group-view.ts';
import { dayPeriod, hourSeconds } from './habits.ts';

const sessionSeconds = 3 * hourSeconds;
const birthHourSeconds = 2 * hourSeconds;

export const groupHabits = [
  'delay',
  'delay by hour',
  'delay in session',
  'delay here',
  'time of day',
  'slot',
  'pace',
  'audience',
] as const;
export type GroupHabit = (typeof groupHabits)[number];

/** Draws a time for member share s on `at` under one habit. */
type Draw = (s: number, at: GroupObject) => number;

function circular(x: number, y: number): number {
  const d = Math.abs(x - y) % dayPeriod;
  return Math.min(d, dayPeriod - d);
}

/** For each member share on a group object: the member's other shares that the habit admits. */
function poolsFor(view: GroupView, admits: (k: number, s: number) => boolean): ReadonlyMap<number, readonly number[]> {
  const pools = new Map<number, readonly number[]>();
  for (const { members } of view.objects) {
    for (const s of members) {
      const own = view.sharesOf.get(view.shares.account[s]) ?? [];
      pools.set(
        s,
        own.filter((k) => k !== s && admits(k, s)),
      );
    }
  }
  return pools;
}

function pick<T>(from: ArrayLike<T>, random: Random): T {
  return from[random.below(from.length)];
}

/** The members' draws under each habit. Where a pool is empty the member follows the audience. */
function draws(view: GroupView, delay: Float64Array, random: Random): ReadonlyMap<GroupHabit, Draw> {
  const { shares } = view;
  const birth = (s: number): number => shares.time[shares.objectStart[shares.object[s]]];
  const audience = (s: number): number =>
    shares.objectStart[shares.object[s] + 1] - shares.objectStart[shares.object[s]];
  const here = new Set(view.objects.map((o) => o.object));
  const seen = (k: number): boolean => audience(k) >= 3;
  const everyTime = (at: GroupObject): ArrayLike<number> =>
    at.outsiders.length >= 3
      ? at.outsiders
      : shares.time.subarray(shares.objectStart[at.object], shares.objectStart[at.object + 1]);
  const crowd: Draw = (_, at) => pick(everyTime(at), random);
  const byDelay = (pools: ReadonlyMap<number, readonly number[]>, otherwise: Draw): Draw => {
    return (s, at) => {
      const pool = pools.get(s) ?? [];
      return pool.length === 0 ? otherwise(s, at) : birth(s) + delay[pick(pool, random)];
    };
  };
  const any = poolsFor(view, seen);
  const all = poolsFor(view, () => true);
  const plain = byDelay(any, crowd);
  const sameHour = poolsFor(view, (k, s) => seen(k) && circular(birth(k), birth(s)) <= birthHourSeconds);
  const session = poolsFor(view, (k, s) => seen(k) && Math.abs(shares.time[k] - shares.time[s]) <= sessionSeconds);
  const local = poolsFor(view, (k) => seen(k) && here.has(shares.object[k]));
  const otherShare = (s: number): number => {
    const pool = all.get(s) ?? [];
    return pool.length === 0 ? s : pick(pool, random);
  };
  return new Map<GroupHabit, Draw>([
    ['delay', plain],
    ['delay by hour', byDelay(sameHour, plain)],
    ['delay in session', byDelay(session, plain)],
    ['delay here', byDelay(local, plain)],
    ['time of day', (s) => nearestPhase(shares.time[s], shares.time[otherShare(s)], dayPeriod)],
    ['slot', (s, at) => nearestPhase(plain(s, at), shares.time[otherShare(s)], hourSeconds)],
    [
      'pace',
      (s, at) => {
        const k = otherShare(s);
        const begin = shares.objectStart[shares.object[k]];
        const place = (k - begin + random.next()) / audience(k);
        const times = everyTime(at);
        return times[Math.min(times.length - 1, Math.floor(place * times.length))];
      },
    ],
    ['audience', crowd],
  ]);
}

export type HabitTest = {
  readonly name: GroupHabit;
  /** Mean over decoys of the meetings of pairs of members within the window. */
  readonly expected: number;
  /** (1 + decoys at least as synchronous) / (1 + decoys). */
  readonly pValue: number;
  /** Ratio of the observed statistic to its mean over decoys. */
  readonly strength: number;
};

/**
 * Tests the group's pooled synchrony within the window: over its objects, pairs of members that meet, each object
 * weighted by 1 / (members present - 1) so that no single burst decides.
 */
export function testHabits(
  view: GroupView,
  delay: Float64Array,
  windowSeconds: number,
  decoys: number,
  random: Random,
): { readonly observed: number; readonly tests: readonly HabitTest[] } {
  let observed = 0;
  let statistic = 0;
  const buffer = new Float64Array(view.objects.reduce((most, o) => Math.max(most, o.members.length), 0));
  for (const { members } of view.objects) {
    for (let k = 0; k < members.length; k++) buffer[k] = view.shares.time[members[k]];
    const pairs = pairsWithin(buffer, members.length, windowSeconds);
    observed += pairs;
    statistic += pairs / (members.length - 1);
  }
  const tests: HabitTest[] = [];
  for (const [name, draw] of draws(view, delay, random)) {
    let meetings = 0;
    let total = 0;
    let atLeast = 0;
    for (let r = 0; r < decoys; r++) {
      let here = 0;
      for (const at of view.objects) {
        const n = at.members.length;
        for (let k = 0; k < n; k++) buffer[k] = draw(at.members[k], at);
        buffer.subarray(0, n).sort();
        const pairs = pairsWithin(buffer, n, windowSeconds);
        meetings += pairs;
        here += pairs / (n - 1);
      }
      total += here;
      if (here >= statistic - 1e-9) atLeast++;
    }
    tests.push({
      name,
      expected: meetings / decoys,
      pValue: (1 + atLeast) / (1 + decoys),
      strength: statistic / Math.max(total / decoys, 1e-9),
    });
  }
  return { observed, tests };
}

export type MomentTest = {
  /** Outsiders near the group's bursts, and near as many moments at which a random outsider shared. */
  readonly outsiders: number;
  readonly expected: number;
  readonly pValue: number;
};

/** Did the rest of the audience move at the same moments (an alert, a broadcast)? One burst an object. */
export function testMoments(view: GroupView, windowSeconds: number, decoys: number, random: Random): MomentTest {
  const bursts: { centre: number; outsiders: Float64Array }[] = [];
  for (const { members, outsiders } of view.objects) {
    const times = members.map((s) => view.shares.time[s]);
    let best = 0;
    let centre = 0;
    for (let left = 0, right = 0; right < times.length; right++) {
      while (times[right] - times[left] > windowSeconds) left++;
      if (right - left <= best) continue;
      best = right - left;
      centre = times[(left + right) >> 1];
    }
    if (best > 0 && outsiders.length >= 2) bursts.push({ centre, outsiders });
  }
  const near = bursts.reduce((sum, b) => sum + countNear(b.outsiders, b.centre, windowSeconds), 0);
  let total = 0;
  let atLeast = 0;
  for (let r = 0; r < decoys; r++) {
    let here = 0;
    for (const { outsiders } of bursts)
      here +=
        (countNear(outsiders, pick(outsiders, random), windowSeconds) - 1) *
        (outsiders.length / (outsiders.length - 1));
    total += here;
    if (here >= near) atLeast++;
  }
  return { outsiders: near, expected: total / Math.max(1, decoys), pValue: (1 + atLeast) / (1 + decoys) };
}
