// What a candidate group did on one layer: the objects that two or more members share, with the times of members and
// of outsiders (accounts that are neither members nor their neighbours).
import type { FirstShares } from './first-shares.ts';

export type GroupObject = {
  readonly object: number;
  /** Shares of members (indices into the layer), by time. */
  readonly members: readonly number[];
  /** Times of outsiders, ascending. */
  readonly outsiders: Float64Array;
};

export type GroupView = {
  readonly shares: FirstShares;
  readonly objects: readonly GroupObject[];
  /** All shares of members, on any object. */
  readonly sharesOf: ReadonlyMap<number, readonly number[]>;
};

/** `excluded`: neighbours of members that do not belong to the group. */
export function groupView(shares: FirstShares, members: readonly number[], excluded: ReadonlySet<number>): GroupView {
  const inside = new Set(members);
  const sharesOf = new Map<number, number[]>();
  const byObject = new Map<number, number[]>();
  for (const m of members) {
    const own = [...shares.accountShares.subarray(shares.accountStart[m], shares.accountStart[m + 1])];
    sharesOf.set(m, own);
    for (const s of own) {
      const known = byObject.get(shares.object[s]);
      if (known === undefined) byObject.set(shares.object[s], [s]);
      else known.push(s);
    }
  }
  const objects: GroupObject[] = [];
  for (const [object, own] of byObject) {
    if (own.length < 2) continue;
    const outsiders: number[] = [];
    for (let s = shares.objectStart[object]; s < shares.objectStart[object + 1]; s++) {
      if (!inside.has(shares.account[s]) && !excluded.has(shares.account[s])) outsiders.push(shares.time[s]);
    }
    objects.push({ object, members: own.sort((x, y) => x - y), outsiders: Float64Array.from(outsiders) });
  }
  return { shares, objects: objects.sort((x, y) => x.object - y.object), sharesOf };
}

/** Pairs of ascending `times` within the window. */
export function pairsWithin(times: ArrayLike<number>, count: number, windowSeconds: number): number {
  let pairs = 0;
  for (let left = 0, right = 0; right < count; right++) {
    while (times[right] - times[left] > windowSeconds) left++;
    pairs += right - left;
  }
  return pairs;
}

/** How many of ascending `times` lie within `windowSeconds` of `centre`. */
export function countNear(times: Float64Array, centre: number, windowSeconds: number): number {
  const first = (bound: number): number => {
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (times[middle] < bound) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  let end = first(centre + windowSeconds);
  while (end < times.length && times[end] <= centre + windowSeconds) end++;
  return end - first(centre - windowSeconds);
}
