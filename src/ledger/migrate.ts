// Brings a ledger to the newest migration: a new one in one transaction, an older one step by step after a backup.
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from './audit/record.ts';
import { backUpLedger } from './backups.ts';
import type { Ledger } from './ledger.ts';
import type { Migration } from './migrations/migration.ts';

/** Number of the newest migration that the file has; 0 for a new file. */
export function ledgerVersion(db: DatabaseSync): number {
  return (db.prepare('PRAGMA user_version').get() as { readonly user_version: number }).user_version;
}

/** LEDGER_NEWER when the file has migrations that this program does not know. */
export function refuseNewer(version: number, migrations: readonly Migration[], path: string): void {
  const newest = migrations.at(-1)?.number ?? 0;
  if (version <= newest) return;
  const detail = `it is of form ${version}, this program knows ${newest}; use the newer program or restore a backup`;
  throw new PollwardenError('LEDGER_NEWER', detail, { file: path });
}

/** Throws LEDGER_NEWER, LEDGER_CORRUPT, and what `write` throws; each step is in the file wholly or not at all. */
export function migrate(ledger: Ledger, migrations: readonly Migration[]): void {
  const from = ledgerVersion(ledger.db);
  refuseNewer(from, migrations, ledger.path);
  const pending = migrations.filter(({ number }) => number > from);
  const to = pending.at(-1)?.number;
  if (to === undefined) return;
  if (from === 0) {
    ledger.write(() => {
      for (const migration of pending) apply(ledger, migration);
      recordAudit(ledger, { event: 'ledger.created', actor: system, details: { migration: to } });
    });
    return;
  }
  refuseDamaged(ledger);
  const backup = backUpLedger(ledger.db, dirname(ledger.path), from, ledger.now());
  let before = from;
  for (const migration of pending) {
    ledger.write(() => {
      apply(ledger, migration);
      const details = { from: before, to: migration.number, backup };
      recordAudit(ledger, { event: 'ledger.migrated', actor: system, details });
    });
    before = migration.number;
  }
}

const system = { kind: 'system', id: 'ledger' } as const;

function apply({ db, path }: Ledger, { number, name, sql }: Migration): void {
  db.exec(sql);
  const orphan = db.prepare('PRAGMA foreign_key_check').get();
  if (orphan !== undefined) {
    throw new PollwardenError('LEDGER_CORRUPT', `migration ${number} (${name}) leaves rows without their parents`, {
      file: path,
    });
  }
  db.exec(`PRAGMA user_version=${number}`);
}

/** A damaged file is not migrated: the step could carry the damage into a form that no backup undoes. */
function refuseDamaged({ db, path }: Ledger): void {
  const { quick_check: answer } = db.prepare('PRAGMA quick_check(1)').get() as { readonly quick_check: string };
  if (answer !== 'ok') throw new PollwardenError('LEDGER_CORRUPT', answer.slice(0, 200), { file: path });
}
