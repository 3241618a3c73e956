// Transactions: they nest, are undone whole, and stop when the disk fails.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { PollwardenError } from '../kernel/errors.ts';
import { temporaryFolder, temporaryLedger } from './testing/temporary-ledger.ts';

const code = (name: string) => (error: unknown) => error instanceof PollwardenError && error.code === name;

test('a call within a call joins; a throw undoes all, also when somebody swallows it', (t) => {
  const { ledger } = temporaryLedger(t);
  ledger.db.exec('CREATE TABLE things (n INTEGER PRIMARY KEY)');
  const add = (n: number): void => ledger.write(() => void ledger.db.prepare('INSERT INTO things VALUES (?)').run(n));
  const count = (): unknown => ledger.db.prepare('SELECT count(*) AS n FROM things').get()?.n;
  ledger.write(() => {
    add(1);
    add(2);
  });
  assert.equal(count(), 2);
  assert.throws(() =>
    ledger.write(() => {
      add(3);
      add(1);
    }),
  );
  assert.equal(count(), 2);
  const swallowing = (): void =>
    ledger.write(() => {
      add(4);
      try {
        ledger.write(() => {
          add(5);
          throw new RangeError('inner');
        });
      } catch {
        // As a careless caller would.
      }
    });
  assert.throws(swallowing, RangeError);
  assert.equal(count(), 2);
  assert.throws(() => ledger.write(async () => add(6)), TypeError);
  assert.equal(count(), 2);
  add(7);
  assert.equal(count(), 3);
});

test('a full disk is DISK_FULL, loses nothing that was there, and goes on when there is space', (t) => {
  const { ledger } = temporaryLedger(t);
  ledger.db.exec('CREATE TABLE things (n BLOB)');
  const { page_count: pages } = ledger.db.prepare('PRAGMA page_count').get() as { readonly page_count: number };
  ledger.db.exec(`PRAGMA max_page_count=${pages + 4}`);
  const add = (bytes: number): void =>
    ledger.write(() => void ledger.db.prepare('INSERT INTO things VALUES (zeroblob(?))').run(bytes));
  add(2000);
  assert.throws(() => add(1_000_000), code('DISK_FULL'));
  ledger.db.exec('PRAGMA max_page_count=100000');
  add(1_000_000);
  assert.equal(ledger.db.prepare('SELECT count(*) AS n FROM things').get()?.n, 2);
});

test('a disk that refuses to write stops the ledger with a clear message, and keeps what was acknowledged', (t) => {
  const folder = temporaryFolder(t);
  const child = join(import.meta.dirname, 'testing', 'failing-disk-child.ts');
  // The limit on the size of files makes writes of a real disk fail, with EFBIG.
  const output = execFileSync('sh', ['-c', 'ulimit -f 6000; exec "$0" "$@"', process.execPath, child, folder], {
    encoding: 'utf8',
  });
  const { first, second, acknowledged, kept } = JSON.parse(output) as Readonly<Record<string, unknown>>;
  assert.ok(first === 'LEDGER_FAILED' || first === 'DISK_FULL', String(first));
  if (first === 'LEDGER_FAILED') assert.equal(second, 'LEDGER_FAILED');
  assert.ok(Number(acknowledged) > 0);
  assert.equal(kept, acknowledged);
});
