// A conflict between returns of one unit, as a finding takes it: plain data, so that findings need nothing of the results.

export const conflictDetector = 'returns-conflict';
export const conflictVersion = '1';

/** What the rule of severity uses; part of the finding's id. */
export const conflictParameters = {
  /** Votes up to which hand counts of one pile differ every day: a notice. */
  slightVotes: 2,
  /** Share of the unit's votes from which a difference is severe. */
  severeShare: 0.1,
} as const;

export type ConflictFigure = {
  readonly key: string;
  readonly label: string;
  /** By channel; null where it does not say. */
  readonly values: Readonly<Record<string, number | null>>;
};

/** Times in milliseconds since 1970 UTC. */
export type ReturnsConflict = {
  readonly election: string;
  readonly electionName: string;
  readonly contest: string;
  readonly contestName: string;
  readonly unit: string;
  readonly unitName: string;
  /** Names the returns that are in conflict: channel and hash of each, in one order. */
  readonly heads: string;
  readonly kind: string;
  readonly sentence: string;
  readonly votesDiffering: number;
  /** The most votes that a channel says the unit has. */
  readonly votes: number;
  readonly channels: readonly { readonly channel: string; readonly hash: string }[];
  readonly figures: readonly ConflictFigure[];
  /** Arithmetic checks that a return breaks: what it says of itself. */
  readonly checks: readonly { readonly hash: string; readonly code: string; readonly label: string }[];
  readonly firstAt: number;
  readonly lastAt: number;
};

/** How it ended: the unit's state now, and the ground where a person decided. */
export type ConflictEnd = { readonly state: string; readonly by: string; readonly ground: string };
