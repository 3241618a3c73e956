// The shares of one layer within the horizon, in columns with links: for each object its first shares by time (the
// ring that new shares are compared with), for each account on an object its later shares, for when the first expires.
import type { Names } from './names.ts';
import { createFirstIndex, type FirstIndex } from './first-index.ts';

/** Places in the columns are numbers from 0; -1 is none. */
export type Rings = {
  time: Float64Array;
  account: Uint32Array;
  object: Uint32Array;
  /** Neighbours among the first shares of the same object, by time. */
  before: Int32Array;
  after: Int32Array;
  /** The same account's next share of the same object. */
  later: Int32Array;
  /** Neighbours among the shares of the same account, in no order. */
  ownBefore: Int32Array;
  ownAfter: Int32Array;
  /** 1 for a first share. */
  isFirst: Uint8Array;
  readonly post: string[];
  /** By object: ends of its ring, number of first shares, 1 while its pairs are not counted one by one. */
  head: Int32Array;
  tail: Int32Array;
  firsts: Uint32Array;
  burst: Uint8Array;
  /** By account: one of its shares. */
  own: Int32Array;
  used: number;
  readonly free: number[];
  readonly first: FirstIndex;
  readonly objects: Names;
};

export function createRings(objects: Names): Rings {
  const places = 1024;
  return {
    time: new Float64Array(places),
    account: new Uint32Array(places),
    object: new Uint32Array(places),
    before: new Int32Array(places),
    after: new Int32Array(places),
    later: new Int32Array(places),
    ownBefore: new Int32Array(places),
    ownAfter: new Int32Array(places),
    isFirst: new Uint8Array(places),
    post: [],
    head: new Int32Array(places).fill(-1),
    tail: new Int32Array(places).fill(-1),
    firsts: new Uint32Array(places),
    burst: new Uint8Array(places),
    own: new Int32Array(places).fill(-1),
    used: 0,
    free: [],
    first: createFirstIndex(),
    objects,
  };
}

type Numbers = Float64Array | Uint32Array | Int32Array | Uint8Array;

/** A copy with room for `least` entries, filled with `fill` where it is new; the same array when there is room. */
export function withRoom<T extends Numbers>(array: T, least: number, fill = 0): T {
  if (least <= array.length) return array;
  const size = Math.max(least, array.length * 2);
  const larger = new (array.constructor as new (length: number) => T)(size);
  larger.set(array);
  if (fill !== 0) larger.fill(fill, array.length);
  return larger;
}

export function roomForObject(rings: Rings, object: number): void {
  const least = object + 1;
  if (least <= rings.head.length) return;
  rings.head = withRoom(rings.head, least, -1);
  rings.tail = withRoom(rings.tail, least, -1);
  rings.firsts = withRoom(rings.firsts, least);
  rings.burst = withRoom(rings.burst, least);
}

/** A place for a share that is linked nowhere yet. */
export function takePlace(rings: Rings, account: number, object: number, time: number, post: string): number {
  const place = rings.free.pop() ?? rings.used++;
  if (place >= rings.time.length) {
    const least = place + 1;
    rings.time = withRoom(rings.time, least);
    rings.account = withRoom(rings.account, least);
    rings.object = withRoom(rings.object, least);
    rings.before = withRoom(rings.before, least);
    rings.after = withRoom(rings.after, least);
    rings.later = withRoom(rings.later, least);
    rings.ownBefore = withRoom(rings.ownBefore, least);
    rings.ownAfter = withRoom(rings.ownAfter, least);
    rings.isFirst = withRoom(rings.isFirst, least);
  }
  rings.own = withRoom(rings.own, account + 1, -1);
  rings.time[place] = time;
  rings.account[place] = account;
  rings.object[place] = object;
  rings.before[place] = -1;
  rings.after[place] = -1;
  rings.later[place] = -1;
  rings.isFirst[place] = 0;
  rings.post[place] = post;
  const next = rings.own[account];
  rings.ownBefore[place] = -1;
  rings.ownAfter[place] = next;
  if (next >= 0) rings.ownBefore[next] = place;
  rings.own[account] = place;
  return place;
}

/** Gives the place of a share that is in no ring any more to the next one. */
export function freePlace(rings: Rings, place: number): void {
  const { own, ownBefore, ownAfter } = rings;
  const before = ownBefore[place];
  const after = ownAfter[place];
  if (before < 0) own[rings.account[place]] = after;
  else ownAfter[before] = after;
  if (after >= 0) ownBefore[after] = before;
  rings.post[place] = '';
  rings.free.push(place);
}

/** Links a first share into its object's ring, from the newest backwards: streams come nearly in order. */
export function link(rings: Rings, place: number): void {
  const { time, before, after, head, tail } = rings;
  const object = rings.object[place];
  let left = tail[object];
  while (left >= 0 && time[left] > time[place]) left = before[left];
  const right = left < 0 ? head[object] : after[left];
  before[place] = left;
  after[place] = right;
  if (left < 0) head[object] = place;
  else after[left] = place;
  if (right < 0) tail[object] = place;
  else before[right] = place;
  rings.isFirst[place] = 1;
  rings.firsts[object]++;
}

export function unlink(rings: Rings, place: number): void {
  const { before, after, head, tail } = rings;
  const object = rings.object[place];
  const left = before[place];
  const right = after[place];
  if (left < 0) head[object] = right;
  else after[left] = right;
  if (right < 0) tail[object] = left;
  else before[right] = left;
  rings.isFirst[place] = 0;
  rings.firsts[object]--;
}

/** Most first shares of the object that lie within the window after one of them. */
export function mostWithin(rings: Rings, object: number, windowSeconds: number): number {
  const { time, after, head } = rings;
  let most = 0;
  let inside = 0;
  let right = head[object];
  for (let left = head[object]; left >= 0; left = after[left]) {
    while (right >= 0 && time[right] - time[left] <= windowSeconds) {
      right = after[right];
      inside++;
    }
    most = Math.max(most, inside - 1);
    inside--;
  }
  return most;
}
