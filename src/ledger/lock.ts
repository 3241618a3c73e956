// One process writes a ledger: it holds a lock in a small SQLite file beside it, which the system drops when it ends.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PollwardenError } from '../kernel/errors.ts';
import { sqliteFailure } from './sqlite-failure.ts';

export type LedgerLock = { readonly release: () => void };

/**
 * Takes the lock of the ledger in `folder`; LEDGER_LOCKED names the process that has it. The holder's number is
 * committed before the lock is kept, so that others can read it beside the lock. Files with locks are only ever
 * opened by SQLite: closing any other descriptor of them would drop the locks of this process.
 */
export function lockLedger(folder: string): LedgerLock {
  const path = join(folder, 'lock.sqlite');
  let marker: DatabaseSync | undefined;
  try {
    marker = new DatabaseSync(path);
    marker.exec('PRAGMA synchronous=OFF');
    marker.exec(`BEGIN IMMEDIATE; PRAGMA user_version=${process.pid}; COMMIT; BEGIN IMMEDIATE`);
    const held = marker;
    return { release: () => held.close() };
  } catch (error) {
    const failure = sqliteFailure(error, path);
    const holder = marker === undefined ? undefined : holderOf(marker);
    marker?.close();
    if (!(failure instanceof PollwardenError) || failure.code !== 'LEDGER_LOCKED') throw failure;
    const who = holder === undefined ? 'another process' : `process ${holder}`;
    throw new PollwardenError('LEDGER_LOCKED', `${who}; stop it first`, { file: join(folder, 'ledger.sqlite') });
  }
}

function holderOf(marker: DatabaseSync): number | undefined {
  try {
    if (marker.isTransaction) marker.exec('ROLLBACK');
    const { user_version: pid } = marker.prepare('PRAGMA user_version').get() as { readonly user_version: number };
    return pid === 0 ? undefined : pid;
  } catch {
    return undefined;
  }
}
