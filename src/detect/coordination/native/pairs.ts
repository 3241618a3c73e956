// Candidate pairs: accounts that meet on at least two objects within the largest window. Works account by account
// with one dense counter per partner (Gustavson's sparse product), so that no table of all pairs is ever held.
import type { FirstShares } from './first-shares.ts';

/** Pair p: accounts a[p] < b[p]; met[p * windows + w] objects shared within window w. */
export type CandidatePairs = {
  readonly count: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly met: Uint32Array;
};

export type PairFilter = (a: number, b: number, met: Uint32Array, offset: number) => boolean;

type Sink = { a: Uint32Array; b: Uint32Array; met: Uint32Array; count: number };

function push(sink: Sink, a: number, b: number, met: Uint32Array, offset: number, windows: number): void {
  if (sink.count === sink.a.length) {
    const size = sink.count * 2;
    const grow = (from: Uint32Array, length: number): Uint32Array => {
      const to = new Uint32Array(length);
      to.set(from);
      return to;
    };
    sink.a = grow(sink.a, size);
    sink.b = grow(sink.b, size);
    sink.met = grow(sink.met, size * windows);
  }
  sink.a[sink.count] = a;
  sink.b[sink.count] = b;
  for (let w = 0; w < windows; w++) sink.met[sink.count * windows + w] = met[offset + w];
  sink.count++;
}

/** Shares from[s] .. to[s] of the same object lie within the window of share s. */
export type Reach = {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Pairs of shares within reach of each other. */
  readonly pairs: number;
  /** Objects with more than `cap` other sharers on one side of a share within the window: object -> most sharers. */
  readonly bursts: ReadonlyMap<number, number>;
};

/** For every share the range of shares of the same object within `window`, at most the `cap` nearest on each side. */
export function reach(shares: FirstShares, windowSeconds: number, cap: number): Reach {
  const { time } = shares;
  const from = new Uint32Array(shares.count);
  const to = new Uint32Array(shares.count);
  const bursts = new Map<number, number>();
  let pairs = 0;
  for (let o = 0; o < shares.objects; o++) {
    const begin = shares.objectStart[o];
    const end = shares.objectStart[o + 1];
    let left = begin;
    let right = begin;
    let most = 0;
    for (let s = begin; s < end; s++) {
      while (time[s] - time[left] > windowSeconds) left++;
      if (right < s) right = s;
      while (right + 1 < end && time[right + 1] - time[s] <= windowSeconds) right++;
      from[s] = Math.max(left, s - cap);
      to[s] = Math.min(right, s + cap);
      pairs += to[s] - s;
      if (right - s > most) most = right - s;
    }
    if (most > cap) bursts.set(o, most + 1);
  }
  return { from, to, pairs, bursts };
}

type Scratch = {
  readonly seen: Uint32Array;
  readonly slot: Int32Array;
  readonly touched: Uint32Array;
  counts: Uint32Array;
};

/** Partners j > i that i meets on `minMeet` objects or more: numbered in `slot`, listed in `touched`; their number. */
function partners(shares: FirstShares, range: Reach, i: number, minMeet: number, scratch: Scratch): number {
  const { account, accountShares, accountStart } = shares;
  const { seen, slot, touched } = scratch;
  let n = 0;
  for (let k = accountStart[i]; k < accountStart[i + 1]; k++) {
    const s = accountShares[k];
    for (let r = range.from[s]; r <= range.to[s]; r++) {
      const j = account[r];
      if (j > i && seen[j]++ === 0) touched[n++] = j;
    }
  }
  let slots = 0;
  for (let q = 0; q < n; q++) {
    const j = touched[q];
    slot[j] = seen[j] >= minMeet ? slots++ : -1;
    seen[j] = 0;
    if (slot[j] >= 0) touched[slots - 1] = j;
  }
  return slots;
}

/** Meetings of i with each numbered partner in each window, into scratch.counts[slot * windows + w]. */
function countMeetings(
  shares: FirstShares,
  range: Reach,
  i: number,
  windowsSeconds: readonly number[],
  scratch: Scratch,
): void {
  const { account, accountShares, accountStart, time } = shares;
  const { slot, counts } = scratch;
  const windows = windowsSeconds.length;
  for (let k = accountStart[i]; k < accountStart[i + 1]; k++) {
    const s = accountShares[k];
    for (let r = range.from[s]; r <= range.to[s]; r++) {
      const j = account[r];
      if (j <= i || slot[j] < 0) continue;
      const lag = Math.abs(time[r] - time[s]);
      const at = slot[j] * windows;
      for (let w = windows - 1; w >= 0 && lag <= windowsSeconds[w]; w--) counts[at + w]++;
    }
  }
}

/** All pairs that meet on `minMeet` objects or more within `range` (the largest window) and pass `keep`. */
export function candidatePairs(
  shares: FirstShares,
  range: Reach,
  windowsSeconds: readonly number[],
  minMeet: number,
  keep: PairFilter,
): CandidatePairs {
  const windows = windowsSeconds.length;
  const scratch: Scratch = {
    seen: new Uint32Array(shares.accounts),
    slot: new Int32Array(shares.accounts).fill(-1),
    touched: new Uint32Array(shares.accounts),
    counts: new Uint32Array(1024 * windows),
  };
  const first = 1024;
  const sink: Sink = {
    a: new Uint32Array(first),
    b: new Uint32Array(first),
    met: new Uint32Array(first * windows),
    count: 0,
  };
  for (let i = 0; i < shares.accounts; i++) {
    if (shares.accountStart[i + 1] - shares.accountStart[i] < minMeet) continue;
    const slots = partners(shares, range, i, minMeet, scratch);
    if (slots === 0) continue;
    if (scratch.counts.length < slots * windows) scratch.counts = new Uint32Array(slots * windows * 2);
    scratch.counts.fill(0, 0, slots * windows);
    countMeetings(shares, range, i, windowsSeconds, scratch);
    for (let q = 0; q < slots; q++) {
      const j = scratch.touched[q];
      if (keep(i, j, scratch.counts, q * windows)) push(sink, i, j, scratch.counts, q * windows, windows);
    }
  }
  return {
    count: sink.count,
    a: sink.a.slice(0, sink.count),
    b: sink.b.slice(0, sink.count),
    met: sink.met.slice(0, sink.count * windows),
  };
}
