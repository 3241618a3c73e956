// A plausibility pack: which figures of one country are compared with peers, and which fixed thresholds hold there, each
// with its source. Thresholds do not travel: a pack is for one country's elections. Browser-safe plain data.
import type { FigureKind } from './hit.ts';
import type { Calibration } from './calibration.ts';

/** Figures that are added up: ids of fields, and "*votes" for the votes of all lists in all modes. */
export type Sum = readonly string[];
export const allVotes = '*votes';

/** A share that is compared with that of peers. */
export type ShareFigure = {
  readonly id: string;
  readonly kind: Exclude<FigureKind, 'listShare' | 'turnoutAndShare'>;
  /** As in "turnout": reads within a sentence. */
  readonly label: string;
  readonly part: Sum;
  readonly of: Sum;
  /** Units where nothing or all of it is so are left out: both are ordinary, such as sections without a machine. */
  readonly mixedOnly?: true;
};

/** A threshold that an authority set; `source` says which. */
export type FixedRule = { readonly code: FixedCode; readonly source: string } & (
  | { readonly kind: 'zero'; readonly ballots: Sum }
  | { readonly kind: 'positive'; readonly field: string }
  /** The votes of all options in a mode are the sum of these fields. */
  | { readonly kind: 'modeSum'; readonly mode: string; readonly fields: Sum }
  | {
      readonly kind: 'explanations';
      readonly ballots: Sum;
      readonly admitted: Sum;
      readonly more: Sum;
      readonly fewer: Sum;
    }
  | {
      readonly kind: 'share';
      readonly part: Sum;
      readonly of: Sum;
      readonly atLeast: readonly [numerator: number, denominator: number];
    }
  | {
      readonly kind: 'difference';
      readonly ballots: Sum;
      readonly admitted: Sum;
      readonly votes: number;
      readonly atLeast: readonly [numerator: number, denominator: number];
    }
  | { readonly kind: 'listPoints'; readonly points: number; readonly units: number }
  | { readonly kind: 'candidates'; readonly factor: number; readonly votes: number; readonly units: number }
);

export const fixedCodes = [
  'zeroVotes',
  'noExplanation',
  'explanationSum',
  'invalidShare',
  'blankShare',
  'votersBallots',
  'listSum',
  'listDeviation',
  'switchedCandidates',
] as const;
export type FixedCode = (typeof fixedCodes)[number];

/** A kind of unit that is known to differ from its neighbours: it speaks against a hit, and never hides it. */
export type SpecialUnit = {
  /** As in "a unit abroad". */
  readonly what: string;
  readonly areas?: readonly string[];
  /** Lower case; looked for within the unit's name. */
  readonly words?: readonly string[];
};

export type PlausibilityPack = {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  /** Undefined: by what the definition says that its fields mean (figures.ts). */
  readonly figures?: readonly ShareFigure[];
  readonly fixed: readonly FixedRule[];
  /** Peers an area needs; smaller areas are compared within the area above. */
  readonly leastPeers: number;
  /** Units with fewer ballots in a figure's base are not compared with peers. */
  readonly leastBallots: number;
  /** A list is compared where so many votes were counted or expected for it. */
  readonly leastVotes: number;
  /** With a calibration, what is at most so probable under it is shown. */
  readonly probability: number;
  /** Without one, what lies at least so many robust deviations from its peers. */
  readonly score: number;
  readonly special: readonly SpecialUnit[];
  /** Measured on past elections of the country; undefined where none was. */
  readonly calibration?: Calibration;
};
