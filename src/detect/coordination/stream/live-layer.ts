// Meetings of accounts on one layer, counted share by share: what the batch counts over the same shares, at any moment.
import { createNames, type Names } from './names.ts';
import { createPairCounts, type PairCounts } from './pair-counts.ts';
import {
  createRings,
  freePlace,
  link,
  mostWithin,
  type Rings,
  roomForObject,
  takePlace,
  unlink,
  withRoom,
} from './rings.ts';

/** Pairs that meet this often are looked at when they change. */
export const touchFloor = 3;
/** Accounts are numbered below this, so that a pair of them is one safe integer. */
const accountLimit = 67_108_864;

export const pairKey = (x: number, y: number): number => (x < y ? x * accountLimit + y : y * accountLimit + x);
export const pairOf = (key: number): readonly [a: number, b: number] => [
  Math.floor(key / accountLimit),
  key % accountLimit,
];

export type LiveLayer = {
  readonly rings: Rings;
  readonly objects: Names;
  readonly pairs: PairCounts;
  /** By account: its first shares on objects whose pairs are counted; and their sum. */
  readonly activity: () => Uint32Array;
  readonly shares: () => number;
  /** Pairs of sharers of the same object, however far apart. */
  readonly together: () => number;
  /** Answers with the place of the share. */
  readonly add: (account: number, object: string, time: number, post: string) => number;
  /** Takes out these places, all of them before `boundary` and none before it left out. */
  readonly expire: (places: readonly number[], boundary: number, release: (account: number) => void) => void;
  /** Objects that came below the cap again are counted again. To be called before anything is read. */
  readonly settle: () => void;
  /** Objects whose pairs are not counted one by one. */
  readonly bursts: () => ReadonlySet<number>;
  /** Pairs that changed since the last call and meet, or met, often enough to be looked at. */
  readonly takeTouched: () => readonly number[];
};

export function createLiveLayer(windowsSeconds: readonly number[], cap: number): LiveLayer {
  const objects = createNames();
  const rings = createRings(objects);
  const pairs = createPairCounts(windowsSeconds.length);
  const widest = windowsSeconds[windowsSeconds.length - 1];
  const bursts = new Set<number>();
  const unsettled = new Set<number>();
  const touched = new Set<number>();
  let activity = new Uint32Array(1024);
  let shares = 0;
  let together = 0;

  const bump = (x: number, y: number, lag: number, delta: 1 | -1): void => {
    let w = 0;
    while (lag > windowsSeconds[w]) w++;
    const count = pairs.bump(x, y, w, delta);
    if (count >= touchFloor || (delta < 0 && count === touchFloor - 1)) touched.add(pairKey(x, y));
  };

  /** Counts (or takes back) the pairs of a linked share; answers with its neighbours on both sides. */
  const count = (place: number, delta: 1 | -1): readonly [left: number, right: number] => {
    const { time, account, before, after } = rings;
    const own = account[place];
    const at = time[place];
    let left = 0;
    let right = 0;
    for (let p = before[place]; p >= 0 && at - time[p] <= widest; p = before[p], left++)
      bump(own, account[p], at - time[p], delta);
    for (let p = after[place]; p >= 0 && time[p] - at <= widest; p = after[p], right++)
      bump(own, account[p], time[p] - at, delta);
    activity[own] += delta;
    shares += delta;
    return [left, right];
  };

  /** Whether a share within reach of `place` has more than the cap after it, within the window. */
  const crowded = (place: number): boolean => {
    const { time, before, after } = rings;
    let left = place;
    while (before[left] >= 0 && time[place] - time[before[left]] <= widest) left = before[left];
    let right = left;
    let inside = 0;
    for (; left >= 0 && time[left] <= time[place]; left = after[left], inside--) {
      while (right >= 0 && time[right] - time[left] <= widest) {
        right = after[right];
        inside++;
      }
      if (inside - 1 > cap) return true;
    }
    return false;
  };

  /** All pairs of an object, once each. */
  const countObject = (object: number, delta: 1 | -1): void => {
    const { time, account, after, head, firsts } = rings;
    for (let p = head[object]; p >= 0; p = after[p]) {
      for (let q = after[p]; q >= 0 && time[q] - time[p] <= widest; q = after[q])
        bump(account[p], account[q], time[q] - time[p], delta);
      activity[account[p]] += delta;
    }
    shares += delta * firsts[object];
    together += (delta * firsts[object] * (firsts[object] - 1)) / 2;
  };

  const setBurst = (object: number, burst: boolean): void => {
    countObject(object, burst ? -1 : 1);
    rings.burst[object] = burst ? 1 : 0;
    if (burst) bursts.add(object);
    else bursts.delete(object);
  };

  const enter = (place: number): void => {
    const object = rings.object[place];
    link(rings, place);
    if (rings.burst[object] === 1) return;
    together += rings.firsts[object] - 1;
    const [left, right] = count(place, 1);
    if (left + right > cap && (right === 0 || crowded(place)) && mostWithin(rings, object, widest) > cap)
      setBurst(object, true);
  };

  const leave = (place: number): void => {
    const object = rings.object[place];
    if (rings.burst[object] === 1) unsettled.add(object);
    else {
      count(place, -1);
      together -= rings.firsts[object] - 1;
    }
    unlink(rings, place);
  };

  const add = (account: number, name: string, time: number, post: string): number => {
    if (account >= accountLimit) throw new RangeError('more accounts than a stream can hold');
    activity = withRoom(activity, account + 1);
    const object = objects.hold(name);
    roomForObject(rings, object);
    const place = takePlace(rings, account, object, time, post);
    const first = rings.first.get(object, account);
    if (first >= 0 && rings.time[first] <= time) {
      rings.later[place] = rings.later[first];
      rings.later[first] = place;
      return place;
    }
    if (first >= 0) {
      leave(first);
      rings.later[place] = first;
    }
    rings.first.set(object, account, place);
    enter(place);
    return place;
  };

  /** The account's earliest share of the object that stays becomes its first. */
  const promote = (expired: number, boundary: number): void => {
    const { time, later } = rings;
    const object = rings.object[expired];
    const account = rings.account[expired];
    const staying: number[] = [];
    for (let p = later[expired]; p >= 0; p = later[p]) if (time[p] >= boundary) staying.push(p);
    if (staying.length === 0) {
      rings.first.remove(object, account);
      return;
    }
    staying.sort((x, y) => time[x] - time[y]);
    staying.forEach((place, i) => (later[place] = staying[i + 1] ?? -1));
    rings.first.set(object, account, staying[0]);
    enter(staying[0]);
  };

  const settle = (): void => {
    for (const object of unsettled) {
      if (rings.burst[object] === 1 && mostWithin(rings, object, widest) <= cap) setBurst(object, false);
    }
    unsettled.clear();
  };

  const expire: LiveLayer['expire'] = (places, boundary, release) => {
    for (const place of places) {
      if (rings.isFirst[place] === 0) continue;
      leave(place);
      promote(place, boundary);
    }
    settle();
    for (const place of places) {
      freePlace(rings, place);
      objects.release(rings.object[place]);
      release(rings.account[place]);
    }
  };

  return {
    rings,
    objects,
    pairs,
    activity: () => activity,
    shares: () => shares,
    together: () => together,
    add,
    expire,
    settle,
    bursts: () => bursts,
    takeTouched: () => {
      const keys = [...touched];
      touched.clear();
      return keys;
    },
  };
}
