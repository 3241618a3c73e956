// A copy of a ledger as it is at one moment, while other connections and processes write to it.
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { PollwardenError } from '../kernel/errors.ts';

/**
 * Copies the ledger at `from` to the new file `to`, mode 0600, without a write-ahead file beside it. A read transaction
 * is held meanwhile: the copy neither begins again nor mixes two states when others write. LEDGER problems are named
 * as BACKUP_DAMAGED, since a copy that is not sound is none.
 */
export async function copyLedger(from: string, to: string, onPart?: (done: number) => void): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    source.exec('PRAGMA busy_timeout=5000; BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    await backup(source, to, {
      rate: 4096,
      progress: ({ totalPages, remainingPages }) => onPart?.(totalPages === 0 ? 1 : 1 - remainingPages / totalPages),
    });
  } finally {
    source.close();
  }
  chmodSync(to, 0o600);
  const copy = new DatabaseSync(to);
  try {
    copy.exec('PRAGMA journal_mode=DELETE');
    const fault = ledgerFault(copy);
    if (fault !== undefined) throw new PollwardenError('BACKUP_DAMAGED', `the ledger: ${fault}`, { file: from });
  } finally {
    copy.close();
  }
  for (const tail of ['-wal', '-shm', '-journal']) if (existsSync(to + tail)) rmSync(to + tail);
}

/** What SQLite's own check finds first; undefined when it finds nothing. */
export function ledgerFault(db: DatabaseSync): string | undefined {
  const row = db.prepare('PRAGMA quick_check(1)').get() as { readonly quick_check: string } | undefined;
  const found = row?.quick_check ?? 'no answer';
  return found === 'ok' ? undefined : found;
}
