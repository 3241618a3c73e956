// One source, followed: records to posts, the purpose's scope, the lake, then the position. What is said to be stored is
// durable, and a position never stands for more than what is.
import { PollwardenError } from '../../kernel/errors.ts';
import type { ShareBatch } from '../../lake/lake.ts';
import type { LakeWriter } from '../../lake/writer.ts';
import type { Post } from '../post.ts';
import { checkPurposeRuns, type Purpose } from '../purpose.ts';
import { createDailySession } from './daily-session.ts';
import type { Makers, SessionCounts } from '../session.ts';
import { type Connector, type FollowContext, mostRecords, type RawBatch, type RawRecord } from './connector.ts';
import { positionFile } from './position.ts';
import { cleanPostId } from '../pseudonym-ids.ts';
import { createRecordReader } from './post-reader.ts';
import { createScopeFilter } from './scope.ts';
import { visitStoredPosts } from './stored-posts.ts';
import type { LossWindow, SourceStatus } from './status.ts';
import { createTally } from './tally.ts';

export type FollowSource = {
  readonly id: string;
  readonly purpose: Purpose;
  readonly connector: Connector;
  /** False only for generated posts, which no person wrote. */
  readonly enforceScope: boolean;
};

export type FollowTools = Pick<FollowContext, 'now' | 'random' | 'allowPrivateAddresses'> & {
  readonly dataFolder: string;
  readonly writer: LakeWriter;
  readonly makers: Makers;
  /** Gives the rows that are new and durable, made when they are asked for. Resolves when more may come. */
  readonly onFresh: (fresh: () => readonly ShareBatch[]) => Promise<void>;
  /** Runs a step that no erasure may stand within. */
  readonly exclusive: <T>(step: () => Promise<T>) => Promise<T>;
};

/** Of what was read: posts within the scope, posts beyond it, records that are no posts; rows that are new, and rows that were there. */
export type Taken = {
  readonly posts: number;
  readonly outOfScope: number;
  readonly rejected: number;
  readonly rowsAdded: number;
  readonly rowsKnown: number;
};

export type Follower = {
  readonly id: string;
  readonly status: () => SourceStatus;
  /** Stores records that were sent to us, in slices, with no erasure between; durable when it resolves. */
  readonly take: (sent: { readonly records: Iterable<RawRecord> }) => Promise<Taken>;
  /** Ends it after the batch at hand. */
  readonly stop: () => Promise<void>;
  /** The run that goes on. */
  readonly run: () => string | undefined;
  readonly counts: () => SessionCounts | undefined;
  /** Resolves when it has ended, for whatever reason; the status tells. */
  readonly ended: Promise<void>;
};

const plus = (a: Taken, b: Taken): Taken => ({
  posts: a.posts + b.posts,
  outOfScope: a.outOfScope + b.outOfScope,
  rejected: a.rejected + b.rejected,
  rowsAdded: a.rowsAdded + b.rowsAdded,
  rowsKnown: a.rowsKnown + b.rowsKnown,
});

/** How often the end of the purpose is looked for: often, since clocks jump and a long timer would not notice. */
const watchMilliseconds = 1000;

/** Starts. Errors of the source are in its status; those of the lake reject `ended`. */
export function follow(source: FollowSource, tools: FollowTools): Follower {
  const { purpose, id } = source;
  const { now } = tools;
  const stopping = new AbortController();
  const position = positionFile(tools.dataFolder, id);
  const before = position.read();
  const tally = createTally(id, before, now);
  const session = createDailySession({ ...tools, purpose });
  const read = createRecordReader(id);
  const nameOf = (platform: string, post: string): string => cleanPostId(tools.makers.pseudonyms, platform, post);
  const scope = source.enforceScope ? createScopeFilter(purpose.scope, nameOf) : undefined;
  let place = before;
  let unsaved = false;

  const store = async (batch: RawBatch, mostKept?: number): Promise<Taken> => {
    checkPurposeRuns(purpose, id, now());
    const { posts, rejected } = read(batch.records);
    const wanted = scope === undefined ? posts : posts.filter(scope.has);
    const open = await session.at(now());
    open.reject(rejected, mostKept);
    const added = await open.add([{ source: open.sourceOf(id), file: id, posts: wanted }]);
    if (batch.resume !== undefined || unsaved) {
      place = { ...place, resume: batch.resume ?? place.resume, cursorTime: latest(wanted) ?? place.cursorTime };
      unsaved = false;
      position.write(place);
    }
    tally.stored({ read: posts.length, posts: wanted.length, rejected: rejected.length, ...added }, latest(posts));
    await tools.onFresh(added.fresh);
    const { rowsAdded, rowsKnown } = added;
    const outOfScope = posts.length - wanted.length;
    return { posts: wanted.length, outOfScope, rejected: rejected.length, rowsAdded, rowsKnown };
  };
  const takeBatch = async (batch: RawBatch): Promise<Taken> => tools.exclusive(async () => store(batch));
  const take: Follower['take'] = async ({ records }) =>
    tools.exclusive(async () => {
      let sum: Taken = { posts: 0, outOfScope: 0, rejected: 0, rowsAdded: 0, rowsKnown: 0 };
      for (const slice of slicesOf(records)) {
        const mostKept = Math.max(0, mostRejectedOfBody - sum.rejected);
        sum = plus(sum, await store({ records: slice, resume: undefined }, mostKept));
      }
      return sum;
    });

  const lost = (from: number, to: number, reason: string): void => {
    const window: LossWindow = { from: Math.round(from), to: Math.round(to), reason };
    place = { ...place, losses: [...place.losses, window] };
    unsaved = true;
    tally.lost(window);
  };
  const watch = setInterval(() => {
    if (purposeEnded(purpose, now())) stopping.abort();
  }, watchMilliseconds);

  const run = async (): Promise<void> => {
    const notes = { connected: tally.connected, waiting: tally.waiting, lost };
    const context = { ...tools, resume: before.resume, notes, signal: stopping.signal };
    try {
      const newest = before.cursorTime ?? now();
      if (scope !== undefined) {
        await tools.exclusive(async () => visitStoredPosts(tools.dataFolder, newest, scope.knows));
      }
      await drain(source.connector(context), takeBatch);
      if (unsaved) position.write(place);
      await tools.exclusive(session.finish);
      tally.ended(purposeEnded(purpose, now()) ? 'ended' : stopping.signal.aborted ? 'stopped' : 'ended');
    } catch (error) {
      await tools.exclusive(session.interrupt);
      tally.failed(error);
      if (!(error instanceof PollwardenError) || lakeCodes.has(error.code)) throw error;
    } finally {
      clearInterval(watch);
    }
  };
  const ended = run();
  ended.catch(() => undefined);
  return {
    id,
    status: tally.status,
    take,
    run: session.run,
    counts: session.counts,
    ended,
    stop: async () => {
      stopping.abort();
      await ended.catch(() => undefined);
    },
  };
}

/** Rejected rows of one body that are kept to be looked at; more are counted only. */
const mostRejectedOfBody = 1000;

function* slicesOf(records: Iterable<RawRecord>): Generator<readonly RawRecord[]> {
  let slice: RawRecord[] = [];
  for (const record of records) {
    slice.push(record);
    if (slice.length < mostRecords) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

/** After these the writer takes nothing any more: the whole pipeline has to be opened again. */
const lakeCodes: ReadonlySet<string> = new Set(['LAKE_CORRUPT', 'LAKE_LOCKED', 'DISK_FULL']);

/** Reads one batch ahead, so that the source works while the lake does. */
async function drain(batches: AsyncGenerator<RawBatch>, take: (batch: RawBatch) => Promise<unknown>): Promise<void> {
  let next = batches.next();
  try {
    for (let one = await next; one.done !== true; one = await next) {
      next = batches.next();
      // It is awaited above; should `take` fail first, nobody would hear of it.
      next.catch(() => undefined);
      await take(one.value);
    }
  } catch (error) {
    void batches.return(undefined).catch(() => undefined);
    throw error;
  }
}

const latest = (posts: readonly Post[]): number | undefined => {
  let found = -1;
  for (const { timeMicros } of posts) if (timeMicros > found) found = timeMicros;
  return found < 0 ? undefined : found / 1000;
};

export function purposeEnded(purpose: Purpose, now: number): boolean {
  try {
    checkPurposeRuns(purpose, '', now);
    return false;
  } catch {
    return true;
  }
}
