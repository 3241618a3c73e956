// After a restore: rows that the lake put aside no longer had were erased or expired since the backup, and go again.
import { join } from 'node:path';
import { DuckDBDataChunk, UBIGINT } from '@duckdb/node-api';
import { beginDeletion } from './deletions.ts';
import { type Engine, openEngine, pathList } from './engine.ts';
import { diskFiles } from './files.ts';
import { lakeFolder, type Segment, segmentPath } from './manifest.ts';
import { removeOld, replaced, type Replacement } from './rewrite.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { checkSegments, commit, makeSegment, recoverStore, type Store } from './store.ts';

/**
 * Deletes from the restored lake every row whose identity the former lake does not hold, and answers with how many. A
 * lake loses rows by erasure and retention only, so that these are the rows. Nobody else may use either lake meanwhile.
 * LAKE_CORRUPT when either is damaged. `nowMilliseconds` since 1970 UTC.
 */
export async function keepKnownRows(
  dataFolder: string,
  formerDataFolder: string,
  nowMilliseconds: number,
): Promise<number> {
  const root = lakeFolder(dataFolder);
  const formerRoot = lakeFolder(formerDataFolder);
  const former = takeSnapshot(diskFiles, formerRoot);
  checkSegments(diskFiles, formerRoot, former.manifest.segments);
  const engine = await openEngine(join(root, 'scratch'));
  try {
    const store = await recoverStore(root, diskFiles, engine);
    try {
      return await dropUnknown(store, former, formerRoot, () =>
        beginDeletion(dataFolder, 'erase', 'again after a restore', nowMilliseconds),
      );
    } finally {
      store.writeAhead?.close();
    }
  } finally {
    engine.close();
  }
}

async function dropUnknown(
  store: Store,
  former: Snapshot,
  formerRoot: string,
  begin: () => ReturnType<typeof beginDeletion>,
): Promise<number> {
  let end: ReturnType<typeof beginDeletion> | undefined;
  let rowsRemoved = 0;
  for (const group of Map.groupBy(store.manifest.segments, ({ kind, day }) => `${kind}/${day}`).values()) {
    await loadKnown(store.engine, former, formerRoot, group[0]);
    const unknown = await countUnknown(store, group);
    if (unknown === 0) continue;
    end ??= begin();
    await rewriteKnown(store, group);
    rowsRemoved += unknown;
  }
  end?.({ rowsRemoved, rejectedRemoved: 0 });
  return rowsRemoved;
}

/** The former lake's identities of one day of one kind, in the table "known". */
async function loadKnown(engine: Engine, former: Snapshot, formerRoot: string, of: Segment): Promise<void> {
  const { connection } = engine;
  await connection.run('CREATE OR REPLACE TEMP TABLE known (key_high UBIGINT, key_low UBIGINT)');
  const paths = former.manifest.segments
    .filter(({ kind, day }) => kind === of.kind && day === of.day)
    .map((segment) => segmentPath(formerRoot, segment));
  if (paths.length > 0) {
    await connection.run('INSERT INTO known SELECT key_high, key_low FROM read_parquet($1)', [pathList(paths)]);
  }
  const pending = former.pending.days.get(`${of.kind}/${of.day}`)?.batches ?? [];
  const appender = await connection.createAppender('known');
  for (const { keys } of pending) appendKeys(appender, keys);
  appender.closeSync();
}

const chunkRows = 2048;

function appendKeys(appender: { appendDataChunk(chunk: DuckDBDataChunk): void }, keys: Uint32Array): void {
  const half = (row: number, word: number): bigint =>
    (BigInt(keys[row * 4 + word]) << 32n) | BigInt(keys[row * 4 + word + 1]);
  const rows = keys.length / 4;
  for (let from = 0; from < rows; from += chunkRows) {
    const at = Array.from({ length: Math.min(chunkRows, rows - from) }, (_, i) => from + i);
    const chunk = DuckDBDataChunk.create([UBIGINT, UBIGINT]);
    chunk.setColumns([at.map((row) => half(row, 0)), at.map((row) => half(row, 2))]);
    appender.appendDataChunk(chunk);
  }
}

const isKnown = 'EXISTS (SELECT 1 FROM known WHERE known.key_high = r.key_high AND known.key_low = r.key_low)';

async function countUnknown(store: Store, group: readonly Segment[]): Promise<number> {
  const sql = `SELECT count(*)::DOUBLE FROM read_parquet($1) AS r WHERE NOT ${isKnown}`;
  const result = await store.engine.connection.runAndReadAll(sql, [pathsOf(store, group)]);
  return Number(result.value(0, 0));
}

const pathsOf = (store: Store, group: readonly Segment[]): ReturnType<typeof pathList> =>
  pathList(group.map((segment) => segmentPath(store.root, segment)));

async function rewriteKnown(store: Store, group: readonly Segment[]): Promise<void> {
  const { kind, day } = group[0];
  const { connection } = store.engine;
  const number = store.manifest.nextSegment;
  const fresh = await makeSegment(store, kind, day, number, async (path) => {
    const from = `FROM read_parquet($1) AS r WHERE ${isKnown}`;
    const counted = await connection.runAndReadAll(`SELECT count(*)::DOUBLE ${from}`, [pathsOf(store, group)]);
    const kept = Number(counted.value(0, 0));
    if (kept > 0) {
      const sql = `COPY (SELECT r.* ${from} ORDER BY time, key_high, key_low) TO $2 (FORMAT parquet, COMPRESSION zstd)`;
      await connection.run(sql, [pathsOf(store, group), path]);
    }
    return kept;
  });
  const replacement: Replacement = { old: group, fresh };
  commit(store, { nextSegment: number + 1, segments: replaced(store.manifest, [replacement]) });
  removeOld(store, [replacement]);
}
