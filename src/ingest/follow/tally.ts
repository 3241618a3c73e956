// The numbers of a source that is followed, and the state they are told with.
import { PollwardenError } from '../../kernel/errors.ts';
import type { Position } from './position.ts';
import { type LossWindow, mostLosses, type SourceState, type SourceStatus } from './status.ts';

export type StoredCounts = {
  /** Posts read, and those of them within the scope. */
  readonly read: number;
  readonly posts: number;
  readonly rejected: number;
  readonly rowsAdded: number;
  readonly rowsKnown: number;
};

/** Posts a second are of the last so many milliseconds. */
const rateMilliseconds = 5000;

export function createTally(id: string, before: Position, now: () => number) {
  let state: SourceState = 'starting';
  let problem: string | undefined;
  let wasConnected = false;
  let reconnects = 0;
  let lagSeconds: number | undefined;
  let { cursorTime } = before;
  let losses = before.losses;
  const counts = { posts: 0, rowsAdded: 0, rowsKnown: 0, rejected: 0, outOfScope: 0 };
  const recent: { readonly at: number; readonly posts: number }[] = [];
  const postsPerSecond = (): number => {
    const at = performance.now();
    while (recent.length > 0 && recent[0].at < at - rateMilliseconds) recent.shift();
    const since = Math.min(rateMilliseconds, Math.max(1000, at - (recent[0]?.at ?? at)));
    return (recent.reduce((sum, { posts }) => sum + posts, 0) * 1000) / since;
  };
  return {
    connected: (): void => {
      if (state === 'waiting' && wasConnected) reconnects++;
      wasConnected = true;
      [state, problem] = ['running', undefined];
    },
    waiting: (why: string): void => {
      [state, problem] = ['waiting', why.slice(0, 300)];
    },
    lost: (window: LossWindow): void => {
      losses = [...losses, window].slice(-mostLosses);
    },
    /** `newest` in milliseconds since 1970 UTC. */
    stored: (one: StoredCounts, newest: number | undefined): void => {
      counts.posts += one.posts;
      counts.rowsAdded += one.rowsAdded;
      counts.rowsKnown += one.rowsKnown;
      counts.rejected += one.rejected;
      counts.outOfScope += one.read - one.posts;
      recent.push({ at: performance.now(), posts: one.read });
      if (newest === undefined) return;
      cursorTime = newest;
      lagSeconds = Math.max(0, (now() - newest) / 1000);
    },
    ended: (how: 'ended' | 'stopped'): void => {
      [state, problem] = [how, undefined];
    },
    failed: (error: unknown): void => {
      const over = error instanceof PollwardenError && error.code === 'PURPOSE_ENDED';
      state = over ? 'ended' : 'failed';
      problem = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    },
    status: (): SourceStatus => ({
      id,
      state,
      lagSeconds,
      postsPerSecond: postsPerSecond(),
      ...counts,
      reconnects,
      cursorTime,
      losses,
      problem,
    }),
  };
}
