// One calibrated cut over all windows and layers: the lowest score at which the same procedure on decoy streams gives
// at most the asked share of edges (target-decoy competition).
import type { CalibrationPoint } from '../result.ts';

/** Scores of edges found: on the stream, and on each decoy stream; and of all scored pairs, for comparison. */
export type ScoreLists = {
  readonly targets: readonly number[];
  readonly decoys: readonly (readonly number[])[];
  readonly allTargets: Float32Array;
  readonly allDecoys: readonly Float32Array[];
};

export type Claim = {
  readonly cut: number | undefined;
  /** (decoy edges at or above the cut + 1) / decoy streams. */
  readonly expectedFalse: number;
  /** Estimated share of false edges at or above a score; monotone. */
  readonly qOf: (score: number) => number;
};

/** How many of descending `sorted` are at least `score`. */
function atLeast(sorted: ArrayLike<number>, score: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] >= score) low = middle + 1;
    else high = middle;
  }
  return low;
}

const descending = (values: readonly number[]): readonly number[] => [...values].sort((x, y) => y - x);

/** The claim at `fdr` from the scores of edges on the stream and on its decoys. */
export function claimAt(targets: readonly number[], decoys: readonly (readonly number[])[], fdr: number): Claim {
  const found = descending(targets);
  const wrong = descending(decoys.flat());
  const expected = (score: number): number => (atLeast(wrong, score) + 1) / decoys.length;
  const q = new Array<number>(found.length);
  let least = 1;
  for (let i = found.length - 1; i >= 0; i--) {
    least = Math.min(least, expected(found[i]) / atLeast(found, found[i]));
    q[i] = least;
  }
  let cut: number | undefined;
  for (let i = 0; i < found.length && q[i] <= fdr; i++) cut = found[i];
  return {
    cut,
    expectedFalse: cut === undefined ? 0 : expected(cut),
    qOf: (score) => q[Math.max(0, atLeast(found, score) - 1)] ?? 1,
  };
}

/** How many of `scores` are at least 1, 1.5, 2, … */
function counts(scores: Float32Array, steps: number): Float64Array {
  const found = new Float64Array(steps);
  for (const score of scores) if (score >= 1) found[Math.min(steps - 1, Math.floor((score - 1) * 2))]++;
  for (let k = steps - 2; k >= 0; k--) found[k] += found[k + 1];
  return found;
}

/** Targets and decoys (mean of a stream) at or above each of a row of scores. */
export function calibrationCurve(lists: ScoreLists): readonly CalibrationPoint[] {
  const targets = descending(lists.targets);
  const decoys = descending(lists.decoys.flat());
  const streams = Math.max(1, lists.decoys.length);
  let most = 1;
  for (const scores of [lists.allTargets, ...lists.allDecoys]) for (const score of scores) most = Math.max(most, score);
  const steps = Math.ceil((most - 1) * 2) + 2;
  const all = counts(lists.allTargets, steps);
  const wrong = lists.allDecoys.map((scores) => counts(scores, steps));
  return Array.from({ length: steps }, (_, k) => ({
    score: 1 + k / 2,
    targets: atLeast(targets, 1 + k / 2),
    decoys: atLeast(decoys, 1 + k / 2) / streams,
    allTargets: all[k],
    allDecoys: wrong.reduce((sum, c) => sum + c[k], 0) / streams,
  }));
}
