// What each account's own habits are: its delays after an object appeared, its times of day, its minutes of the hour.
// Up to `poolSize` evenly spaced order statistics an account stand for all of its shares.
import type { FirstShares } from './first-shares.ts';

const poolSize = 64;
const daySeconds = 86_400;
export const hourSeconds = 3_600;

/** Sorted samples of account a: values[start[a] .. start[a + 1] - 1], seconds. */
export type Pools = { readonly start: Uint32Array; readonly values: Float64Array };

export type Habits = {
  /** Seconds from the object's first share, per share. */
  readonly delay: Float64Array;
  readonly delays: Pools;
  readonly timesOfDay: Pools;
  readonly minutes: Pools;
};

function modulo(x: number, period: number): number {
  return x - Math.floor(x / period) * period;
}

/** Order statistics of `value` over the shares of each account that `counts` admits. */
function poolsOf(shares: FirstShares, counts: (share: number) => boolean, value: (share: number) => number): Pools {
  const start = new Uint32Array(shares.accounts + 1);
  const values = new Float64Array(shares.count);
  let end = 0;
  for (let a = 0; a < shares.accounts; a++) {
    let n = 0;
    for (let k = shares.accountStart[a]; k < shares.accountStart[a + 1]; k++) {
      const s = shares.accountShares[k];
      if (counts(s)) values[end + n++] = value(s);
    }
    values.subarray(end, end + n).sort();
    const kept = Math.min(n, poolSize);
    if (n > kept) for (let q = 0; q < kept; q++) values[end + q] = values[end + Math.floor(((q + 0.5) * n) / kept)];
    end += kept;
    start[a + 1] = end;
  }
  return { start, values: values.subarray(0, end) };
}

/** Delays from the first share of each object, for shares in the order of `shares`. */
export function delays(shares: FirstShares, time: Float64Array): Float64Array {
  const delay = new Float64Array(shares.count);
  for (let o = 0; o < shares.objects; o++) {
    const begin = shares.objectStart[o];
    const end = shares.objectStart[o + 1];
    for (let s = begin; s < end; s++) delay[s] = time[s] - time[begin];
  }
  return delay;
}

export function habitsOf(shares: FirstShares): Habits {
  const delay = delays(shares, shares.time);
  const sharers = (s: number): number =>
    shares.objectStart[shares.object[s] + 1] - shares.objectStart[shares.object[s]];
  // The delay of somebody alone with an object says nothing: its appearance was not seen.
  const hasAudience = (s: number): boolean => sharers(s) >= 3;
  return {
    delay,
    delays: poolsOf(shares, hasAudience, (s) => delay[s]),
    timesOfDay: poolsOf(
      shares,
      () => true,
      (s) => modulo(shares.time[s], daySeconds),
    ),
    minutes: poolsOf(
      shares,
      () => true,
      (s) => modulo(shares.time[s], hourSeconds),
    ),
  };
}

/** How many of the |a|·|b| pairs of samples lie within `windowSeconds`; `period` > 0 measures on a circle. */
export function meetings(pools: Pools, a: number, b: number, windowSeconds: number, period = 0): number {
  const { start, values } = pools;
  const yBegin = start[b];
  const yEnd = start[b + 1];
  if (period > 0 && windowSeconds * 2 >= period) return (start[a + 1] - start[a]) * (yEnd - yBegin);
  let count = 0;
  let low = yBegin;
  let high = yBegin;
  for (let k = start[a]; k < start[a + 1]; k++) {
    const x = values[k];
    while (low < yEnd && values[low] < x - windowSeconds) low++;
    if (high < low) high = low;
    while (high < yEnd && values[high] <= x + windowSeconds) high++;
    count += high - low;
    if (period === 0) continue;
    for (let l = yEnd - 1; x < windowSeconds && l >= yBegin && values[l] >= x + period - windowSeconds; l--) count++;
    for (let l = yBegin; x > period - windowSeconds && l < yEnd && values[l] <= x - period + windowSeconds; l++)
      count++;
  }
  return count;
}

export const dayPeriod = daySeconds;
