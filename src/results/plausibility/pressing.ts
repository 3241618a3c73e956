// The order in which units are looked at: by what was found, never by a number that a page would show as a verdict.
import type { Hit, HitRule, UnitHits } from './hit.ts';

const weights: Readonly<Record<HitRule, number>> = {
  zeroVotes: 7,
  noExplanation: 2.5,
  explanationSum: 2.5,
  invalidShare: 2,
  blankShare: 2,
  votersBallots: 4.5,
  listSum: 5,
  listDeviation: 3,
  switchedCandidates: 6,
  switchedLists: 8,
  switchedStations: 8,
  turnout: 0,
  listShare: 0,
  invalid: 0,
  blank: 0,
  mode: 0,
  turnoutAndShare: 1,
  arithmetic: 5,
  channels: 4,
  late: 1,
};

/** Peers by how rare they are under the calibration, or how far out without one. */
export function weightOf({ rule, p, score }: Hit): number {
  const rare = p === undefined ? Math.min(7, Math.abs(score ?? 0) / 2) : Math.min(7, -Math.log10(Math.max(p, 1e-12)));
  return weights[rule] + (rule === 'switchedLists' ? 0 : score === undefined ? 0 : rare);
}

const together = (hits: readonly Hit[]): number => {
  const [first = 0, ...rest] = hits.map(weightOf).toSorted((a, b) => b - a);
  return first + Math.min(2, 0.2 * rest.length);
};

/** Units and the hits of each, the most pressing first; equals by contest and unit. */
export function pressing(units: readonly UnitHits[]): readonly UnitHits[] {
  return units
    .map((one) => ({ one, weight: together(one.hits) }))
    .toSorted(
      (a, b) =>
        b.weight - a.weight ||
        (a.one.contest < b.one.contest ? -1 : a.one.contest > b.one.contest ? 1 : a.one.unit < b.one.unit ? -1 : 1),
    )
    .map(({ one }) => ({ ...one, hits: one.hits.toSorted((a, b) => weightOf(b) - weightOf(a)) }));
}
