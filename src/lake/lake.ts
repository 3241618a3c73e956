// Reading the lake: shares in columns, day by day, also while a writer works.
import { join } from 'node:path';
import { listValue } from '@duckdb/node-api';
import { PollwardenError } from '../kernel/errors.ts';
import { type ColumnBatch, dayName, dayOfMicros, type KeyedBatch } from './batch.ts';
import { type Engine, openEngine, pathList } from './engine.ts';
import { diskFiles, errnoOf, type LakeFiles } from './files.ts';
import { lakeFolder, type Manifest, segmentPath } from './manifest.ts';
import { type Snapshot, takeSnapshot, unchanged } from './snapshot.ts';
import { checkSegments } from './store.ts';

export type ShareFilter = {
  /** Microseconds since 1970 UTC, inclusive. */
  readonly from?: number;
  /** Microseconds since 1970 UTC, exclusive. */
  readonly to?: number;
  readonly layers?: readonly string[];
};

/** Rows in columns, all of length `count`; one day at most, sorted by time within what is in segments. */
export type ShareBatch = {
  readonly count: number;
  readonly timeMicros: Float64Array;
  readonly platform: readonly string[];
  readonly post: readonly string[];
  readonly account: readonly string[];
  readonly layer: readonly string[];
  readonly object: readonly string[];
  /** Layer "text" only: keyed 32-bit hashes, ascending. */
  readonly shingles: readonly (Uint32Array | undefined)[];
};

export type Lake = {
  /** Batches by ascending day. LAKE_CORRUPT where a segment is damaged. */
  readonly readShares: (filter?: ShareFilter) => AsyncGenerator<ShareBatch>;
  /** What the lake holds now: segments, runs and purposes, with rows that are only in the write-ahead file. */
  readonly snapshot: () => Snapshot;
  readonly close: () => void;
};

/** Opens the lake in `dataFolder` for reading; it may be empty, and another process may write to it meanwhile. */
export async function openLake(dataFolder: string, files: LakeFiles = diskFiles): Promise<Lake> {
  const root = lakeFolder(dataFolder);
  const engine = await openEngine('');
  return {
    readShares: (filter = {}) => readShares(engine, files, root, filter),
    snapshot: () => takeSnapshot(files, root),
    close: engine.close,
  };
}

async function* readShares(
  engine: Engine,
  files: LakeFiles,
  root: string,
  filter: ShareFilter,
): AsyncGenerator<ShareBatch> {
  let snapshot = takeSnapshot(files, root);
  for (const day of daysWithin(snapshot, filter)) {
    for (let attempt = 0; ; attempt++) {
      let batches: readonly ShareBatch[];
      try {
        batches = await readDay(engine, files, root, snapshot, day, filter);
      } catch (error) {
        // A segment may be gone because its day was rewritten: then the new manifest has the same rows.
        if (attempt === 100 || unchanged(files, root, snapshot.manifest)) throw damaged(error, root, day);
        snapshot = takeSnapshot(files, root);
        continue;
      }
      yield* batches;
      break;
    }
  }
}

function damaged(error: unknown, root: string, day: string): unknown {
  const ours = error instanceof PollwardenError || error instanceof TypeError || error instanceof RangeError;
  if (ours || errnoOf(error) !== '') return error;
  const text = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return new PollwardenError('LAKE_CORRUPT', text, { file: join(root, 'share', `day=${day}`) });
}

function daysWithin({ manifest, pending }: Snapshot, { from, to }: ShareFilter): readonly string[] {
  const first = from === undefined ? '' : dayName(dayOfMicros(from));
  const last = to === undefined ? '~' : dayName(dayOfMicros(to));
  const days = [...shareSegments(manifest), ...pending.days.values()]
    .filter(({ kind, day }) => kind === 'share' && day >= first && day <= last)
    .map(({ day }) => day);
  return [...new Set(days)].toSorted();
}

const shareSegments = (manifest: Manifest): Manifest['segments'] => manifest.segments.filter((s) => s.kind === 'share');

async function readDay(
  engine: Engine,
  files: LakeFiles,
  root: string,
  { manifest, pending }: Snapshot,
  day: string,
  filter: ShareFilter,
): Promise<readonly ShareBatch[]> {
  const segments = shareSegments(manifest).filter((segment) => segment.day === day);
  checkSegments(files, root, segments);
  const batches: ShareBatch[] = [];
  if (segments.length > 0) {
    const paths = segments.map((segment) => segmentPath(root, segment));
    batches.push(await querySegments(engine, paths, filter));
  }
  for (const batch of pending.days.get(`share/${day}`)?.batches ?? []) batches.push(pickPending(batch, filter));
  return batches.filter(({ count }) => count > 0);
}

async function querySegments(engine: Engine, paths: readonly string[], filter: ShareFilter): Promise<ShareBatch> {
  const layers = filter.layers ?? [];
  const result = await engine.connection.runAndReadAll(
    `SELECT epoch_us(time)::DOUBLE, platform, post, account, layer, object, shingles FROM read_parquet($1)
     WHERE epoch_us(time) >= $2 AND epoch_us(time) < $3 AND ($4 OR list_contains($5, layer)) ORDER BY time`,
    [
      pathList(paths),
      filter.from ?? 0,
      filter.to ?? 2 ** 53,
      filter.layers === undefined,
      // A list parameter needs an element to have a type.
      listValue(layers.length === 0 ? [''] : [...layers]),
    ],
  );
  if (result.currentRowCount === 0) return pickPending({ count: 0, columns: {}, keys: new Uint32Array(0) }, {});
  const [time, platform, post, account, layer, object, shingles] = result.getColumns();
  return {
    count: result.currentRowCount,
    timeMicros: Float64Array.from(time as unknown as number[]),
    platform: platform as unknown as string[],
    post: post as unknown as string[],
    account: account as unknown as string[],
    layer: layer as unknown as string[],
    object: object as unknown as string[],
    // A copy, so that the engine's memory, which it uses again, is let go. Not by slice: that of a Buffer copies nothing.
    shingles: (shingles as unknown as ({ readonly bytes: Uint8Array } | null)[]).map((cell) =>
      cell === null ? undefined : words(new Uint8Array(cell.bytes)),
    ),
  };
}

/** Logged rows in the form in which the lake is read, such as those that `append` says are new. */
export const shareBatchOf = (batch: KeyedBatch): ShareBatch => pickPending(batch, {});

function pickPending({ count, columns }: KeyedBatch, filter: ShareFilter): ShareBatch {
  const { from = 0, to = Infinity, layers } = filter;
  const times = columns.time as readonly number[];
  if (filter.from === undefined && filter.to === undefined && layers === undefined && count > 0) {
    return wholeBatch({ count, columns });
  }
  const rows: number[] = [];
  for (let row = 0; row < count; row++) {
    const wanted = layers === undefined || layers.includes(columns.layer[row] as string);
    if (wanted && times[row] >= from && times[row] < to) rows.push(row);
  }
  const texts = (name: string): readonly string[] => rows.map((row) => columns[name][row] as string);
  return {
    count: rows.length,
    timeMicros: Float64Array.from(rows, (row) => times[row]),
    platform: texts('platform'),
    post: texts('post'),
    account: texts('account'),
    layer: texts('layer'),
    object: texts('object'),
    shingles: rows.map((row) => words((columns.shingles[row] as Uint8Array | null) ?? undefined)),
  };
}

function wholeBatch({ count, columns }: ColumnBatch): ShareBatch {
  const texts = (name: string): readonly string[] => columns[name] as readonly string[];
  return {
    count,
    timeMicros: Float64Array.from(columns.time as readonly number[]),
    platform: texts('platform'),
    post: texts('post'),
    account: texts('account'),
    layer: texts('layer'),
    object: texts('object'),
    shingles: columns.shingles.map((cell) => words((cell as Uint8Array | null) ?? undefined)),
  };
}

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Little-endian 32-bit words of a cell's bytes, of the same memory where it is aligned. */
function words(bytes: Uint8Array | undefined): Uint32Array | undefined {
  if (bytes === undefined) return undefined;
  if (littleEndian) {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
    return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength >> 2 }, (_, i) => view.getUint32(i * 4, true));
}
