// What the keeper of a log alone has: entries that are acknowledged and not yet in tiles, their places, and every text that was
// signed. One SQLite file; two writers wait for each other, so that they cannot fork the log. Node only.
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type ErrorCode, PollwardenError } from '../../kernel/errors.ts';

export type LogState = { readonly db: DatabaseSync; readonly file: string; readonly close: () => void };

/** Primary result codes, https://www.sqlite.org/rescode.html */
const codes: ReadonlyMap<number, ErrorCode> = new Map([
  [5, 'LOG_BUSY'],
  [6, 'LOG_BUSY'],
  [8, 'FILE_UNWRITABLE'],
  [10, 'FILE_UNWRITABLE'],
  [11, 'LOG_DAMAGED'],
  [13, 'DISK_FULL'],
  [14, 'FILE_UNWRITABLE'],
  [26, 'LOG_DAMAGED'],
]);

/** What SQLite says in codes of ours; anything else as it is. */
function named<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const errcode = error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined;
    const code = errcode === undefined ? undefined : codes.get(errcode & 0xff);
    throw code === undefined ? error : new PollwardenError(code, (error as Error).message, { file });
  }
}

/** One statement that changes nothing, or nothing that another depends on. */
export const onState = <T>({ file, db }: LogState, work: (db: DatabaseSync) => T): T => named(file, () => work(db));

const schema = `
CREATE TABLE IF NOT EXISTS log (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  origin TEXT NOT NULL,
  -- Entries that are acknowledged, and those of them that are in tiles, with the root over these.
  size INTEGER NOT NULL,
  tiled INTEGER NOT NULL CHECK (tiled <= size),
  root BLOB NOT NULL,
  published INTEGER NOT NULL DEFAULT 0
) STRICT;
-- An entry by its leaf hash: the same entry again is the same place.
CREATE TABLE IF NOT EXISTS places (leaf BLOB PRIMARY KEY, place INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (place INTEGER PRIMARY KEY, entry BLOB NOT NULL) STRICT;
-- The size that a witness signed last, so that the next proof begins there.
CREATE TABLE IF NOT EXISTS witnesses (key_id TEXT, name TEXT, size INTEGER NOT NULL, PRIMARY KEY (key_id, name)) STRICT;
CREATE TABLE IF NOT EXISTS signed (size INTEGER PRIMARY KEY, root BLOB NOT NULL, note TEXT NOT NULL) STRICT;
`;

/** Opens or makes the file. FILE_UNWRITABLE, DISK_FULL, LOG_BUSY, LOG_DAMAGED. */
export const openState = (file: string, origin: string, emptyRoot: Uint8Array): LogState =>
  named(file, () => openFile(file, origin, emptyRoot));

function openFile(file: string, origin: string, emptyRoot: Uint8Array): LogState {
  // Entries that readers do not see yet are for the owner only; SQLite's files beside it take over its mode.
  closeSync(openSync(file, 'a', 0o600));
  const db = new DatabaseSync(file);
  try {
    // Room of entries that are in tiles now goes back to the disk.
    db.exec('PRAGMA busy_timeout=30000; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL');
    db.exec('PRAGMA synchronous=FULL; PRAGMA cache_size=-32000');
    db.exec(schema);
    db.prepare('INSERT OR IGNORE INTO log (one, origin, size, tiled, root) VALUES (1, ?, 0, 0, ?)').run(
      origin,
      emptyRoot,
    );
  } catch (error) {
    db.close();
    throw error;
  }
  return { db, file, close: () => db.close() };
}

/** Whole or not at all, after every other writer; durable when it returns. DISK_FULL, LOG_BUSY, LOG_DAMAGED. */
export const inTurn = <T>({ db, file }: LogState, work: () => T): T =>
  named(file, () => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // A statement that found the disk full has rolled back already.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  });

export type Extent = {
  readonly origin: string;
  readonly size: number;
  readonly tiled: number;
  readonly root: Uint8Array;
};

export function extentOf(state: LogState): Extent {
  const row = onState(state, (db) => db.prepare('SELECT origin, size, tiled, root FROM log').get()) as Record<
    string,
    unknown
  >;
  return {
    origin: String(row.origin),
    size: Number(row.size),
    tiled: Number(row.tiled),
    root: row.root as Uint8Array,
  };
}
