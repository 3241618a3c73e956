// Which comparisons with peers are shown: by the calibration where there is one, otherwise by a bar on the score that is
// called "not calibrated". Browser-safe.
import { type Calibration, probabilityOf, type Tail, tailPoints } from './calibration.ts';
import type { Comparison } from './compare-peers.ts';
import { type FigureKind, figureKinds, type Picture } from './hit.ts';
import type { PlausibilityPack } from './plausibility-pack.ts';
import { qValues } from './q-values.ts';
import { type Residual, shareAt } from './residuals.ts';

export type ShownComparison = {
  readonly comparison: Comparison;
  readonly p: number | undefined;
  readonly q: number | undefined;
  readonly extrapolated: boolean;
  readonly picture: Picture;
};

export type ShownKind = {
  readonly kind: FigureKind;
  readonly tests: number;
  /** That the calibrating election would show; undefined where it says nothing of this kind. */
  readonly expected: number | undefined;
  readonly shown: readonly ShownComparison[];
};
export type Shown = { readonly kinds: readonly ShownKind[] };

export function peersShown(comparisons: readonly Comparison[], pack: PlausibilityPack): Shown {
  const kinds = figureKinds.flatMap((kind): readonly ShownKind[] => {
    const own = comparisons.filter((one) => one.kind === kind);
    return own.length === 0 ? [] : [shownOfKind(kind, own, pack)];
  });
  return { kinds };
}

function shownOfKind(kind: FigureKind, own: readonly Comparison[], pack: PlausibilityPack): ShownKind {
  const tail = tailFor(pack.calibration, kind);
  const tests = own.length;
  if (tail === undefined) {
    const shown = own
      .filter(({ score }) => Math.abs(score) >= pack.score)
      .map((comparison) => shownOf(comparison, pack.score));
    return { kind, tests, expected: undefined, shown };
  }
  const probabilities = own.map(({ score }) => probabilityOf(tail, score));
  const q = qValues(probabilities.map(({ p }) => p));
  const bar = barOf(tail, pack.probability);
  const shown = own.flatMap((comparison, i) => {
    const { p, extrapolated } = probabilities[i];
    if (p > pack.probability) return [];
    return [{ ...shownOf(comparison, bar), p, q: q[i], extrapolated }];
  });
  return { kind, tests, expected: tests * pack.probability, shown };
}

const tailFor = (calibration: Calibration | undefined, kind: FigureKind): Tail | undefined => calibration?.tails[kind];

/** The score from which p is at most `probability`: the knot of that point, or the last. */
function barOf({ knots }: Tail, probability: number): number {
  const at = tailPoints.findIndex((point) => point <= probability);
  return knots[at < 0 || at >= knots.length ? knots.length - 1 : at];
}

const shownOf = (comparison: Comparison, bar: number): ShownComparison => ({
  comparison,
  p: undefined,
  q: undefined,
  extrapolated: false,
  picture: pictureOf(comparison.residual, bar),
});

const fine = (share: number): number => Math.round(share * 10_000) / 10_000;

function pictureOf(residual: Residual, bar: number): Picture {
  const { share, centre, spread, score } = residual;
  // The noise that the score was divided by, read back from it.
  const odds = Math.log((Math.min(share.part, share.of) + 0.5) / (share.of - Math.min(share.part, share.of) + 0.5));
  const width = score === 0 ? Math.sqrt(spread) : Math.abs((odds - centre) / score);
  return {
    seen: fine(Math.min(1, share.part / share.of)),
    expected: fine(shareAt(centre)),
    low: fine(shareAt(centre - bar * width)),
    high: fine(shareAt(centre + bar * width)),
    peers: othersOf(residual),
  };
}

const mostPeers = 80;

/** Of the peers, the unit itself left out; at most 80 of them, evenly chosen. */
function othersOf({ shares, share }: Residual): readonly number[] {
  const own = shares.indexOf(share.part / share.of);
  return thinned(Array.from(shares).filter((_, i) => i !== own)).map((one) => fine(Math.min(1, one)));
}

const thinned = (sorted: readonly number[]): readonly number[] =>
  sorted.length <= mostPeers
    ? sorted
    : Array.from({ length: mostPeers }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (mostPeers - 1))]);
