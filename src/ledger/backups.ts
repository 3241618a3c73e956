// The backup before a migration: a whole copy of the ledger, durable under its name before the ledger is touched.
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

const keptBackups = 5;
const backupName = /^ledger-v\d{3}-\d{8}T\d{6}\d{3}Z\.sqlite$/u;

/** Newest last: the time in the name sorts, whatever the version before it. */
const timeIn = (name: string): string => name.slice('ledger-v000-'.length);

/** Copies the ledger to `folder`/backups under its version and the time; answers with the name. Keeps the last five. */
export function backUpLedger(db: DatabaseSync, folder: string, version: number, now: number): string {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  for (const left of readdirSync(backups).filter((name) => name.endsWith('.tmp'))) rmSync(join(backups, left));
  const stamp = new Date(now).toISOString().replaceAll(/[-:.]/gu, '');
  const name = `ledger-v${String(version).padStart(3, '0')}-${stamp}.sqlite`;
  const temporary = join(backups, `${name}.tmp`);
  db.prepare('VACUUM INTO ?').run(temporary);
  chmodSync(temporary, 0o600);
  syncPath(temporary);
  renameSync(temporary, join(backups, name));
  syncPath(backups);
  const old = listLedgerBackups(folder).slice(0, -keptBackups);
  for (const oldest of old) rmSync(join(backups, oldest));
  return name;
}

/** Names of the backups made before migrations, oldest first. */
export function listLedgerBackups(folder: string): readonly string[] {
  return readdirSync(join(folder, 'backups'))
    .filter((name) => backupName.test(name))
    .toSorted((a, b) => (timeIn(a) < timeIn(b) ? -1 : 1));
}

function syncPath(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
