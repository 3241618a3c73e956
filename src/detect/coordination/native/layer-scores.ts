// One layer of one stream (target or decoy), from shares to scored pairs.
import { type FirstShares } from './first-shares.ts';
import { type Habits, habitsOf } from './habits.ts';
import { type PairScores, scorePairs } from './pair-score.ts';
import { type CandidatePairs, candidatePairs, type PairFilter, reach } from './pairs.ts';
import { log10Tail } from './poisson.ts';

/** Pairs whose meetings are as frequent as activity alone gives (-log10 p below this in each window) are not scored. */
const activityFloor = 2;

export type LayerScores = {
  readonly shares: FirstShares;
  readonly habits: Habits;
  readonly pairs: CandidatePairs;
  readonly scores: PairScores;
  /** Pairs of shares within each window that were enumerated. */
  readonly pairsWithin: readonly number[];
  /** Objects that were capped at the largest window: object -> sharers within it. */
  readonly bursts: ReadonlyMap<number, number>;
};

/** Keeps pairs that meet more often than two accounts of their activity would (gravity model, field notes 6). */
function activityFilter(
  shares: FirstShares,
  windowsSeconds: readonly number[],
  pairsWithin: readonly number[],
): PairFilter {
  const half = (shares.count * shares.count) / 2;
  return (a, b, met, offset) => {
    const product =
      (shares.accountStart[a + 1] - shares.accountStart[a]) * (shares.accountStart[b + 1] - shares.accountStart[b]);
    for (let w = 0; w < windowsSeconds.length; w++) {
      const n = met[offset + w];
      if (n >= 2 && log10Tail(n, (product * pairsWithin[w]) / half) >= activityFloor) return true;
    }
    return false;
  };
}

/** Scores all candidate pairs of a layer. `cap` bounds the shares on each side that a share is compared with. */
export function scoreLayer(shares: FirstShares, windowsSeconds: readonly number[], cap: number): LayerScores {
  const pairsWithin: number[] = [];
  let range = reach(shares, 0, cap);
  for (const windowSeconds of windowsSeconds) {
    range = reach(shares, windowSeconds, cap);
    pairsWithin.push(range.pairs);
  }
  let together = 0;
  for (let o = 0; o < shares.objects; o++) {
    const n = shares.objectStart[o + 1] - shares.objectStart[o];
    together += (n * (n - 1)) / 2;
  }
  const pairs = candidatePairs(shares, range, windowsSeconds, 2, activityFilter(shares, windowsSeconds, pairsWithin));
  const habits = habitsOf(shares);
  const prior = pairsWithin.map((within) => Math.min(1, within / Math.max(1, together)));
  return {
    shares,
    habits,
    pairs,
    scores: scorePairs(shares, habits, pairs, windowsSeconds, prior),
    pairsWithin,
    bursts: range.bursts,
  };
}
