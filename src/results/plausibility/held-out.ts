// A calibration made of one election, and what it says of comparisons that it has not seen: other areas, or another day.
// Browser-safe.
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import { type Calibration, leastComparisons, probabilityOf, type Tail, tailOf } from './calibration.ts';
import { compareWithPeers } from './compare-peers.ts';
import { prepare } from './figures.ts';
import { type FigureKind, figureKinds, type UnitInput } from './hit.ts';
import type { PlausibilityPack } from './plausibility-pack.ts';
import { areaPaths } from './residuals.ts';

export type Score = { readonly kind: FigureKind; readonly area: string; readonly score: number };
export type NamedScores = { readonly name: string; readonly scores: readonly Score[] };

/** Of every comparison that the pack makes in a contest. */
export function scoresOf(
  definition: Definition,
  contest: Contest,
  inputs: readonly UnitInput[],
  pack: PlausibilityPack,
): readonly Score[] {
  const units = prepare(definition, contest, inputs);
  const { comparisons } = compareWithPeers(definition, contest, units, pack, areaPaths(definition.areas));
  return comparisons.map(({ kind, unit, score }) => ({ kind, area: units[unit].area, score }));
}

const ofKind = (scores: readonly Score[], kind: FigureKind): readonly number[] =>
  scores.filter((one) => one.kind === kind).map(({ score }) => score);

/** Kinds with fewer than 200 comparisons are left out. */
export function tailsOf(scores: readonly Score[]): Calibration['tails'] {
  const tails: Partial<Record<FigureKind, Tail>> = {};
  for (const kind of figureKinds) {
    const tail = tailOf(ofKind(scores, kind));
    if (tail !== undefined) tails[kind] = tail;
  }
  return tails;
}

export const heldOutLevels = [0.05, 0.01, 0.001] as const;

export type HeldOutRate = {
  readonly kind: FigureKind;
  readonly calibrated: string;
  readonly tested: string;
  readonly comparisons: number;
  /** How many of the tested comparisons are at most so probable. */
  readonly at: readonly { readonly p: number; readonly seen: number }[];
};

/** How often comparisons of one set are called improbable under the calibration of another. */
export function heldOutRates(calibrating: NamedScores, testing: NamedScores): readonly HeldOutRate[] {
  const tails = tailsOf(calibrating.scores);
  return figureKinds.flatMap((kind): readonly HeldOutRate[] => {
    const tail = tails[kind];
    const scores = ofKind(testing.scores, kind);
    if (tail === undefined || scores.length < leastComparisons) return [];
    const all = scores.map((score) => probabilityOf(tail, score).p);
    const at = heldOutLevels.map((p) => ({ p, seen: all.filter((one) => one <= p).length }));
    return [{ kind, calibrated: calibrating.name, tested: testing.name, comparisons: all.length, at }];
  });
}

/** Two halves of the areas, by their ids: what one half calibrates is tested on the other. */
export function halvesOf({ name, scores }: NamedScores): readonly [NamedScores, NamedScores] {
  const areas = [...new Set(scores.map(({ area }) => area))].toSorted();
  const even = new Set(areas.filter((_, i) => i % 2 === 0));
  return [
    { name: `half of ${name}`, scores: scores.filter(({ area }) => even.has(area)) },
    { name: `the other half of ${name}`, scores: scores.filter(({ area }) => !even.has(area)) },
  ];
}
