// Where the bars of the lag histogram stand, and the band of what the nulls expect.
import { linear, tenth } from './scale.ts';

export type LagHistogramData = { readonly edges: readonly number[]; readonly counts: readonly number[] };
/** Pairs within the window under the null that explains least, and most. */
export type ExpectedRange = { readonly low: number; readonly high: number };

export type LagBar = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly from: number;
  readonly to: number;
  /** Undefined outside the window, or without calibration. */
  readonly band?: { readonly top: number; readonly height: number; readonly low: number; readonly high: number };
};

export type LagLayout = {
  readonly bars: readonly LagBar[];
  readonly bottom: number;
  readonly height: number;
  readonly windowX: number | undefined;
  readonly inside: number;
  readonly all: number;
};

export const lagMargins = { left: 8, right: 8, top: 34, bottom: 44 } as const;

/** Share of a bin that lies within the window. */
export function shareWithin(from: number, to: number, windowSeconds: number): number {
  if (!(to > from)) return from < windowSeconds ? 1 : 0;
  return Math.max(0, Math.min(to, windowSeconds) - from) / (to - from);
}

/** Bars of equal width, from zero. Expected pairs are spread evenly over the window, which is said beside the picture. */
export function layoutLags(
  { edges, counts }: LagHistogramData,
  windowSeconds: number,
  expected: ExpectedRange | undefined,
  width: number,
  height: number,
): LagLayout {
  const bottom = height - lagMargins.bottom;
  const bands = counts.map((_, i) => bandOf(edges[i], edges[i + 1], windowSeconds, expected));
  const most = Math.max(1, ...counts, ...bands.map((band) => band?.high ?? 0));
  const y = linear(0, most, bottom, lagMargins.top);
  const step = (width - lagMargins.left - lagMargins.right) / Math.max(1, counts.length);
  const bars = counts.map((count, i): LagBar => {
    const band = bands[i];
    return {
      x: tenth(lagMargins.left + i * step + 1),
      y: y(count),
      width: tenth(Math.max(1, step - 2)),
      height: tenth(bottom - y(count)),
      count,
      from: edges[i],
      to: edges[i + 1],
      ...(band && { band: { ...band, top: y(band.high), height: tenth(Math.max(1, y(band.low) - y(band.high))) } }),
    };
  });
  const within = counts.map((count, i) => count * shareWithin(edges[i], edges[i + 1], windowSeconds));
  return {
    bars,
    bottom,
    height,
    windowX: windowPlace(edges, windowSeconds, step),
    inside: Math.round(within.reduce((sum, n) => sum + n, 0)),
    all: counts.reduce((sum, n) => sum + n, 0),
  };
}

function bandOf(from: number, to: number, windowSeconds: number, expected: ExpectedRange | undefined) {
  if (expected === undefined || !(windowSeconds > 0)) return undefined;
  const share = (shareWithin(from, to, windowSeconds) * (to - from)) / windowSeconds;
  return share > 0 ? { low: expected.low * share, high: expected.high * share } : undefined;
}

/** Where the window ends, inside its bin in proportion. */
function windowPlace(edges: readonly number[], windowSeconds: number, step: number): number | undefined {
  const bin = edges.findIndex(
    (edge, i) => i + 1 < edges.length && windowSeconds > edge && windowSeconds <= edges[i + 1],
  );
  if (bin < 0) return undefined;
  const part = (windowSeconds - edges[bin]) / (edges[bin + 1] - edges[bin] || 1);
  return tenth(lagMargins.left + (bin + part) * step);
}
