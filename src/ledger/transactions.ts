// One transaction at a time: begins IMMEDIATE, nests by joining, and stops for good when the disk failed.
import type { DatabaseSync } from 'node:sqlite';
import { PollwardenError } from '../kernel/errors.ts';
import { isDiskFailure, sqliteFailure } from './sqlite-failure.ts';

/**
 * Makes `write`. A throw anywhere within undoes all of it, also when an outer call swallows the throw of an inner one.
 * Failures of SQLite come out as DISK_FULL, LEDGER_LOCKED, LEDGER_CORRUPT, LEDGER_FAILED or FILE_UNWRITABLE.
 */
export function transactions(db: DatabaseSync, path: string): <T>(work: () => T) => T {
  let depth = 0;
  let failed = false;
  let doomed: { readonly error: unknown } | undefined;

  const nested = <T>(work: () => T): T => {
    depth++;
    try {
      return refusePromise(work());
    } catch (error) {
      doomed ??= { error };
      throw error;
    } finally {
      depth--;
    }
  };

  const outermost = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      doomed = undefined;
      const result = nested(work);
      if (doomed !== undefined) throw (doomed as { readonly error: unknown }).error;
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };

  return (work) => {
    if (depth > 0) return nested(work);
    if (failed) throw new PollwardenError('LEDGER_FAILED', 'see the first failure in the log', { file: path });
    try {
      return outermost(work);
    } catch (error) {
      failed ||= isDiskFailure(error);
      throw sqliteFailure(error, path);
    }
  };
}

/** A promise would settle after the commit. */
function refusePromise<T>(result: T): T {
  if (result instanceof Promise) throw new TypeError('work in a transaction of the ledger is synchronous');
  return result;
}
