// How a source that is followed stands: what the worker tells, the console and the command line show.

export const sourceStates = ['starting', 'running', 'waiting', 'stopped', 'ended', 'failed'] as const;
/** "waiting": cut off, and trying again. "ended": the input or the purpose is over. "failed": not tried again. */
export type SourceState = (typeof sourceStates)[number];

/** A span of the stream that could not be had, with why. Times in milliseconds since 1970 UTC. */
export type LossWindow = { readonly from: number; readonly to: number; readonly reason: string };

export type SourceStatus = {
  readonly id: string;
  readonly state: SourceState;
  /** How far behind the source's own clock the last stored post is; undefined before the first. */
  readonly lagSeconds: number | undefined;
  readonly postsPerSecond: number;
  /** Since the start of the source. */
  readonly posts: number;
  readonly rowsAdded: number;
  readonly rowsKnown: number;
  readonly rejected: number;
  /** Posts that are no business of the purpose's scope: dropped before anything was stored. */
  readonly outOfScope: number;
  readonly reconnects: number;
  /** Time of the last stored post, milliseconds since 1970 UTC. */
  readonly cursorTime: number | undefined;
  /** The newest, at most mostLosses; all are in the file of the source's position. */
  readonly losses: readonly LossWindow[];
  readonly problem: string | undefined;
};

export const mostLosses = 20;
