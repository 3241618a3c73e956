// Calibration: how large scores were in an election that the null model did not make. Probabilities are read off its
// tail; beyond it they follow a fitted power law, at most one decade further. Browser-safe.
import type { FigureKind } from './hit.ts';

/** Shares of comparisons whose absolute score was at least the knot of the same place. */
export const tailPoints = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001] as const;

export type Tail = {
  /** Comparisons it was measured on. */
  readonly n: number;
  /** Rising, one for each of tailPoints that `n` can tell (n times the point is at least 5). */
  readonly knots: readonly number[];
};

export type Calibration = {
  /** The election, in words: what was counted, and where. */
  readonly on: string;
  /** Of a calibration that ships: the ISO days of polling it was measured on, so that it says when it meets itself. */
  readonly days: readonly string[];
  readonly tails: { readonly [K in FigureKind]?: Tail };
};

export const leastComparisons = 200;

/** Undefined with fewer than 200 scores: they tell nothing of a tail. */
export function tailOf(scores: readonly number[]): Tail | undefined {
  const n = scores.length;
  if (n < leastComparisons) return undefined;
  const falling = Float64Array.from(scores, Math.abs).sort().toReversed();
  const points = tailPoints.filter((point) => point * n >= 5);
  const knots = points.map((point) => Math.round(falling[Math.ceil(point * n) - 1] * 100) / 100);
  return { n, knots };
}

export type Probability = { readonly p: number; readonly extrapolated: boolean };

/** How often a score at least so far from 0 was seen in the calibrating election. */
export function probabilityOf({ n, knots }: Tail, score: number): Probability {
  const size = Math.abs(score);
  const last = knots.length - 1;
  if (last < 0 || !(size > 0)) return { p: 1, extrapolated: false };
  if (size <= knots[0])
    return { p: 1 - (1 - tailPoints[0]) * (knots[0] > 0 ? size / knots[0] : 1), extrapolated: false };
  const at = knots.findIndex((knot) => knot >= size);
  if (at > 0) {
    const [low, high] = [knots[at - 1], knots[at]];
    const part = high > low ? (size - low) / (high - low) : 1;
    const [from, to] = [Math.log(tailPoints[at - 1]), Math.log(tailPoints[at])];
    return { p: Math.exp(from + part * (to - from)), extrapolated: false };
  }
  const least = tailPoints[last];
  return { p: Math.max(least * (size / knots[last]) ** -slopeOf(knots), 0.1 / n), extrapolated: true };
}

/** Of the power law through the last knot and the one a decade before it; never steeper than 8. */
function slopeOf(knots: readonly number[]): number {
  const last = knots.length - 1;
  const before = Math.max(0, last - 3);
  const rise = Math.log(Math.max(knots[last], 1e-9) / Math.max(knots[before], 1e-9));
  if (!(rise > 0)) return 8;
  return Math.min(8, Math.log(tailPoints[before] / tailPoints[last]) / rise);
}
