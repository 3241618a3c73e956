// What plausibility finds in a unit: the reason first, then how often the stated null gives such, what speaks against
// it, and what to do next. It says how figures behave, and nothing of causes. Browser-safe plain data.
import type { UnitState } from '../reconcile/states.ts';
import type { FixedCode } from './plausibility-pack.ts';

export const figureKinds = ['turnout', 'listShare', 'invalid', 'blank', 'mode', 'turnoutAndShare'] as const;
export type FigureKind = (typeof figureKinds)[number];

export const hitRules = [
  'zeroVotes',
  'noExplanation',
  'explanationSum',
  'invalidShare',
  'blankShare',
  'votersBallots',
  'listSum',
  'listDeviation',
  'switchedCandidates',
  'switchedLists',
  'switchedStations',
  'turnout',
  'listShare',
  'invalid',
  'blank',
  'mode',
  'turnoutAndShare',
  'arithmetic',
  'channels',
  'late',
] as const satisfies readonly (
  | FixedCode
  | FigureKind
  | 'switchedLists'
  | 'switchedStations'
  | 'arithmetic'
  | 'channels'
  | 'late'
)[];
export type HitRule = (typeof hitRules)[number];

/** The unit among its peers, as shares from 0 to 1: for a picture. */
export type Picture = {
  readonly seen: number;
  readonly expected: number;
  /** Within these a unit of this size would not be shown. */
  readonly low: number;
  readonly high: number;
  /** Rising; all peers, or evenly chosen among them. */
  readonly peers: readonly number[];
};

export type Hit = {
  readonly rule: HitRule;
  /** What was seen. */
  readonly reason: string;
  /** What its peers, or the rule, would have. */
  readonly expected: string;
  /** How many such the stated null would give; says "not calibrated" where it cannot say. */
  readonly ordinary: string;
  /** What speaks against it. */
  readonly against: readonly string[];
  /** What a person does next. */
  readonly next: string;
  /** Field ids, and `*votes/<list>[/<candidate>]` for votes over all modes. */
  readonly keys: readonly string[];
  /** The unit it looks exchanged with. */
  readonly otherUnit?: string;
  /** Robust deviations from its peers, signed. */
  readonly score?: number;
  /** Under the calibration; undefined where there is none. */
  readonly p?: number;
  /** Benjamini-Hochberg over all comparisons of its kind in the contest. */
  readonly q?: number;
  /** Beyond what the calibrating election holds: p is read off a fitted tail. */
  readonly extrapolated?: true;
  readonly picture?: Picture;
};

/** What is known of a unit in one contest; no counts where nothing has arrived. */
export type UnitInput = {
  readonly contest: string;
  readonly unit: string;
  readonly state: UnitState;
  readonly counts: Readonly<Record<string, number>> | undefined;
  /** Awaited though most of its peers have arrived. */
  readonly late: boolean;
  /** What its channels differ in, in words; empty where they do not. */
  readonly difference: string;
};

export type UnitHits = {
  readonly contest: string;
  readonly unit: string;
  readonly name: string;
  readonly area: string;
  /** The kind of special unit that it is known to be; empty where none. */
  readonly special: string;
  /** The most pressing first. */
  readonly hits: readonly Hit[];
};
