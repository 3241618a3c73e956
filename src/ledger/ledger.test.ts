// Opening a ledger: one process, readers beside it, newer and damaged files, migrations with their backup.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from './audit/record.ts';
import { verifyAudit } from './audit/verify.ts';
import { listLedgerBackups } from './backups.ts';
import { ledgerPath, openLedger, readLedger } from './ledger.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { temporaryFolder } from './testing/temporary-ledger.ts';

const now = (): number => Date.UTC(2026, 5, 1);
const code =
  (name: string, detail = /(?:)/u) =>
  (error: unknown): boolean =>
    error instanceof PollwardenError && error.code === name && detail.test(error.message);

test('numbers of migrations are given once and rise', () => {
  const numbers = migrations.map(({ number }) => number);
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].toSorted((a, b) => a - b),
  );
  assert.equal(numbers[0], 1);
});

test('a second opening is refused and named; a reader is welcome; closing frees it', (t) => {
  const folder = temporaryFolder(t);
  const ledger = openLedger(folder, now);
  assert.throws(() => openLedger(folder, now), code('LEDGER_LOCKED', new RegExp(`process ${process.pid}`, 'u')));
  const reader = readLedger(folder, now);
  recordAudit(ledger, { event: 'setup.linkMade', actor: { kind: 'operator' } });
  assert.equal(reader.db.prepare('SELECT count(*) AS n FROM audit').get()?.n, 2);
  assert.throws(() => recordAudit(reader, { event: 'setup.linkMade', actor: { kind: 'operator' } }));
  reader.close();
  ledger.close();
  openLedger(folder, now).close();
});

test('the lock goes with its process, however that ends', async (t) => {
  const folder = temporaryFolder(t);
  const script = `const { openLedger } = await import(${JSON.stringify(join(import.meta.dirname, 'ledger.ts'))});
    openLedger(${JSON.stringify(folder)}, Date.now); console.log('open'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  assert.throws(() => openLedger(folder, now), code('LEDGER_LOCKED', new RegExp(`process ${child.pid}`, 'u')));
  child.kill('SIGKILL');
  await once(child, 'exit');
  openLedger(folder, now).close();
});

test('only its owner can read it', { skip: process.platform === 'win32' }, (t) => {
  const folder = temporaryFolder(t);
  openLedger(folder, now).close();
  assert.equal(statSync(ledgerPath(folder)).mode & 0o077, 0);
  assert.equal(statSync(dirname(ledgerPath(folder))).mode & 0o077, 0);
});

test('a newer, a damaged and a missing ledger are named, and left as they are', (t) => {
  const folder = temporaryFolder(t);
  assert.throws(() => readLedger(folder, now), code('LEDGER_MISSING'));
  assert.equal(existsSync(ledgerPath(folder)), false);
  openLedger(folder, now).close();
  const path = ledgerPath(folder);
  const db = new DatabaseSync(path);
  db.exec('PRAGMA user_version=900');
  db.close();
  assert.throws(() => openLedger(folder, now), code('LEDGER_NEWER', /900/u));
  assert.throws(() => readLedger(folder, now), code('LEDGER_NEWER'));
  const garbage = Buffer.alloc(8192, 'garbage ');
  writeFileSync(path, garbage);
  assert.throws(() => openLedger(folder, now), code('LEDGER_CORRUPT'));
  assert.deepEqual(readFileSync(path), garbage);
});

const step = (number: number): Migration => ({
  number,
  name: `step-${number}`,
  sql: `CREATE TABLE step${number} (n INTEGER) STRICT; INSERT INTO step${number} VALUES (${number});`,
});

test('a migration makes a backup first, is recorded, and the last five backups are kept', async (t) => {
  const folder = temporaryFolder(t);
  const clock = { now: now() };
  const tick = (): number => ++clock.now;
  openLedger(folder, tick).close();
  const newest = migrations.at(-1)?.number ?? 0;
  const known = [...migrations];
  for (let i = 1; i <= 7; i++) {
    known.push(step(newest + i));
    openLedger(folder, tick, known).close();
  }
  const backups = listLedgerBackups(join(folder, 'ledger'));
  const versions = backups.map((name) => Number(name.slice('ledger-v'.length, 'ledger-v000'.length)));
  assert.deepEqual(
    versions,
    [2, 3, 4, 5, 6].map((i) => newest + i),
  );
  const ledger = openLedger(folder, tick, known);
  t.after(() => ledger.close());
  const events = ledger.db.prepare("SELECT details FROM audit WHERE event = 'ledger.migrated'").all();
  assert.equal(events.length, 7);
  assert.equal((await verifyAudit(ledger)).intact, true);
  const backup = new DatabaseSync(join(folder, 'ledger', 'backups', backups[4]), { readOnly: true });
  t.after(() => backup.close());
  assert.equal(backup.prepare('PRAGMA user_version').get()?.user_version, newest + 6);
  assert.equal(backup.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
});

test('a migration that fails leaves the form before it, with everything in it', (t) => {
  const folder = temporaryFolder(t);
  openLedger(folder, now).close();
  const newest = migrations.at(-1)?.number ?? 0;
  const broken = {
    number: newest + 2,
    name: 'broken',
    sql: 'CREATE TABLE half (n INTEGER); INSERT INTO none VALUES (1);',
  };
  assert.throws(() => openLedger(folder, now, [...migrations, step(newest + 1), broken]), /none/u);
  const ledger = openLedger(folder, now, [...migrations, step(newest + 1)]);
  t.after(() => ledger.close());
  assert.equal(ledger.db.prepare('PRAGMA user_version').get()?.user_version, newest + 1);
  assert.equal(ledger.db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'").get()?.n, 0);
});

test('a migration of a damaged ledger does not begin', (t) => {
  const folder = temporaryFolder(t);
  const ledger = openLedger(folder, now);
  ledger.write(() => {
    for (let i = 0; i < 500; i++) recordAudit(ledger, { event: 'setup.linkMade', actor: { kind: 'operator' } });
  });
  ledger.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const { rootpage } = ledger.db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'audit_by_time'").get() as {
    readonly rootpage: number;
  };
  ledger.close();
  const path = ledgerPath(folder);
  const bytes = readFileSync(path);
  bytes.fill(0xff, (rootpage - 1) * 4096, rootpage * 4096);
  writeFileSync(path, bytes);
  const newest = migrations.at(-1)?.number ?? 0;
  assert.throws(() => openLedger(folder, now, [...migrations, step(newest + 1)]), code('LEDGER_CORRUPT'));
  mkdirSync(join(folder, 'ledger', 'backups'), { recursive: true });
  assert.deepEqual(readdirSync(join(folder, 'ledger', 'backups')), []);
});
