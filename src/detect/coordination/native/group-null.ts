// A candidate group against its own habits: each member's times on the group's objects are drawn anew from what that
// member did elsewhere, in every coordinate in which people have habits. The habit that explains most decides.
import type { Random } from '../../../kernel/random.ts';
import { nearestPhase } from './decoys.ts';
import { type GroupObject, type GroupView, pairsWithin } from './group-view.ts';
import { dayPeriod, hourSeconds } from './habits.ts';

const sessionSeconds = 3 * hourSeconds;
const birthHourSeconds = 2 * hourSeconds;
/** A narrower pool of own shares than this says nothing; the member's whole pool is taken. */
const leastPool = 4;
/** An audience of fewer outsiders says nothing of the audience. */
const leastOutsiders = 5;

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
    at.outsiders.length >= leastOutsiders
      ? at.outsiders
      : shares.time.subarray(shares.objectStart[at.object], shares.objectStart[at.object + 1]);
  const crowd: Draw = (_, at) => pick(everyTime(at), random);
  const byDelay = (pools: ReadonlyMap<number, readonly number[]>, least: number, otherwise: Draw): Draw => {
    return (s, at) => {
      const pool = pools.get(s) ?? [];
      return pool.length < least ? otherwise(s, at) : birth(s) + delay[pick(pool, random)];
    };
  };
  const any = poolsFor(view, seen);
  const all = poolsFor(view, () => true);
  const plain = byDelay(any, 1, crowd);
  const sameHour = poolsFor(view, (k, s) => seen(k) && circular(birth(k), birth(s)) <= birthHourSeconds);
  const session = poolsFor(view, (k, s) => seen(k) && Math.abs(shares.time[k] - shares.time[s]) <= sessionSeconds);
  const local = poolsFor(view, (k) => seen(k) && here.has(shares.object[k]));
  const otherShare = (s: number): number => {
    const pool = all.get(s) ?? [];
    return pool.length === 0 ? s : pick(pool, random);
  };
  return new Map<GroupHabit, Draw>([
    ['delay', plain],
    ['delay by hour', byDelay(sameHour, leastPool, plain)],
    ['delay in session', byDelay(session, leastPool, plain)],
    ['delay here', byDelay(local, leastPool, plain)],
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
  /** Mean over decoys of the meetings of pairs of members within the window, and the meetings seen, on the same objects. */
  readonly expected: number;
  readonly observed: number;
  /** (1 + decoys at least as synchronous) / (1 + decoys). */
  readonly pValue: number;
  /** Ratio of the observed statistic to its mean over decoys. */
  readonly strength: number;
};

/** Habits of the audience can be told only where enough outsiders are. */
const ofAudience: ReadonlySet<GroupHabit> = new Set(['pace', 'audience']);
const leastObjects = 3;

/** Meetings of pairs on `objects`, and the statistic: each object weighted by 1 / (members present - 1). */
function synchrony(
  objects: readonly GroupObject[],
  timesOf: (at: GroupObject) => Float64Array,
  windowSeconds: number,
): { readonly meetings: number; readonly statistic: number } {
  let meetings = 0;
  let statistic = 0;
  for (const at of objects) {
    const times = timesOf(at);
    const pairs = pairsWithin(times, times.length, windowSeconds);
    meetings += pairs;
    statistic += pairs / (times.length - 1);
  }
  return { meetings, statistic };
}

function testOne(
  view: GroupView,
  name: GroupHabit,
  draw: Draw,
  windowSeconds: number,
  decoys: number,
): HabitTest | undefined {
  const objects = ofAudience.has(name)
    ? view.objects.filter((o) => o.outsiders.length >= leastOutsiders)
    : view.objects;
  if (objects.length < leastObjects) return undefined;
  const { time } = view.shares;
  const seen = synchrony(objects, (at) => Float64Array.from(at.members, (s) => time[s]), windowSeconds);
  const buffer = new Float64Array(objects.reduce((most, o) => Math.max(most, o.members.length), 0));
  const drawn = (at: GroupObject): Float64Array => {
    for (let k = 0; k < at.members.length; k++) buffer[k] = draw(at.members[k], at);
    return buffer.subarray(0, at.members.length).sort();
  };
  let meetings = 0;
  let total = 0;
  let atLeast = 0;
  for (let r = 0; r < decoys; r++) {
    const decoy = synchrony(objects, drawn, windowSeconds);
    meetings += decoy.meetings;
    total += decoy.statistic;
    if (decoy.statistic >= seen.statistic - 1e-9) atLeast++;
  }
  return {
    name,
    expected: meetings / decoys,
    observed: seen.meetings,
    pValue: (1 + atLeast) / (1 + decoys),
    strength: seen.statistic / Math.max(total / decoys, 1e-9),
  };
}

/**
 * Tests the group's pooled synchrony within the window against each habit; a habit that cannot be told here is left
 * out. The statistic weights each object by 1 / (members present - 1), so that no single burst decides.
 */
export function testHabits(
  view: GroupView,
  delay: Float64Array,
  windowSeconds: number,
  decoys: number,
  random: Random,
): readonly HabitTest[] {
  const tests: HabitTest[] = [];
  for (const [name, draw] of draws(view, delay, random)) {
    const test = testOne(view, name, draw, windowSeconds, decoys);
    if (test !== undefined) tests.push(test);
  }
  return tests;
}
