// The live pipeline of a space: sources, one writer of the lake, the detection. Runs in a worker thread or in the process
// of a command. The lake is open for writing only while a source runs or rows are erased.
import type { StreamUpdate } from '../detect/coordination/stream/update.ts';
import { connectorOf } from '../ingest/follow/connect.ts';
import { follow, type Follower, type Taken } from '../ingest/follow/follow.ts';
import { recordsOfBody } from '../ingest/follow/lines.ts';
import { positionFile } from '../ingest/follow/position.ts';
import { createBackoff } from '../ingest/follow/web/backoff.ts';
import type { SourceStatus } from '../ingest/follow/status.ts';
import {
  type Erased,
  eraseAccountIn,
  eraseBeforeIn,
  type ErasePreview,
  previewAccount,
  previewBefore,
} from '../ingest/pseudonym-erase.ts';
import { checkPurposeRuns } from '../ingest/purpose.ts';
import type { SessionCounts } from '../ingest/session.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { type Expired, expireRowsIn } from '../lake/expire.ts';
import { holdsLake } from '../lake/lake-place.ts';
import type { Run } from '../lake/manifest.ts';
import type { WriterOptions } from '../lake/writer.ts';
import type { EraseRequest, LakePending, LiveSettings, LiveSource, LiveStatus } from './contract.ts';
import { createDetecting } from './detecting.ts';
import { createDetectingThread } from './detecting-thread.ts';
import { createGate } from './gate.ts';
import { createLakeHolder, type OpenLake } from './lake-holder.ts';

export type Pipeline = {
  /** PURPOSE_ENDED, LAKE_LOCKED, USAGE, CONFLICT when it runs. */
  readonly start: (source: LiveSource) => Promise<void>;
  readonly stop: (source: string) => Promise<void>;
  readonly forget: (source: string) => Promise<void>;
  /** SOURCE_BUSY when too much waits; NOT_FOUND when the source does not run. */
  readonly push: (source: string, body: Uint8Array) => Promise<Taken>;
  readonly preview: (request: EraseRequest) => Promise<ErasePreview>;
  readonly erase: (request: EraseRequest) => Promise<Erased>;
  readonly expire: () => Promise<Expired>;
  readonly pending: () => LakePending | undefined;
  readonly detect: () => Promise<void>;
  readonly status: () => LiveStatus;
  /** Resolves when the source has ended; rejects with what the lake says. */
  readonly ended: (source: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type PipelineTools = {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly onUpdate: (update: StreamUpdate) => Promise<void>;
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly writer?: WriterOptions;
};

/** What the run's record says, or what its session has counted since. */
const withCounts = (run: Run, counts: SessionCounts | undefined): Run =>
  counts === undefined
    ? run
    : { ...run, rowsAdded: counts.rowsAdded, rowsKnown: counts.rowsKnown, rowsRejected: counts.rejected };

/** Bodies of one source that may wait for the lake. */
const mostWaiting = 8;
const tickMilliseconds = 500;
/** After this long without a crash of the detection the next one is waited for as little as the first. */
const calmMilliseconds = 600_000;

export function openPipeline(settings: LiveSettings, tools: PipelineTools): Pipeline {
  const { dataFolder } = settings;
  const { now } = tools;
  const detecting =
    settings.detectionModule === undefined
      ? createDetecting({ dataFolder, detection: undefined, onUpdate: tools.onUpdate, now })
      : createDetectingThread({ settings, onUpdate: tools.onUpdate, now, onGone: () => detectAgain() });
  const followers = new Map<string, Follower>();
  const gone = new Map<string, SourceStatus>();
  const waiting = new Map<string, number>();
  const gate = createGate();
  const lake = createLakeHolder(dataFolder, tools.writer);
  const timer = setInterval(() => detecting.tick(), tickMilliseconds);
  const compacting = setInterval(() => void gate.run(lake.tidy).catch(() => undefined), 60_000);
  compacting.unref();

  const begin = (source: LiveSource, held: OpenLake): void => {
    const connector = connectorOf(source.target, tools.stdin);
    gone.delete(source.id);
    const one = follow(
      { ...source, connector },
      {
        ...settings,
        ...tools,
        ...held,
        exclusive: gate.run,
        onFresh: detecting.add,
      },
    );
    followers.set(source.id, one);
    const end = async (): Promise<void> => {
      gone.set(source.id, one.status());
      followers.delete(source.id);
      await gate.run(lake.release).catch(() => undefined);
    };
    void one.ended.then(end, end);
  };

  const withLake = async <T>(work: (held: OpenLake) => Promise<T>): Promise<T> =>
    gate.run(async () => {
      if (lake.current() === undefined && !holdsLake(dataFolder)) {
        throw new PollwardenError('LAKE_MISSING', 'nothing was ingested yet');
      }
      const held = await lake.take();
      try {
        return await work(held);
      } finally {
        await lake.release();
      }
    });

  const backoff = createBackoff(tools.random, 250, 30_000);
  let again: NodeJS.Timeout | undefined;
  let lastGone = 0;
  /** The detection has died: it is built from the lake again, while nothing is stored. */
  const detectAgain = (): void => {
    if (now() - lastGone > calmMilliseconds) backoff.reset();
    lastGone = now();
    const rebuild = async (): Promise<void> => (followers.size > 0 ? await detecting.rebuild() : undefined);
    again = setTimeout(() => void gate.run(rebuild), backoff.next());
  };

  let closing = false;
  const refuseWhenClosing = (): void => {
    if (closing) throw new PollwardenError('LIVE_ENDED', 'the server is stopping');
  };

  const afterRemoval = async (): Promise<void> => {
    if (followers.size > 0) await detecting.rebuild();
    else detecting.clear();
  };

  return {
    start: async (source) => {
      checkPurposeRuns(source.purpose, source.id, now());
      connectorOf(source.target, tools.stdin);
      if (followers.has(source.id)) throw new PollwardenError('CONFLICT', 'the source runs');
      await gate.run(async () => {
        const closed = lake.current() === undefined;
        refuseWhenClosing();
        const held = await lake.take();
        // While it was closed, others may have written to it.
        if (closed) await detecting.rebuild();
        // It would run on when all others have ended.
        refuseWhenClosing();
        begin(source, held);
      });
    },
    stop: async (id) => {
      const one = followers.get(id);
      await one?.stop();
    },
    forget: async (id) => {
      await followers.get(id)?.stop();
      gone.delete(id);
      positionFile(dataFolder, id).remove();
    },
    push: async (id, body) => {
      const one = followers.get(id);
      if (one === undefined) throw new PollwardenError('NOT_FOUND', 'the source does not run');
      const count = waiting.get(id) ?? 0;
      if (count >= mostWaiting) throw new PollwardenError('SOURCE_BUSY', `${count} bodies wait`);
      waiting.set(id, count + 1);
      try {
        return await one.take({ records: recordsOfBody(body) });
      } finally {
        waiting.set(id, (waiting.get(id) ?? 1) - 1);
      }
    },
    preview: async (request) =>
      withLake(async ({ writer }) =>
        'before' in request
          ? previewBefore(writer, request.before)
          : previewAccount(writer, dataFolder, request.account, request.platform),
      ),
    erase: async (request) =>
      withLake(async ({ writer }) => {
        const erased =
          'before' in request
            ? await eraseBeforeIn(writer, dataFolder, request.before)
            : await eraseAccountIn(writer, dataFolder, request.account, request.platform);
        await afterRemoval();
        return erased;
      }),
    expire: async () =>
      withLake(async ({ writer }) => {
        const living = [...followers.values()].map((one) => one.run()).filter((run) => run !== undefined);
        const expired = await expireRowsIn(writer, dataFolder, now(), {}, living);
        if (expired.rowsRemoved > 0) await afterRemoval();
        return expired;
      }),
    pending: () => {
      const held = lake.current();
      if (held === undefined) return undefined;
      const counted = new Map([...followers.values()].map((one) => [one.run(), one.counts()]));
      const { days, runs, purposes } = held.writer.pending();
      const living = [...counted.keys()].filter((run) => run !== undefined);
      return { days, runs: runs.map((run) => withCounts(run, counted.get(run.id))), purposes, living };
    },
    detect: detecting.detectNow,
    status: () => ({
      sources: [...[...followers.values()].map((one) => one.status()), ...gone.values()],
      detection: detecting.status(),
    }),
    ended: async (id) => followers.get(id)?.ended,
    close: async () => {
      closing = true;
      clearInterval(timer);
      clearInterval(compacting);
      clearTimeout(again);
      await Promise.all([...followers.values()].map(async (one) => one.stop()));
      await gate.run(lake.close);
      await detecting.close();
    },
  };
}
