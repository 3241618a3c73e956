// The ledger: one SQLite file (WAL, synchronous=FULL) with numbered migrations. What `write` returns is durable.
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from './migrate.ts';

export type Ledger = {
  /** For the stores; statements that change rows run within `write`. */
  readonly db: DatabaseSync;
  readonly path: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Runs `work` in one transaction that begins IMMEDIATE; a call within a call joins it. Throwing undoes all of it. */
  readonly write: <T>(work: () => T) => T;
  readonly close: () => void;
};

export const ledgerPath = (spaceFolder: string): string => join(spaceFolder, 'ledger', 'ledger.sqlite');

/** Opens or creates the ledger of a space and brings it to the newest migration. */
export function openLedger(spaceFolder: string, now: () => number): Ledger {
  const path = ledgerPath(spaceFolder);
  mkdirSync(join(spaceFolder, 'ledger'), { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(path);
  chmodSync(path, 0o600);
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;');
  migrate(db);
  let depth = 0;
  const write = <T>(work: () => T): T => {
    if (depth > 0) return work();
    db.exec('BEGIN IMMEDIATE');
    depth++;
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    } finally {
      depth--;
    }
  };
  return { db, path, now, write, close: () => db.close() };
}
