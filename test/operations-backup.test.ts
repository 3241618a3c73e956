// Back up and restore by the command line, on real data folders: while others write, damaged, hostile, in use, erased.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zstdDecompressSync } from 'node:zlib';
import { shareKind } from '../src/lake/kinds.ts';
import { collectRows, describeRows, sampleRows } from '../src/lake/testing/sample-rows.ts';
import { openLakeWriter } from '../src/lake/writer.ts';
import { recordAudit } from '../src/ledger/audit/record.ts';
import { verifyAudit } from '../src/ledger/audit/verify.ts';
import { openLedger, readLedger } from '../src/ledger/ledger.ts';
import { keyId, openKey } from '../src/ingest/pseudonym-key.ts';
import { makeBackup } from '../src/operations/backup/write.ts';
import { keyIdIn } from '../src/operations/key-id.ts';
import { spacesIn } from '../src/operations/spaces.ts';
import { lockData } from '../src/server/data-lock.ts';
import { applyStagedRestores } from '../src/server/staged-restores.ts';
import { backupOf, dataWith, freshFolder, run } from './operations-folder.ts';

test('the key is named as ingest names it', () => {
  const data = freshFolder();
  assert.equal(keyIdIn(data), undefined);
  assert.equal(keyId(openKey(data, 'pseudonym')), keyIdIn(data));
});

test('a backup restores to the same lake and ledger, and what was there is kept', async () => {
  const data = await dataWith(1200);
  const path = backupOf(data);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const ledger = openLedger(data, Date.now);
  recordAudit(ledger, { event: 'setup.linkMade', actor: { kind: 'operator' } });
  ledger.close();
  const writer = await openLakeWriter(data);
  await writer.append(shareKind, sampleRows(1200, 50));
  await writer.close();
  const done = run('restore', path, '--data', data);
  assert.equal(done.status, 0, done.stderr + done.stdout);
  assert.match(done.stdout, /^Restored [\d.]+ .?B in [\d.]+ s into /);
  assert.deepEqual(await collectRows(data), describeRows(sampleRows(0, 1200)));
  const restored = readLedger(data, Date.now);
  const rows = restored.db.prepare('SELECT event, details FROM audit ORDER BY sequence').all();
  assert.deepEqual(
    rows.map(({ event }) => event),
    ['ledger.created', 'setup.linkMade', 'restore.done'],
  );
  assert.equal((JSON.parse(String(rows[2].details)) as { formerSequence: number }).formerSequence, 3);
  assert.equal((await verifyAudit(restored)).intact, true);
  restored.close();
  const kept = readdirSync(data).filter((name) => name.startsWith('replaced-'));
  assert.equal(kept.length, 1);
  assert.equal((await collectRows(join(data, kept[0]))).length, 1250);
  assert.equal(existsSync(join(data, '.restore')), false);
  assert.ok(existsSync(join(data, 'keys', 'pseudonym.key')), 'the keys stay where the backup has none');
});

test('other programs open an unsealed backup, and its sums hold', async () => {
  const data = await dataWith(100);
  const path = backupOf(data);
  const out = freshFolder();
  const tar = join(out, 'a.tar');
  writeFileSync(tar, zstdDecompressSync(readFileSync(path)));
  execFileSync('tar', ['-xf', tar, '-C', out]);
  const checked = execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: out, encoding: 'utf8' });
  assert.match(checked, /real\/ledger\/ledger\.sqlite: OK/);
});

test('sealed with the keys: only the passphrase opens it, and a new folder gets all of it', async () => {
  const data = await dataWith(300);
  mkdirSync(join(data, 'demonstration'));
  openLedger(join(data, 'demonstration'), Date.now).close();
  const file = join(freshFolder(), 'passphrase');
  writeFileSync(file, 'a long and quiet passphrase\n');
  assert.equal(run('backup', '--data', data, '--with-keys').status, 2);
  const path = backupOf(data, '--passphrase-file', file, '--with-keys', '--to', freshFolder());
  const bytes = readFileSync(path);
  const key = readFileSync(join(data, 'keys', 'pseudonym.key'));
  assert.equal(bytes.includes(key.subarray(0, 32)), false);
  assert.match(run('restore', path, '--check').stderr, /BACKUP_LOCKED/);
  writeFileSync(`${file}2`, 'another long passphrase');
  assert.match(run('restore', path, '--check', '--passphrase-file', `${file}2`).stderr, /BACKUP_LOCKED/);
  const target = join(freshFolder(), 'new');
  const done = run('restore', path, '--to-new', target, '--passphrase-file', file);
  assert.equal(done.status, 0, done.stderr + done.stdout);
  assert.deepEqual(readFileSync(join(target, 'keys', 'pseudonym.key')), key);
  assert.deepEqual(await collectRows(target), describeRows(sampleRows(0, 300)));
  assert.ok(existsSync(join(target, 'demonstration', 'ledger', 'ledger.sqlite')));
});

test('a backup made while ledger and lake are written is one state of each', async () => {
  const data = await dataWith(0);
  const ledger = openLedger(data, Date.now);
  const writer = await openLakeWriter(data, { flushRows: 60, compactAt: 2 });
  let going = true;
  let rows = 0;
  const writing = (async () => {
    while (going) {
      await writer.append(shareKind, sampleRows(rows, 20));
      rows += 20;
      recordAudit(ledger, { event: 'setup.linkMade', actor: { kind: 'operator' } });
      if (rows % 300 === 0) await writer.compact();
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  const paths: { readonly path: string; readonly least: number }[] = [];
  for (let n = 0; n < 5; n++) {
    const least = rows;
    const made = await makeBackup({
      spaces: spacesIn(data),
      toFolder: join(data, 'backups'),
      madeBy: 'command',
      withKeys: false,
      now: Date.now,
    });
    paths.push({ path: made.path, least });
  }
  going = false;
  await writing;
  await writer.close();
  ledger.close();
  for (const { path, least } of paths) {
    const target = join(freshFolder(), 'new');
    assert.equal(run('restore', path, '--to-new', target).status, 1, 'the keys are missing, which is said');
    const found = await collectRows(target);
    assert.ok(found.length >= least, `${found.length} rows, and ${least} were acknowledged before`);
    assert.deepEqual(found, describeRows(sampleRows(0, found.length)));
    const restored = readLedger(target, Date.now);
    assert.equal((await verifyAudit(restored)).intact, true);
    restored.close();
  }
  assert.deepEqual(
    readdirSync(data).filter((name) => name.startsWith('.')),
    [],
    'nothing is left of the pins',
  );
});

test('what was erased since the backup is erased again, and expired runs do not come back', async () => {
  const data = await dataWith(800);
  const path = backupOf(data);
  const gone = String(sampleRows(3, 1).columns.account[0]);
  const writer = await openLakeWriter(data);
  const { beginDeletion } = await import('../src/lake/deletions.ts');
  const end = beginDeletion(data, 'erase', 'account', Date.now());
  const { rowsRemoved } = await writer.remove({ pseudonyms: [gone] });
  end({ rowsRemoved, rejectedRemoved: 0 });
  await writer.close();
  const done = run('restore', path, '--data', data, '--json');
  assert.equal(done.status, 1, done.stderr);
  const outcome = JSON.parse(done.stdout) as { erasedAgain: number; notices: readonly string[] };
  assert.equal(outcome.erasedAgain, rowsRemoved);
  assert.match(outcome.notices.join(), /findings in the restored ledger/);
  const rows = await collectRows(data);
  assert.equal(rows.length, 800 - rowsRemoved);
  assert.equal(
    rows.some((row) => row.includes(gone)),
    false,
  );
  const { listDeletions } = await import('../src/lake/deletions.ts');
  assert.deepEqual(
    listDeletions(data).map(({ filter }) => filter),
    ['account', 'again after a restore'],
  );
  // Without the former lake nobody knows what was erased: it is not claimed.
  const elsewhere = join(freshFolder(), 'new');
  assert.equal(
    (JSON.parse(run('restore', path, '--to-new', elsewhere, '--json').stdout) as typeof outcome).erasedAgain,
    0,
  );
});

test('findings lose again what they lost since the backup; where the former ledger is damaged, that is said', async () => {
  const { applyStreamUpdate } = await import('../src/findings/coordination.ts');
  const { eraseFromFindings } = await import('../src/findings/erase.ts');
  const { listFindings } = await import('../src/findings/read.ts');
  const groups = await import('../src/findings/testing/groups.ts');
  const data = await dataWith(20);
  const former = openLedger(data, Date.now);
  const members = ['acc_a', 'acc_b', 'acc_c', 'acc_d', 'acc_e', 'acc_gone'];
  applyStreamUpdate(former, groups.updateOf([groups.provisional('g1', members)]), groups.run);
  former.close();
  const path = backupOf(data);
  const later = openLedger(data, Date.now);
  await eraseFromFindings(later, { pseudonyms: ['acc_gone'] }, { kind: 'operator' });
  later.close();
  const matching = (): number => {
    const ledger = openLedger(data, Date.now);
    const { matching: found } = listFindings(ledger, { q: 'account:acc_gone', limit: 5 }, { now: 0 });
    ledger.close();
    return found;
  };
  assert.equal(run('restore', path, '--data', data).status, 0);
  assert.equal(matching(), 0);
  writeFileSync(join(data, 'ledger', 'ledger.sqlite'), 'no ledger');
  const damaged = run('restore', path, '--data', data);
  assert.equal(damaged.status, 1, damaged.stderr);
  assert.match(damaged.stdout, /ledger that was here cannot be read[^]*restricted/);
  assert.equal(matching(), 1);
});

test('a lake of another origin is no ground to delete rows', async () => {
  const data = await dataWith(200);
  const path = backupOf(data);
  const other = await dataWith(10);
  const { beginDeletion } = await import('../src/lake/deletions.ts');
  beginDeletion(other, 'erase', 'account', Date.now())({ rowsRemoved: 1, rejectedRemoved: 0 });
  const done = run('restore', path, '--data', other, '--json');
  assert.equal(done.status, 1, done.stderr);
  assert.match(done.stdout, /does not descend/);
  assert.equal((await collectRows(other)).length, 200);
});

test('restore is refused while a process has the ledger or the lake', async () => {
  const data = await dataWith(20);
  const path = backupOf(data);
  const staged = (): boolean => existsSync(join(data, '.restore'));
  const ledger = openLedger(data, Date.now);
  const refused = run('restore', path, '--data', data);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /DATA_IN_USE.*process \d+/);
  assert.ok(!staged(), 'a start would carry out what was refused');
  ledger.close();
  const writer = await openLakeWriter(data);
  const again = run('restore', path, '--data', data);
  assert.equal(again.status, 2);
  assert.match(again.stderr, /DATA_IN_USE/);
  assert.ok(!staged());
  await writer.close();
  const server = lockData(data);
  assert.match(run('restore', path, '--data', data).stderr, /DATA_IN_USE/);
  server.release();
  assert.ok(!staged() && !existsSync(join(data, 'demonstration')));
  assert.equal(run('restore', path, '--data', data).status, 0);
});

test('what a killed restore of the command line put ready is never carried out by a start', async () => {
  const { stageRestore } = await import('../src/operations/restore/stage.ts');
  const data = await dataWith(20);
  const path = backupOf(data);
  const ledger = openLedger(data, Date.now);
  recordAudit(ledger, { event: 'setup.linkMade', actor: { kind: 'operator' } });
  ledger.close();
  const lines: string[] = [];
  const say = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const log = { info: say, warn: say, error: say };
  const spaces = [{ name: 'real', folder: data }] as const;
  await stageRestore(path, { spaces, askedBy: '', now: Date.now });
  await applyStagedRestores(data, log, Date.now);
  assert.ok(!existsSync(join(data, '.restore')));
  assert.ok(!readdirSync(data).some((name) => name.startsWith('replaced-')));
  assert.match(lines.join('\n'), /^a restore from the command line was not carried out/);
  await stageRestore(path, { spaces, askedBy: 'p', applyAtStart: true, now: Date.now });
  await applyStagedRestores(data, log, Date.now);
  assert.ok(readdirSync(data).some((name) => name.startsWith('replaced-')));
  assert.match(lines.at(-1) ?? '', /^a backup was restored: it replaced the data.*"askedBy":"p"/);
  const restored = readLedger(data, Date.now);
  const last = restored.db.prepare('SELECT event, actor_id FROM audit ORDER BY sequence DESC LIMIT 1').get();
  restored.close();
  assert.deepEqual({ ...last }, { event: 'restore.done', actor_id: 'p' });
});

test('a restore that is killed at any step is finished by the next, and is never half', async () => {
  const { applyRestore } = await import('../src/operations/restore/apply.ts');
  const { readPlan } = await import('../src/operations/restore/plan.ts');
  const { stageRestore } = await import('../src/operations/restore/stage.ts');
  const data = await dataWith(90);
  const path = backupOf(data);
  const writer = await openLakeWriter(data);
  await writer.append(shareKind, sampleRows(90, 30));
  await writer.close();
  const now = (): number => Date.now();
  await stageRestore(path, { spaces: [{ name: 'real', folder: data }], askedBy: '', now });
  // Each prefix of the exchange of folders is made by hand, as a kill would leave it.
  const template = `${data}-template`;
  cpSync(data, template, { recursive: true });
  const plan = readPlan(template);
  assert.ok(plan !== undefined);
  const moves = plan.folders.flatMap(({ name, before, after: fresh }) => [
    ...(before ? [[join(name), join(plan.keepIn, name)]] : []),
    ...(fresh ? [[join('.restore', 'data', name), name]] : []),
  ]);
  assert.ok(moves.length >= 4);
  for (let done = 0; done <= moves.length; done++) {
    const at = `${data}-${done}`;
    cpSync(template, at, { recursive: true });
    writeFileSync(join(at, '.restore', 'plan.json'), JSON.stringify({ ...plan, state: 'swapping' }));
    mkdirSync(join(at, plan.keepIn));
    for (const [from, to] of moves.slice(0, done)) renameSync(join(at, from), join(at, to));
    await applyRestore(at, { now, endOldAccess: () => undefined });
    assert.equal((await collectRows(at)).length, 90, `after ${done} moves`);
    assert.equal((await collectRows(join(at, plan.keepIn))).length, 120, `after ${done} moves`);
    openLedger(at, now).close();
    rmSync(at, { recursive: true });
  }
  rmSync(template, { recursive: true });
});
