// Orders shares by (object, time): the first step of every scan for pairs.

/** Rows of a share table in scan order. `positions` below index these arrays, not the table. */
export type OrderedShares = {
  readonly count: number;
  /** Row of the table at each position. */
  readonly row: Uint32Array;
  /** Object of each position; equal objects are adjacent, objects ascend. */
  readonly object: Uint32Array;
  /** Seconds, ascending within an object. */
  readonly time: Float64Array;
  /** First position of each object; `objectStart[objects]` is `count`. */
  readonly objectStart: Uint32Array;
};

/**
 * Counting sort by object, then by time within each object. Ties of time keep `tie` order where given (smaller first)
 * and otherwise row order, so that the result is the same on every run. O(n) for input that is sorted by time.
 *
 * @param rows how many rows of `object` and `time` (seconds) to take
 * @param objects all values of `object` are below this
 * @param keep takes only rows with a nonzero entry
 */
export function orderShares(
  rows: number,
  objects: number,
  object: Uint32Array,
  time: Float64Array,
  tie?: Uint32Array,
  keep?: Uint8Array,
): OrderedShares {
  const objectStart = new Uint32Array(objects + 1);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (keep !== undefined && keep[row] === 0) continue;
    objectStart[object[row] + 1]++;
    count++;
  }
  for (let o = 0; o < objects; o++) objectStart[o + 1] += objectStart[o];
  const next = objectStart.slice();
  const order = new Uint32Array(count);
  for (let row = 0; row < rows; row++) {
    if (keep === undefined || keep[row] !== 0) order[next[object[row]]++] = row;
  }
  for (let o = 0; o < objects; o++) sortRun(order, objectStart[o], objectStart[o + 1], time, tie);
  const orderedObject = new Uint32Array(count);
  const orderedTime = new Float64Array(count);
  for (let position = 0; position < count; position++) {
    orderedObject[position] = object[order[position]];
    orderedTime[position] = time[order[position]];
  }
  return { count, row: order, object: orderedObject, time: orderedTime, objectStart };
}

/** Sorts one object's rows by (time, tie, row) unless they are sorted already. */
function sortRun(order: Uint32Array, from: number, to: number, time: Float64Array, tie: Uint32Array | undefined): void {
  let sorted = true;
  for (let i = from + 1; i < to && sorted; i++) {
    const a = order[i - 1];
    const b = order[i];
    sorted = time[a] < time[b] || (time[a] === time[b] && (tie === undefined || tie[a] <= tie[b]));
  }
  if (sorted) return;
  const compare =
    tie === undefined
      ? (a: number, b: number) => time[a] - time[b] || a - b
      : (a: number, b: number) => time[a] - time[b] || tie[a] - tie[b] || a - b;
  order.subarray(from, to).sort(compare);
}
