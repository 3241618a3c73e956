// What leaves the demonstration carries its mark, in the name of the file and in what is in it; what is real does not.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { testPurpose } from '../src/ingest/follow/testing/follow-lake.ts';
import { ingestPosts } from '../src/ingest/ingest-posts.ts';
import { readPosts } from '../src/ingest/read-posts.ts';
import { recordAudit } from '../src/ledger/audit/record.ts';
import { openLedger } from '../src/ledger/ledger.ts';
import { listBackups } from '../src/operations/backup/list.ts';
import { readBackup } from '../src/operations/backup/read.ts';
import { makeBackup } from '../src/operations/backup/write.ts';
import { backupNamePattern } from '../src/server/features/operations/schemas.ts';
import { backupOf, dataWith, freshFolder, run } from './operations-folder.ts';
import { signedIn, startServing } from './server/serving.ts';

const mark = 'DEMONSTRATION: generated data; no real accounts';

/** A data folder with both spaces. */
async function both(): Promise<string> {
  const data = await dataWith(5);
  mkdirSync(join(data, 'demonstration'));
  const ledger = openLedger(join(data, 'demonstration'), Date.now);
  recordAudit(ledger, { event: 'setup.linkMade', actor: { kind: 'operator' } });
  ledger.close();
  return data;
}

test('a backup of the demonstration is marked in its name and in its head, and is listed and read as any other', async () => {
  const data = await both();
  const toFolder = freshFolder();
  const made = await makeBackup({
    spaces: [{ name: 'demonstration', folder: join(data, 'demonstration') }],
    toFolder,
    madeBy: 'person',
    withKeys: false,
    now: Date.now,
  });
  assert.match(made.name, /^DEMONSTRATION-pollwarden-/);
  assert.match(made.name, backupNamePattern);
  assert.deepEqual(
    listBackups(toFolder).map(({ name }) => name),
    [made.name],
  );
  const { head } = await readBackup(made.path);
  assert.deepEqual(
    head.spaces.map((space) => space.mark),
    [mark],
  );
  const ofBoth = backupOf(data);
  assert.match(basename(ofBoth), /^pollwarden-/);
  assert.deepEqual(
    (await readBackup(ofBoth)).head.spaces.map((space) => [space.name, space.mark]),
    [
      ['real', undefined],
      ['demonstration', mark],
    ],
  );
});

test('the audit trail of the demonstration is marked from the command line, the real one is not', async () => {
  const data = await both();
  const demonstration = join(data, 'demonstration');
  const csv = run('audit', 'export', '--data', demonstration).stdout.split('\r\n');
  assert.equal(csv[0], mark);
  assert.match(csv[1], /^sequence,time,event/);
  const jsonl = run('audit', 'export', '--format', 'jsonl', '--data', demonstration).stdout.trimEnd().split('\n');
  for (const line of jsonl) assert.equal((JSON.parse(line) as { demonstration: string }).demonstration, mark);
  assert.doesNotMatch(run('audit', 'export', '--data', data).stdout, /DEMONSTRATION/);
});

test('findings and rejected rows too, where --data names the folder of the demonstration', async () => {
  const data = join(freshFolder(), 'demonstration');
  const file = join(freshFolder(), 'bad.csv');
  writeFileSync(file, 'account,time,post,object,platform\na,never,p,o,x\n');
  await ingestPosts({
    dataFolder: data,
    inputs: [file],
    purpose: testPurpose,
    purposeFile: 'p.json',
    read: {},
    now: Date.now,
    reader: readPosts,
  });
  openLedger(data, Date.now).close();
  const rejected = run('lake', 'rejected', '--json', '--data', data);
  assert.equal((JSON.parse(rejected.stdout) as { demonstration: string }).demonstration, mark);
  const findings = run('findings', 'export', '--data', data);
  assert.ok(findings.stdout.startsWith(mark), findings.stderr);
});

test('and from the server, also in the name of the file', async (t: TestContext) => {
  const server = await startServing({ profile: 'demo' });
  t.after(server.stop);
  for (const [name, prefix, marked] of [
    ['demonstration', '/demo', true],
    ['real', '', false],
  ] as const) {
    const { cookie } = signedIn(server.space(name), 'administrator');
    const answer = await fetch(`${server.origin}${prefix}/api/audit/export?format=csv`, { headers: { cookie } });
    assert.equal(answer.status, 200);
    assert.equal((await answer.text()).startsWith(mark), marked);
    assert.equal(/DEMONSTRATION-pollwarden-audit\.csv/.test(answer.headers.get('content-disposition') ?? ''), marked);
  }
});
