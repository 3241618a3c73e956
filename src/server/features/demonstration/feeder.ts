// Feeds the demonstration's source: some days at once, then at the speed that people choose, never ahead of the clock.
import { setTimeout as delay } from 'node:timers/promises';
import { createEndlessPosts, type EndlessPosts } from '../../../generate/election/endless-posts.ts';
import type { StreamPosition } from './position.ts';
import type { Demonstration } from './schemas.ts';

export type Feed = {
  /** Resolves when the posts (JSON lines) are durable; rejects with a code where they are not taken. */
  readonly push: (body: Uint8Array) => Promise<unknown>;
  /** Detects over all that has come. */
  readonly detect: () => Promise<unknown>;
};

export type Feeder = {
  /** Begins to feed; until then nothing is pushed. */
  readonly begin: () => void;
  readonly setSpeed: (speed: number) => void;
  readonly state: () => Pick<Demonstration, 'speed' | 'state' | 'eventTime' | 'posts' | 'problem'>;
  readonly stop: () => Promise<void>;
};

export type FeederOptions = {
  readonly feed: Feed;
  readonly position: StreamPosition;
  readonly stream: { readonly seed: number; readonly posts: number; readonly days: number };
  /** Days that are there before the stream begins to flow. */
  readonly daysBefore: number;
  readonly speed: number;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** False where the space has as much as it may hold. */
  readonly hasRoom: () => boolean;
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
};

const daySeconds = 86_400;
const stepMilliseconds = 250;
/** Longest step of the clock that is believed: after a sleep the stream goes on where it was. */
const longestStepMilliseconds = 2000;
const mostPosts = 2000;
const retryMilliseconds = 1000;

export function createFeeder(options: FeederOptions): Feeder {
  const { feed, position, now } = options;
  const { startTime } = position.read();
  const head = startTime + options.daysBefore * daySeconds;
  let at = Math.max(position.read().at, startTime);
  let speed = options.speed;
  let posts = 0;
  let problem: string | undefined;
  let stopping = false;
  const ending = new AbortController();
  const sleep = async (milliseconds: number): Promise<void> =>
    delay(milliseconds, undefined, { signal: ending.signal }).catch(() => undefined);
  let noRoom = false;
  let source: EndlessPosts | undefined;
  let last = now();

  const stream = (): EndlessPosts =>
    (source ??= createEndlessPosts({ ...options.stream, startTime, from: at === startTime ? startTime : at + 0.0005 }));

  /** Pushes the posts up to `until`, some at most; the place is kept once they are durable. */
  const pushUntil = async (until: number): Promise<number> => {
    const lines: string[] = [];
    let reached = at;
    while (lines.length < mostPosts && stream().nextTime() <= until) {
      const { time, row } = stream().next();
      lines.push(JSON.stringify(row));
      reached = time;
    }
    const full = lines.length === mostPosts;
    if (lines.length > 0) await push(Buffer.from(`${lines.join('\n')}\n`));
    // A push that was given up is repeated at the next start.
    if (stopping) return 0;
    at = full ? reached : until;
    posts += lines.length;
    position.write({ startTime, at });
    return lines.length;
  };

  const push = async (body: Uint8Array): Promise<void> => {
    while (!stopping) {
      try {
        await feed.push(body);
        problem = undefined;
        return;
      } catch (error) {
        // The pipeline is busy or starts again: what was pushed twice is known by the lake.
        problem = error instanceof Error ? error.message : String(error);
        options.changed();
        await sleep(retryMilliseconds);
      }
    }
  };

  const step = async (): Promise<void> => {
    noRoom = !options.hasRoom();
    if (noRoom) {
      problem = 'The demonstration holds as much as it may: no more posts come. A new data folder begins it anew.';
      options.changed();
      return await sleep(retryMilliseconds);
    }
    if (at < head) {
      const count = await pushUntil(head);
      if (at >= head) await feed.detect();
      if (count > 0) options.changed();
      return;
    }
    await sleep(stepMilliseconds);
    const elapsed = Math.min(longestStepMilliseconds, Math.max(0, now() - last));
    last = now();
    const until = Math.min(at + (elapsed / 1000) * speed, now() / 1000);
    if (until > at && (await pushUntil(until)) > 0) options.changed();
  };

  const run = async (): Promise<void> => {
    while (!stopping) {
      try {
        await step();
      } catch (error) {
        options.failed(error);
        problem = error instanceof Error ? error.message : String(error);
        await sleep(retryMilliseconds);
      }
    }
  };
  let running: Promise<void> | undefined;

  const stateNow = (): Demonstration['state'] => {
    if (stopping || noRoom) return 'stopped';
    if (at < head) return 'preparing';
    if (speed === 0) return 'paused';
    return now() / 1000 - at < Math.max(2, speed) ? 'caught up' : 'streaming';
  };

  return {
    begin: () => {
      running ??= run();
    },
    setSpeed: (wanted) => {
      speed = wanted;
      options.changed();
    },
    state: () => ({
      speed,
      state: stateNow(),
      eventTime: at === startTime ? null : Math.round(at * 1000),
      posts,
      problem: problem ?? null,
    }),
    stop: async () => {
      stopping = true;
      ending.abort();
      await running;
    },
  };
}
