// The writer of the lake: appends batches so that what is acknowledged is durable, and each row is kept once.
import { join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import { checkBatch, type ColumnBatch, dayName, dayOfMicros, type KeyedBatch, pickRows, storedOf } from './batch.ts';
import { createDayKeys, type DayKeys } from './day-keys.ts';
import { openEngine, readKeys, type RowFilter } from './engine.ts';
import { diskFiles, type LakeFiles, makeDurableFolder, namedFailure } from './files.ts';
import { identityKeys } from './key-set.ts';
import { type EventKind, eventKinds } from './kinds.ts';
import { acquireLock } from './lock.ts';
import { settleRuns } from './interrupted.ts';
import { holdsLake } from './lake-place.ts';
import { lakeFolder, type Manifest, type Run, segmentPath, type StoredPurpose } from './manifest.ts';
import type { DayRows } from './pending.ts';
import { compactSegments, countRows, findRelated, removeRows, type Rewritten } from './rewrite.ts';
import { flushStore, logAhead, recoverStore, type Store } from './store.ts';
import { writeAheadFolder } from './write-ahead.ts';

export type Appended = {
  readonly added: number;
  readonly known: number;
  /** The rows that are new, durable by now, by day. */
  readonly fresh: readonly KeyedBatch[];
};

export type LakeWriter = {
  /** Resolves when the new rows are durable. `known` rows were there before, or earlier in this batch. */
  readonly append: (kind: EventKind, batch: ColumnBatch) => Promise<Appended>;
  /** Records an ingest run, or its progress, with the purpose it runs under. */
  readonly recordRun: (run: Run, purpose: StoredPurpose) => Promise<void>;
  /** Moves what was written ahead into segments. */
  readonly flush: () => Promise<void>;
  /** Merges the small segments of each day that has at least `least` (2). */
  readonly compact: (least?: number) => Promise<Rewritten>;
  /** Deletes rows by rewriting their segments. */
  readonly remove: (drop: RowFilter) => Promise<Rewritten>;
  /** Rows that `remove` would delete. */
  readonly count: (drop: RowFilter) => Promise<number>;
  /** Distinct texts of column `wanted` in rows whose `column` is one of `values`. */
  readonly related: (
    kind: EventKind,
    column: string,
    values: readonly string[],
    wanted: string,
  ) => Promise<readonly string[]>;
  readonly manifest: () => Manifest;
  /** What is durable in the write-ahead file and not yet in segments, and the runs as they stand. */
  readonly pending: () => {
    readonly days: readonly { readonly kind: string; readonly day: string; readonly rows: number }[];
    readonly runs: readonly Run[];
    readonly purposes: readonly StoredPurpose[];
  };
  /** Flushes, unless a write has failed before, and gives the lock back. */
  readonly close: () => Promise<void>;
};

export type WriterOptions = {
  readonly files?: LakeFiles;
  readonly kinds?: readonly EventKind[];
  /** Throws LAKE_MISSING, and makes nothing, where there is no lake. */
  readonly mustExist?: boolean;
  /** Rows after which pending rows become segments. */
  readonly flushRows?: number;
  /** Identities kept in memory, over the days in use. */
  readonly mostKeys?: number;
  /** Segments of a day from which on closing compacts it. */
  readonly compactAt?: number;
};

/** Bytes in the write-ahead file after which pending rows become segments, few rows or many. */
const flushBytes = 256 * 2 ** 20;

/** Opens the lake in `dataFolder` for writing: LAKE_LOCKED, LAKE_CORRUPT, DISK_FULL, LAKE_MISSING. Recovers from any crash. */
export async function openLakeWriter(dataFolder: string, options: WriterOptions = {}): Promise<LakeWriter> {
  const { files = diskFiles, kinds = eventKinds } = options;
  const root = lakeFolder(dataFolder);
  if (options.mustExist === true && !holdsLake(dataFolder, files)) {
    throw new PollwardenError('LAKE_MISSING', 'give the data folder of an ingest with --data', { file: dataFolder });
  }
  try {
    files.makeFolder(dataFolder);
    makeDurableFolder(files, root);
    makeDurableFolder(files, writeAheadFolder(root));
    const lock = acquireLock(files, join(root, 'lock'));
    try {
      const engine = await openEngine(join(root, 'scratch'));
      try {
        const store = await recoverStore(root, files, engine, kinds);
        await settleRuns(store);
        return writerOf(store, options, () => {
          engine.close();
          lock.release();
        });
      } catch (error) {
        engine.close();
        throw error;
      }
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    throw namedFailure(error, root);
  }
}

type Steps = {
  /** Runs one step at a time; after a failure every further step is refused with it. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  /** Waits for what is under way, then refuses further steps; answers whether none has failed. */
  readonly end: () => Promise<boolean>;
};

/** After a failed write the state on disk is known only to recovery: hence no further step. */
function createSteps(root: string): Steps {
  let failure: unknown;
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: async (work) => {
      const run = last.then(async () => {
        if (failure !== undefined) throw failure;
        try {
          return await work();
        } catch (error) {
          failure = namedFailure(error, root);
          throw failure;
        }
      });
      last = run.catch(() => undefined);
      return await run;
    },
    end: async () => {
      await last;
      const sound = failure === undefined;
      failure ??= new Error('the lake is closed');
      return sound;
    },
  };
}

function writerOf(store: Store, options: WriterOptions, release: () => void): LakeWriter {
  const { flushRows = 500_000, mostKeys = 8_000_000, compactAt = 8 } = options;
  const keys = createDayKeys(mostKeys);
  const { run, end } = createSteps(store.root);
  const append = async (kind: EventKind, batch: ColumnBatch): Promise<Appended> => {
    const appended = await appendRows(store, keys, kind, batch);
    const full = store.pending.rows >= flushRows || (store.writeAhead?.sizeBytes() ?? 0) >= flushBytes;
    if (full) await flushStore(store);
    return appended;
  };
  let closing: Promise<void> | undefined;
  return {
    append: async (kind, batch) => {
      checkBatch(kind, batch);
      return await run(async () => append(kind, batch));
    },
    recordRun: async (ingest, purpose) => run(async () => logAhead(store, { type: 'run', run: ingest, purpose })),
    flush: async () => run(async () => flushStore(store)),
    compact: async (least = 2) =>
      run(async () => {
        await flushStore(store);
        return await compactSegments(store, least);
      }),
    remove: async (drop) =>
      run(async () => {
        await flushStore(store);
        keys.clear();
        return await removeRows(store, drop);
      }),
    count: async (drop) =>
      run(async () => {
        await flushStore(store);
        return await countRows(store, drop);
      }),
    related: async (kind, column, values, wanted) =>
      run(async () => {
        await flushStore(store);
        return await findRelated(store, kind, column, values, wanted);
      }),
    manifest: () => store.manifest,
    pending: () => ({
      days: [...store.pending.days.values()].map(({ kind, day, batches }) => ({
        kind,
        day,
        rows: batches.reduce((sum, batch) => sum + batch.count, 0),
      })),
      runs: store.pending.runs,
      purposes: store.pending.purposes,
    }),
    close: async () => {
      closing ??= closeStore(store, end, compactAt, release);
      await closing;
    },
  };
}

async function closeStore(store: Store, end: Steps['end'], compactAt: number, release: () => void): Promise<void> {
  try {
    try {
      if (!(await end())) return;
      if (store.sequence > store.manifest.loggedThrough) await flushStore(store);
      await compactSegments(store, compactAt);
    } finally {
      store.writeAhead?.close();
      store.writeAhead = undefined;
      release();
    }
  } catch (error) {
    throw namedFailure(error, store.root);
  }
}

async function appendRows(store: Store, keys: DayKeys, kind: EventKind, batch: ColumnBatch): Promise<Appended> {
  if (!store.kinds.includes(kind)) throw new PollwardenError('LAKE_CORRUPT', `kind ${kind.name} is not of this lake`);
  const identities = identityKeys(kind, batch);
  const days: DayRows[] = [];
  let added = 0;
  for (const [day, rows] of rowsByDay(batch)) {
    const known = await keys.of(kind.name, day, async () => loadKeys(store, kind, day));
    const fresh = rows.filter((row) => known.add(identities, row * 4));
    if (fresh.length === 0) continue;
    added += fresh.length;
    const whole = fresh.length === batch.count;
    days.push({
      day,
      batch: whole
        ? { ...storedOf(kind, batch), keys: identities }
        : withKeys(pickRows(kind, batch, fresh), identities, fresh),
    });
  }
  // Should this fail, the writer is refused further use, and with it the identities added above.
  if (days.length > 0) logAhead(store, { type: 'rows', kind: kind.name, days });
  return { added, known: batch.count - added, fresh: days.map((day) => day.batch) };
}

function rowsByDay(batch: ColumnBatch): ReadonlyMap<string, readonly number[]> {
  const byNumber = new Map<number, number[]>();
  const times = batch.columns.time;
  for (let row = 0; row < batch.count; row++) {
    const day = dayOfMicros(Number(times[row]));
    const rows = byNumber.get(day);
    if (rows === undefined) byNumber.set(day, [row]);
    else rows.push(row);
  }
  return new Map([...byNumber].map(([day, rows]) => [dayName(day), rows]));
}

function withKeys(batch: ColumnBatch, identities: Uint32Array, rows: readonly number[]): KeyedBatch {
  const keys = new Uint32Array(rows.length * 4);
  rows.forEach((row, i) => keys.set(identities.subarray(row * 4, row * 4 + 4), i * 4));
  return { ...batch, keys };
}

async function loadKeys(store: Store, kind: EventKind, day: string): Promise<readonly Uint32Array[]> {
  const paths = store.manifest.segments
    .filter((segment) => segment.kind === kind.name && segment.day === day)
    .map((segment) => segmentPath(store.root, segment));
  const pending = store.pending.days.get(`${kind.name}/${day}`)?.batches ?? [];
  return [await readKeys(store.engine, paths), ...pending.map((batch) => batch.keys)];
}
