// CNT's one query for all networks: for each pair of users, how many messages of the first have a message of the second
// with the same key within the window. Directed; a user's own other messages make a self-loop.
import { orderShares } from '../kernel/order.ts';
import type { Entries } from './cnt-entries.ts';

export type CntEdges = { count: number; from: Uint32Array; to: Uint32Array; weight: Uint32Array };

type Scan = {
  readonly rank: Uint32Array;
  readonly message: Uint32Array;
  /** Entries within the window of entry p: begin[p] .. end[p] - 1, p among them. */
  readonly begin: Uint32Array;
  readonly end: Uint32Array;
  /** Entries of the user of rank r, grouped by message: `position[start[r] .. start[r + 1])`. */
  readonly start: Uint32Array;
  readonly position: Uint32Array;
};

/**
 * The edges with at least `minWeight` messages, in order of the users' ranks, in blocks of about `blockEdges`.
 *
 * @param users how many users there are; `rankOfUser` has their order
 */
export function* cntEdges(
  entries: Entries,
  rankOfUser: Uint32Array,
  windowSeconds: number,
  minWeight: number,
  blockEdges = 1 << 20,
): Generator<CntEdges> {
  const users = rankOfUser.length;
  const scan = scanOf(entries, rankOfUser, windowSeconds);
  const weight = new Uint32Array(users);
  const stamp = new Uint32Array(users);
  const touched = new Uint32Array(users);
  let stamps = 0;
  let block = emptyEdges(blockEdges);
  for (let user = 0; user < users; user++) {
    let others = 0;
    let message = -1;
    for (let s = scan.start[user]; s < scan.start[user + 1]; s++) {
      const p = scan.position[s];
      if (scan.message[p] !== message || s === scan.start[user]) stamps++;
      message = scan.message[p];
      for (let q = scan.begin[p]; q < scan.end[p]; q++) {
        const other = scan.rank[q];
        if (stamp[other] === stamps || scan.message[q] === message) continue;
        stamp[other] = stamps;
        if (weight[other]++ === 0) touched[others++] = other;
      }
    }
    for (const other of touched.subarray(0, others).sort()) {
      if (weight[other] >= minWeight) {
        block.from[block.count] = user;
        block.to[block.count] = other;
        block.weight[block.count++] = weight[other];
        if (block.count === blockEdges) {
          yield block;
          block = emptyEdges(blockEdges);
        }
      }
      weight[other] = 0;
    }
  }
  if (block.count > 0) yield block;
}

function emptyEdges(size: number): CntEdges {
  return { count: 0, from: new Uint32Array(size), to: new Uint32Array(size), weight: new Uint32Array(size) };
}

function scanOf(entries: Entries, rankOfUser: Uint32Array, windowSeconds: number): Scan {
  const ordered = orderShares(entries.count, entries.keys, entries.key, entries.time);
  const { count, time, object, objectStart, row } = ordered;
  const begin = new Uint32Array(count);
  const end = new Uint32Array(count);
  let low = 0;
  let high = 0;
  for (let p = 0; p < count; p++) {
    const first = objectStart[object[p]];
    const stop = objectStart[object[p] + 1];
    if (low < first) low = first;
    if (high < first) high = first;
    // As the query has it, "between t - w and t + w": for fractions this is not always the same as a lag of at most w.
    while (time[low] < time[p] - windowSeconds) low++;
    while (high < stop && time[high] <= time[p] + windowSeconds) high++;
    begin[p] = low;
    end[p] = high;
  }
  const message = Uint32Array.from(row, (r) => entries.message[r]);
  const rank = Uint32Array.from(row, (r) => rankOfUser[entries.user[r]]);
  return { rank, message, begin, end, ...byUserAndMessage(rank, message, rankOfUser.length) };
}

function byUserAndMessage(rank: Uint32Array, message: Uint32Array, users: number) {
  const start = new Uint32Array(users + 1);
  for (const r of rank) start[r + 1]++;
  for (let r = 0; r < users; r++) start[r + 1] += start[r];
  const next = start.slice();
  const position = new Uint32Array(rank.length);
  for (let p = 0; p < rank.length; p++) position[next[rank[p]]++] = p;
  for (let r = 0; r < users; r++) {
    const run = position.subarray(start[r], start[r + 1]);
    if (run.length > 1) run.sort((p, q) => message[p] - message[q] || p - q);
  }
  return { start, position };
}
