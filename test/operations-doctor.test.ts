// Doctor names the cause: dead disk, full disk, clocks that jump, an interrupted migration, damaged and tampered stores.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { chmodSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { diskFiles } from '../src/lake/files.ts';
import { lakeFolder, readManifest, segmentPath } from '../src/lake/manifest.ts';
import { failingFiles } from '../src/lake/testing/failing-files.ts';
import { openLakeWriter } from '../src/lake/writer.ts';
import { ledgerPath, openLedger } from '../src/ledger/ledger.ts';
import { migrations } from '../src/ledger/migrations/index.ts';
import type { DoctorContext, Finding } from '../src/operations/doctor/check.ts';
import { exitCodeOf, runChecks } from '../src/operations/doctor/run.ts';
import { dataWith, freshFolder, run } from './operations-folder.ts';

const contextOf = (dataFolder: string, changes: Partial<DoctorContext> = {}): DoctorContext => ({
  dataFolder,
  now: Date.now,
  monotonic: () => performance.now(),
  timeServer: undefined,
  backupFolders: [],
  port: undefined,
  smtp: undefined,
  publicUrl: undefined,
  startedOrigin: undefined,
  files: diskFiles,
  ...changes,
});

const examine = async (dataFolder: string, changes: Partial<DoctorContext> = {}): Promise<readonly Finding[]> =>
  await runChecks(contextOf(dataFolder, changes));

const named = (findings: readonly Finding[], name: string): Finding => {
  const finding = findings.find((one) => one.name === name);
  assert.ok(finding !== undefined, `${name} is not among ${findings.map((one) => one.name).join(', ')}`);
  return finding;
};

const bad = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ state }) => state === 'failed' || state === 'attention').map(({ name }) => name);

test('a sound data folder needs nothing but its first backup', async () => {
  const data = await dataWith(300);
  assert.deepEqual(bad(await examine(data)), ['backups']);
  run('backup', '--data', data);
  const findings = await examine(data);
  assert.deepEqual(bad(findings), []);
  assert.equal(exitCodeOf(findings), 0);
  assert.match(named(findings, 'lake').found, /300 rows/);
  assert.match(named(findings, 'backups').found, /read again and compared/);
  assert.deepEqual(bad(await examine(data, { now: () => Date.now() + 72 * 3_600_000 })), ['backups']);
});

test('a dead disk is named', async () => {
  const data = await dataWith(10);
  const finding = named(await examine(data, { files: failingFiles('killed', 1) }), 'disk.write');
  assert.equal(finding.state, 'failed');
  assert.match(finding.cause ?? '', /disk or the cable.*errors/);
  const torn = named(await examine(data, { files: failingFiles('killed', 3) }), 'disk.write');
  assert.match(torn.cause ?? '', /disk or the cable.*errors/);
});

test('a disk that gives back other bytes than it took is named', async () => {
  const data = await dataWith(10);
  const files = { ...diskFiles, read: () => Buffer.alloc(4096) };
  assert.match(named(await examine(data, { files }), 'disk.write').found, /reads otherwise/);
});

test('a full disk is named, and the ledger on it is still sound', async (t) => {
  const mount = freshFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m,nr_inodes=400,mode=700', 'tmpfs', mount], { stdio: 'pipe' });
  } catch {
    t.skip('mounting a small disk needs root');
    return;
  }
  try {
    openLedger(mount, Date.now).close();
    const filler = join(mount, 'filler');
    assert.throws(() => writeFileSync(filler, Buffer.alloc(16e6), { mode: 0o600 }), { code: 'ENOSPC' });
    const findings = await examine(mount);
    assert.match(named(findings, 'disk.free').cause ?? '', /full/);
    assert.match(named(findings, 'disk.write').cause ?? '', /disk or the quota is full/);
    assert.equal(named(findings, 'ledger').state, 'ok', named(findings, 'ledger').found);
    assert.equal(exitCodeOf(findings), 2);
  } finally {
    execFileSync('umount', [mount]);
  }
});

test('a clock that was set back is named by what was recorded before', async () => {
  const data = await dataWith(10);
  const week = 7 * 86_400_000;
  const finding = named(await examine(data, { now: () => Date.now() - week }), 'clock.back');
  assert.equal(finding.state, 'failed');
  assert.match(finding.found, /7 days ahead of the clock/);
  const startedOrigin = Date.now() - performance.now();
  assert.equal(named(await examine(data, { startedOrigin }), 'clock.jump').state, 'ok');
  const jumped = named(await examine(data, { startedOrigin, now: () => Date.now() + 3_600_000 }), 'clock.jump');
  assert.match(jumped.found, /set forward by 60 min/);
});

/** A time server on this machine whose clock differs by `offsetMilliseconds`; `spoil` changes its answers. */
async function timeServer(offsetMilliseconds: number, spoil: (answer: Buffer) => void = () => undefined) {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const answer = Buffer.alloc(48);
    answer[0] = 0x24;
    answer[1] = 2;
    question.copy(answer, 24, 40, 48);
    const seconds = (Date.now() + offsetMilliseconds) / 1000 + 2_208_988_800;
    for (const at of [32, 40]) {
      answer.writeUInt32BE(Math.floor(seconds) % 2 ** 32, at);
      answer.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32), at + 4);
    }
    spoil(answer);
    socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

test('a time server tells how far the clock is off', async () => {
  const data = await dataWith(1);
  const cases = [
    [0, 'ok', /within/],
    [2500, 'attention', /2\.5 s behind/],
    [-90_000, 'failed', /90\.0 s ahead of/],
  ] as const;
  for (const [offset, state, words] of cases) {
    const server = await timeServer(offset);
    const finding = named(await examine(data, { timeServer: server.address }), 'clock.offset');
    server.close();
    assert.equal(finding.state, state, finding.found);
    assert.match(finding.found, words);
  }
  const spoilt = [
    (answer: Buffer) => answer.fill(0, 24, 32), // not to our question
    (answer: Buffer) => answer.writeUInt8(0, 1), // kiss of death
    (answer: Buffer) => answer.writeUInt8(0xe4, 0), // its own clock is not set
  ];
  for (const spoil of spoilt) {
    const server = await timeServer(5000, spoil);
    const finding = named(await examine(data, { timeServer: server.address }), 'clock.offset');
    server.close();
    assert.equal(finding.state, 'unknown', finding.found);
  }
});

test('a process killed in the middle of a migration: the ledger is whole, and doctor says what comes', async () => {
  const data = freshFolder();
  const first = migrations.slice(0, 2);
  openLedger(data, Date.now, first).close();
  // The last of the migrations never ends; the process is killed within its transaction.
  const script = `
    import { openLedger } from ${JSON.stringify(join(import.meta.dirname, '../src/ledger/ledger.ts'))};
    import { migrations } from ${JSON.stringify(join(import.meta.dirname, '../src/ledger/migrations/index.ts'))};
    const slow = 'CREATE TABLE endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
    process.stdout.write('begin\\n');
    openLedger(process.argv[1], Date.now, [...migrations.slice(0, 2), { number: 3, name: 'slow', sql: slow }]);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  // Its backup is durable, so it is within the migration now.
  for (let n = 0; n < 200 && !hasBackup(data); n++) await new Promise((resolve) => setTimeout(resolve, 25));
  assert.ok(hasBackup(data), 'a copy was made before the migration');
  await new Promise((resolve) => setTimeout(resolve, 100));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  const finding = named(await examine(data), 'ledger');
  assert.equal(finding.state, 'attention');
  assert.match(finding.found, /sound, of form 2/);
  assert.match(finding.cause ?? '', /migration was interrupted/);
  assert.match(finding.remedy ?? '', /Start the server/);
  openLedger(data, Date.now).close();
  assert.equal(named(await examine(data), 'ledger').state, 'ok');
});

const hasBackup = (data: string): boolean =>
  diskFiles.list(join(data, 'ledger', 'backups')).some((name) => name.endsWith('.sqlite'));

test('damaged, tampered and newer ledgers are told apart', async () => {
  const data = await dataWith(1);
  const path = ledgerPath(data);
  const db = new DatabaseSync(path);
  db.exec('DROP TRIGGER IF EXISTS audit_no_update');
  for (const { name } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()) {
    db.exec(`DROP TRIGGER "${String(name)}"`);
  }
  db.exec("UPDATE audit SET actor_id = 'somebody else' WHERE sequence = 1");
  db.close();
  const tampered = await examine(data);
  assert.equal(named(tampered, 'ledger').state, 'ok');
  assert.match(named(tampered, 'audit').found, /does not hold from entry 1 on/);
  const newer = await dataWith(1);
  const later = new DatabaseSync(ledgerPath(newer));
  later.exec('PRAGMA user_version=900');
  later.close();
  assert.match(named(await examine(newer), 'ledger').cause ?? '', /later Pollwarden/);
  const bytes = readFileSync(path);
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 7)]));
  const damaged = named(await examine(data), 'ledger');
  assert.match(damaged.found, /LEDGER_CORRUPT/);
  assert.match(damaged.remedy ?? '', /pollwarden restore/);
});

test('a lake with a missing, shortened or changed segment is named with the file', async () => {
  const data = await dataWith(600);
  const root = lakeFolder(data);
  const path = segmentPath(root, readManifest(diskFiles, root).segments[0]);
  const bytes = readFileSync(path);
  writeFileSync(path, Buffer.alloc(bytes.length));
  assert.match(named(await examine(data), 'lake').found, /0000000001\.parquet.*no longer what was written/);
  truncateSync(path, bytes.length - 1);
  assert.match(named(await examine(data), 'lake').found, /missing or of another size/);
  rmSync(path);
  assert.equal(named(await examine(data), 'lake').state, 'failed');
  writeFileSync(path, bytes);
  assert.equal(named(await examine(data), 'lake').state, 'ok');
});

test('keys, permissions and locks', async () => {
  const data = await dataWith(20);
  const key = join(data, 'keys', 'pseudonym.key');
  chmodSync(key, 0o644);
  assert.match(named(await examine(data), 'keys').found, /others may read pseudonym\.key/);
  writeFileSync(key, `${'ab'.repeat(32)}\n`);
  chmodSync(key, 0o600);
  assert.match(named(await examine(data), 'keys').found, /another one/);
  rmSync(key);
  assert.match(named(await examine(data), 'keys').found, /missing/);
  chmodSync(data, 0o755);
  assert.match(named(await examine(data), 'folder').found, /the folder itself/);
  const writer = await openLakeWriter(data);
  assert.match(named(await examine(data), 'locks').found, new RegExp(`written by process ${process.pid}`));
  await writer.close();
  const stale = { pid: 2 ** 22 + 1, started: '1', boot: 'x', host: 'elsewhere', nonce: 'x' };
  writeFileSync(join(data, 'lake', 'lock'), JSON.stringify(stale));
  assert.match(named(await examine(data), 'locks').found, /on elsewhere/);
  const { hostname } = await import('node:os');
  writeFileSync(join(data, 'lake', 'lock'), JSON.stringify({ ...stale, host: hostname() }));
  assert.match(named(await examine(data), 'locks').found, /which has ended/);
});

test('port and mail server are tried', async () => {
  const data = await dataWith(1);
  const listening = await new Promise<ReturnType<typeof createServer>>((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('220 mail.example ready\r\n', () => socket.destroy());
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
  const { port } = listening.address() as { readonly port: number };
  const findings = await examine(data, { port, smtp: { host: '127.0.0.1', port } });
  assert.match(named(findings, 'port').found, /in use by another program/);
  assert.match(named(findings, 'smtp').found, /greets/);
  await new Promise((resolve) => listening.close(resolve));
  const after = await examine(data, { port, smtp: { host: '127.0.0.1', port }, publicUrl: 'http://ops.example' });
  assert.equal(named(after, 'port').state, 'ok');
  assert.equal(named(after, 'smtp').state, 'attention');
  assert.match(named(after, 'publicUrl').cause ?? '', /reads passwords/);
});

test('the command ends with 0, 1 or 2, changes nothing, and names a bad setting', async () => {
  const data = await dataWith(5);
  const before = statSync(ledgerPath(data)).mtimeMs;
  assert.equal(run('doctor', '--data', data).status, 1);
  run('backup', '--data', data);
  const done = run('doctor', '--data', data, '--json');
  const { findings } = JSON.parse(done.stdout) as { readonly findings: readonly Finding[] };
  assert.deepEqual([done.status, bad(findings)], [0, []]);
  assert.equal(statSync(ledgerPath(data)).mtimeMs, before);
  writeFileSync(join(data, 'pollwarden.json'), '{"port": 99999999}', { mode: 0o600 });
  const odd = run('doctor', '--data', data);
  assert.equal(odd.status, 2);
  assert.match(odd.stdout, /Settings.*port/);
});
