// Curves of edges at or above each score, in the stream and in decoys, on a log scale that says so, with the cut.
import { placeNames, type Place } from '../../../../src/detect/coordination/report/curve-labels.ts';
import { linear, logarithmic, tenth, ticks } from './scale.ts';

export type CalibrationPoint = { readonly score: number; readonly targets: number; readonly decoys: number };

export type CalibrationLayout = {
  readonly targets: string;
  readonly decoys: string;
  /** What is claimed: under the stream's curve, right of the cut. */
  readonly claim: string | undefined;
  readonly cutX: number | undefined;
  readonly atCut: { readonly targets: number; readonly decoys: number } | undefined;
  readonly powers: readonly { readonly value: number; readonly y: number }[];
  readonly scores: readonly { readonly value: number; readonly x: number }[];
  readonly names: { readonly targets: Place | undefined; readonly decoys: Place | undefined };
  readonly bottom: number;
};

export const calibrationMargins = { left: 56, right: 16, top: 44, bottom: 44 } as const;
const mostPoints = 400;
const letterWidth = 6.6;

/** `points` in any order; counts below one are drawn on the floor, "none". */
export function layoutCalibration(
  points: readonly CalibrationPoint[],
  cut: number | undefined,
  names: { readonly targets: string; readonly decoys: string },
  width: number,
  height: number,
): CalibrationLayout {
  const { left, right, top } = calibrationMargins;
  const bottom = height - calibrationMargins.bottom;
  const sorted = points.toSorted((a, b) => a.score - b.score);
  const shown = thin(sorted);
  const highest = shown.reduce((most, p) => Math.max(most, p.targets, p.decoys), 10);
  const from = shown[0]?.score ?? 0;
  const last = shown.findLast((p) => p.targets > 0 || p.decoys > 0)?.score ?? from;
  const to = Math.max(from + 1, last + 0.5, (cut ?? from) + 0.5);
  const x = linear(from, to, left, width - right);
  const y = logarithmic(0.5, highest * 1.3, bottom, top);
  const powers = Array.from({ length: Math.floor(Math.log10(highest * 1.3)) + 1 }, (_, i) => 10 ** i);
  const curveNames = placeNames(
    (['targets', 'decoys'] as const).map((series) => ({
      steps: shown.filter((p) => p[series] > 0).map((p) => ({ x: x(p.score), y: y(p[series]) })),
      width: names[series].length * letterWidth,
    })),
    { left, right: width - right, top, bottom },
  );
  return {
    targets: curve(shown, 'targets', x, y, bottom, to),
    decoys: curve(shown, 'decoys', x, y, bottom, to),
    claim: cut === undefined ? undefined : claimPath(shown, cut, x, y, bottom, to),
    cutX: cut === undefined ? undefined : x(cut),
    atCut: cut === undefined ? undefined : valueAt(sorted, cut),
    powers: powers.map((value) => ({ value, y: y(value) })),
    scores: ticks(from, to, Math.max(2, Math.floor(width / 110))).map((value) => ({ value, x: x(value) })),
    names: { targets: curveNames[0], decoys: curveNames[1] },
    bottom,
  };
}

function thin(points: readonly CalibrationPoint[]): readonly CalibrationPoint[] {
  if (points.length <= mostPoints) return points;
  return Array.from({ length: mostPoints }, (_, i) => points[Math.round((i * (points.length - 1)) / (mostPoints - 1))]);
}

/** Edges at or above the cut: of the first point that is not below it. */
function valueAt(sorted: readonly CalibrationPoint[], cut: number) {
  const point = sorted.find((p) => p.score >= cut - 1e-9);
  return point === undefined ? { targets: 0, decoys: 0 } : { targets: point.targets, decoys: point.decoys };
}

type Place1 = (value: number) => number;

function curve(
  points: readonly CalibrationPoint[],
  series: 'targets' | 'decoys',
  x: Place1,
  y: Place1,
  bottom: number,
  to: number,
): string {
  const kept = points.filter((p) => p[series] > 0);
  if (kept.length === 0) return '';
  const steps = kept.map((p, i) => (i === 0 ? `M${x(p.score)} ${y(p[series])}` : `H${x(p.score)}V${y(p[series])}`));
  const next = points[points.indexOf(kept[kept.length - 1]) + 1]?.score ?? to;
  return `${steps.join('')}H${x(Math.min(next, to))}V${tenth(bottom)}`;
}

function claimPath(
  points: readonly CalibrationPoint[],
  cut: number,
  x: Place1,
  y: Place1,
  bottom: number,
  to: number,
): string | undefined {
  const at = points.findLastIndex((p) => p.score <= cut);
  const right = points.slice(Math.max(0, at)).filter((p) => p.targets > 0);
  if (right.length === 0) return undefined;
  const next = points[points.indexOf(right[right.length - 1]) + 1]?.score ?? to;
  const steps = right.map((p) => `H${x(Math.max(cut, p.score))}V${y(p.targets)}`).join('');
  return `M${x(cut)} ${bottom}${steps}H${x(Math.min(next, to))}V${bottom}Z`;
}
