// The ledger: one SQLite file (WAL, synchronous=FULL) with numbered migrations. What `write` returns is durable.
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PollwardenError } from '../kernel/errors.ts';
import { lockLedger } from './lock.ts';
import { ledgerVersion, migrate, refuseNewer } from './migrate.ts';
import { migrations as allMigrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import { transactions } from './transactions.ts';

export type Ledger = {
  /** For the stores; statements that change rows run within `write`. */
  readonly db: DatabaseSync;
  readonly path: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /**
   * Runs `work` in one transaction that begins IMMEDIATE; a call within a call joins it. Throwing undoes all of it.
   * Throws DISK_FULL, LEDGER_LOCKED, LEDGER_CORRUPT; after a failed disk LEDGER_FAILED, whatever is asked.
   */
  readonly write: <T>(work: () => T) => T;
  readonly close: () => void;
};

export const ledgerPath = (spaceFolder: string): string => join(spaceFolder, 'ledger', 'ledger.sqlite');

/**
 * Opens or creates the ledger of a space, alone among processes, and brings it to the newest migration.
 * Throws LEDGER_LOCKED, LEDGER_NEWER, LEDGER_CORRUPT, DISK_FULL, FILE_UNWRITABLE.
 */
export function openLedger(
  spaceFolder: string,
  now: () => number,
  migrations: readonly Migration[] = allMigrations,
): Ledger {
  const path = ledgerPath(spaceFolder);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const lock = lockLedger(dirname(path));
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path);
    chmodSync(path, 0o600);
    // 64 MiB of pages at most: a night's import is one transaction, and would spill half-filled pages otherwise.
    db.exec(
      'PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536',
    );
    const ledger = { ...parts(db, path, now), close: () => closeBoth(db, lock.release) };
    migrate(ledger, migrations);
    return ledger;
  } catch (error) {
    closeBoth(db, lock.release);
    throw sqliteFailure(error, path);
  }
}

/** Reads a ledger beside the process that writes it. Throws LEDGER_MISSING, LEDGER_NEWER, LEDGER_CORRUPT. */
export function readLedger(spaceFolder: string, now: () => number): Ledger {
  const path = ledgerPath(spaceFolder);
  if (!existsSync(path)) throw new PollwardenError('LEDGER_MISSING', undefined, { file: path });
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    db.exec('PRAGMA busy_timeout=5000');
    refuseNewer(ledgerVersion(db), allMigrations, path);
    const opened = db;
    return { ...parts(opened, path, now), close: () => opened.close() };
  } catch (error) {
    db?.close();
    throw sqliteFailure(error, path);
  }
}

const parts = (db: DatabaseSync, path: string, now: () => number): Omit<Ledger, 'close'> => ({
  db,
  path,
  now,
  write: transactions(db, path),
});

/** The lock goes last, and goes also when the file cannot be closed well. */
function closeBoth(db: DatabaseSync | undefined, release: () => void): void {
  try {
    if (db?.isOpen === true) db.close();
  } finally {
    release();
  }
}
