// Brings a ledger to the newest migration, one transaction each, in the order of their numbers.
import type { DatabaseSync } from 'node:sqlite';
import { migrations } from './migrations/index.ts';

export function migrate(db: DatabaseSync): void {
  const { user_version: done } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
  for (const { number, sql } of migrations.filter((migration) => migration.number > done)) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(sql);
      db.exec(`PRAGMA user_version=${number}`);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
}
