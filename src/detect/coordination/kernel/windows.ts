// Two pointers over ordered shares: which positions lie within a window of each other.
import type { OrderedShares } from './order.ts';

/**
 * For each position, the first later position of the same object that is more than `windowSeconds` younger (or the
 * object's end). All pairs within the window, each once, are then (i, j) with i < j < end[i]; i is the older share.
 * The window is inclusive: time[j] - time[i] <= windowSeconds.
 */
export function windowEnds(shares: OrderedShares, windowSeconds: number): Uint32Array {
  const { count, time, object, objectStart } = shares;
  const end = new Uint32Array(count);
  let j = 0;
  for (let i = 0; i < count; i++) {
    if (j < i) j = i;
    const stop = objectStart[object[i] + 1];
    const t = time[i];
    while (j < stop && time[j] - t <= windowSeconds) j++;
    end[i] = j;
  }
  return end;
}

/** The mirror of `windowEnds`: for each position j, the first position i of its object with j < end[i]. */
export function windowBegins(shares: OrderedShares, end: Uint32Array): Uint32Array {
  const { count, object, objectStart } = shares;
  const begin = new Uint32Array(count);
  let i = 0;
  for (let j = 0; j < count; j++) {
    const start = objectStart[object[j]];
    if (i < start) i = start;
    while (end[i] <= j) i++;
    begin[j] = i;
  }
  return begin;
}

/** How many pairs lie within the window; exact up to 2^53. */
export function countPairs(end: Uint32Array): number {
  let pairs = 0;
  for (let i = 0; i < end.length; i++) pairs += end[i] - i - 1;
  return pairs;
}
