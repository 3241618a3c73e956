// kill -9 at many moments: of migrations either the form before or the one after is there, of writes everything that was
// acknowledged. Real processes, real files.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { seededRandom } from '../kernel/random.ts';
import { recordAudit } from './audit/record.ts';
import { verifyAudit } from './audit/verify.ts';
import { listLedgerBackups } from './backups.ts';
import { ledgerPath, openLedger, readLedger } from './ledger.ts';
import { migrations } from './migrations/index.ts';
import { testMigrations } from './testing/test-migrations.ts';
import { temporaryFolder } from './testing/temporary-ledger.ts';

const all = [...migrations, ...testMigrations];
const newest = migrations.at(-1)?.number ?? 0;

/** Runs a child until `delay` ms after its first word; answers with its words and whether it was killed. */
async function killed(script: string, folder: string, delay: number): Promise<{ words: string[]; byUs: boolean }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing', script), folder]);
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (output === '') setTimeout(() => child.kill('SIGKILL'), delay);
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      assert.equal(errors, '');
      // A line that was cut is no word.
      resolve({ words: output.split('\n').slice(0, -1), byUs: signal === 'SIGKILL' });
    });
  });
}

const schemaOf = (db: DatabaseSync): unknown =>
  db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();

test('a migration that is killed leaves the form before or after, and the next start goes on', async (t) => {
  const base = temporaryFolder(t);
  const filled = openLedger(base, Date.now);
  filled.write(() => {
    for (let i = 0; i < 3000; i++) recordAudit(filled, { event: 'setup.linkMade', actor: { kind: 'operator' } });
  });
  filled.close();
  const reference = new Map<number, unknown>();
  for (let steps = 0; steps <= testMigrations.length; steps++) {
    const folder = join(base, 'reference');
    const ledger = openLedger(folder, Date.now, all.slice(0, migrations.length + steps));
    reference.set(newest + steps, schemaOf(ledger.db));
    ledger.close();
    rmSync(folder, { recursive: true });
  }
  const random = seededRandom(11);
  const reached = new Set<number>();
  for (let round = 0; round < 25; round++) {
    const folder = join(base, `round-${round}`);
    cpSync(join(base, 'ledger'), join(folder, 'ledger'), { recursive: true });
    const { byUs } = await killed('migrating-child.ts', folder, random.below(160));
    const raw = new DatabaseSync(ledgerPath(folder));
    const version = Number(raw.prepare('PRAGMA user_version').get()?.user_version);
    assert.equal(raw.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
    assert.deepEqual(schemaOf(raw), reference.get(version), `round ${round}: form ${version}`);
    raw.close();
    if (version > newest) assert.equal(listLedgerBackups(join(folder, 'ledger')).length, 1);
    if (byUs) reached.add(version);
    const ledger = openLedger(folder, Date.now, all);
    const { intact, entries } = await verifyAudit(ledger);
    assert.deepEqual([intact, entries], [true, 3001 + testMigrations.length]);
    assert.deepEqual(schemaOf(ledger.db), reference.get(newest + testMigrations.length));
    ledger.close();
    rmSync(folder, { recursive: true });
  }
  assert.ok(reached.size > 5, `the kills met ${reached.size} forms`);
});

test('a creation that is killed leaves nothing or all of it', async (t) => {
  const base = temporaryFolder(t);
  for (let round = 0; round < 12; round++) {
    const folder = join(base, `${round}`);
    await killed('migrating-child.ts', folder, round * 2);
    openLedger(folder, Date.now, all).close();
    const ledger = openLedger(folder, Date.now, all);
    assert.equal((await verifyAudit(ledger)).entries, 1, 'one entry: the creation');
    ledger.close();
  }
});

test('what was acknowledged is there after a kill, and transactions are there whole', async (t) => {
  const folder = temporaryFolder(t);
  openLedger(folder, Date.now).close();
  const random = seededRandom(5);
  let before = 1;
  for (let round = 0; round < 25; round++) {
    const { words } = await killed('writing-child.ts', folder, random.below(60));
    const ledger = readLedger(folder, Date.now);
    const { intact, entries } = await verifyAudit(ledger);
    ledger.close();
    assert.equal(intact, true);
    const acknowledged = Number(words.at(-1) ?? before);
    assert.ok(
      entries === acknowledged || entries === acknowledged + 3,
      `${acknowledged} acknowledged, ${entries} kept`,
    );
    assert.ok(acknowledged > before);
    before = entries;
  }
});
