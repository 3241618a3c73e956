// How surprising the meetings of two accounts are when each keeps its own habits (field notes: the shift predictor of
// spike trains, with the object's appearance as the stimulus). The habit that explains most decides.
import type { FirstShares } from './first-shares.ts';
import { dayPeriod, type Habits, hourSeconds, meetings } from './habits.ts';
import type { CandidatePairs } from './pairs.ts';
import { log10Tail } from './poisson.ts';

/** Weight, in pairs of samples, of the whole population's chance to meet against the two accounts' own samples. */
const priorWeight = 2;
const sharedPriorWeight = 4;

export type PairScores = {
  /** -log10 of the Poisson tail in the window where it is largest. */
  readonly score: Float32Array;
  readonly window: Uint8Array;
};

/** Delays of a and b on their common objects, in the same order: `kept` of them, of `count` in all. */
type Common = { readonly a: Float64Array; readonly b: Float64Array; kept: number; count: number };

/**
 * Walks the common objects of a and b: fills `common`, and counts into met[at + w] on how many they meet within
 * window w. Exact also where enumeration was capped.
 */
function meet(
  shares: FirstShares,
  delay: Float64Array,
  a: number,
  b: number,
  windowsSeconds: readonly number[],
  common: Common,
  met: Uint32Array,
  at: number,
): void {
  const { accountStart, accountShares, object } = shares;
  let i = accountStart[a];
  let j = accountStart[b];
  const iEnd = accountStart[a + 1];
  const jEnd = accountStart[b + 1];
  common.count = 0;
  common.kept = 0;
  met.fill(0, at, at + windowsSeconds.length);
  while (i < iEnd && j < jEnd) {
    const s = accountShares[i];
    const r = accountShares[j];
    if (object[s] < object[r]) i++;
    else if (object[s] > object[r]) j++;
    else {
      const lag = Math.abs(delay[s] - delay[r]);
      for (let w = windowsSeconds.length - 1; w >= 0 && lag <= windowsSeconds[w]; w--) met[at + w]++;
      common.count++;
      if (common.kept < common.a.length) {
        common.a[common.kept] = delay[s];
        common.b[common.kept++] = delay[r];
      }
      i++;
      j++;
    }
  }
}

/** Ordered pairs (k, l), k ≠ l, of common objects whose delays lie within the window: what delay alone explains. */
function shifted(common: Common, windowSeconds: number): number {
  const n = common.kept;
  let count = 0;
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) if (k !== l && Math.abs(common.a[k] - common.b[l]) <= windowSeconds) count++;
  }
  return count;
}

/**
 * The chance that a and b meet on a common object within the window, under the habit that explains most.
 * `met` of the `common` objects they do; these coincidences are taken out of the samples.
 */
function chance(
  shares: FirstShares,
  habits: Habits,
  a: number,
  b: number,
  windowSeconds: number,
  met: number,
  common: number,
  prior: number,
): number {
  const own = (pools: Habits['delays'], period: number): number => {
    const size = (pools.start[a + 1] - pools.start[a]) * (pools.start[b + 1] - pools.start[b]);
    const held =
      (shares.accountStart[a + 1] - shares.accountStart[a]) * (shares.accountStart[b + 1] - shares.accountStart[b]);
    const part = size / held;
    const count = Math.max(0, meetings(pools, a, b, windowSeconds, period) - met * part);
    return (count + priorWeight * prior) / (Math.max(1, size - common * part) + priorWeight);
  };
  const delay = own(habits.delays, 0);
  const timeOfDay = own(habits.timesOfDay, dayPeriod);
  if (windowSeconds * 2 >= hourSeconds) return Math.max(delay, timeOfDay);
  const size =
    (habits.delays.start[a + 1] - habits.delays.start[a]) * (habits.delays.start[b + 1] - habits.delays.start[b]);
  const sameSlot = (meetings(habits.delays, a, b, hourSeconds / 2) + priorWeight * 0.1) / (size + priorWeight);
  return Math.max(delay, timeOfDay, sameSlot * own(habits.minutes, hourSeconds));
}

/** Scores every candidate over all windows. `prior[w]`: chance that two sharers of an object meet within window w. */
export function scorePairs(
  shares: FirstShares,
  habits: Habits,
  pairs: CandidatePairs,
  windowsSeconds: readonly number[],
  prior: readonly number[],
): PairScores {
  const windows = windowsSeconds.length;
  const score = new Float32Array(pairs.count);
  const window = new Uint8Array(pairs.count);
  const common: Common = { a: new Float64Array(256), b: new Float64Array(256), kept: 0, count: 0 };
  for (let p = 0; p < pairs.count; p++) {
    const a = pairs.a[p];
    const b = pairs.b[p];
    meet(shares, habits.delay, a, b, windowsSeconds, common, pairs.met, p * windows);
    const n = common.count;
    for (let w = 0; w < windows; w++) {
      const met = pairs.met[p * windows + w];
      if (met < 2) continue;
      const own = chance(shares, habits, a, b, windowsSeconds[w], met, n, prior[w]);
      const ordered = common.kept * (common.kept - 1);
      const here = (shifted(common, windowsSeconds[w]) + sharedPriorWeight * own) / (ordered + sharedPriorWeight);
      const lambda = n * Math.min(1, Math.max(own, here));
      const s = log10Tail(met, lambda);
      if (s <= score[p]) continue;
      score[p] = s;
      window[p] = w;
    }
  }
  return { score, window };
}
