// Warm standby: what was acknowledged before a round is there after promotion; the recovery time is measured.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { shareKind } from '../src/lake/kinds.ts';
import { collectRows, describeRows, sampleRows } from '../src/lake/testing/sample-rows.ts';
import { openLakeWriter } from '../src/lake/writer.ts';
import { recordAudit } from '../src/ledger/audit/record.ts';
import { verifyAudit } from '../src/ledger/audit/verify.ts';
import { openLedger, readLedger } from '../src/ledger/ledger.ts';
import { dataWith, freshFolder, run } from './operations-folder.ts';

const send = (data: string, to: string): Record<string, number> => {
  const done = run('standby', 'send', '--data', data, '--to', to, '--once', '--json');
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout) as Record<string, number>;
};

test('a standby takes over with everything that was acknowledged before the last round', async (t) => {
  const data = await dataWith(2000);
  const to = join(freshFolder(), 'standby');
  send(data, to);
  const ledger = openLedger(data, Date.now);
  const writer = await openLakeWriter(data);
  await writer.append(shareKind, sampleRows(2000, 100));
  recordAudit(ledger, { event: 'setup.linkMade', actor: { kind: 'operator' } });
  const second = send(data, to);
  assert.ok(second.filesCopied <= 6, `only what is new: ${second.filesCopied} files`);
  await writer.append(shareKind, sampleRows(2100, 50));
  const target = join(freshFolder(), 'new');
  assert.equal(run('standby', 'promote', '--from', to, '--data', target).status, 2, 'needs --yes');
  const done = run('standby', 'promote', '--from', to, '--data', target, '--yes', '--json');
  assert.equal(done.status, 0, done.stderr);
  t.diagnostic(`promoted in ${(JSON.parse(done.stdout) as { seconds: number }).seconds.toFixed(2)} s`);
  assert.deepEqual(await collectRows(target), describeRows(sampleRows(0, 2100)));
  const promoted = readLedger(target, Date.now);
  const events = promoted.db.prepare('SELECT event FROM audit ORDER BY sequence').all();
  assert.deepEqual(events.map(({ event }) => event).slice(-2), ['setup.linkMade', 'standby.promoted']);
  assert.equal((await verifyAudit(promoted)).intact, true);
  promoted.close();
  assert.ok(existsSync(join(target, 'keys', 'pseudonym.key')));
  const fenced = run('standby', 'send', '--data', data, '--to', to, '--once');
  assert.equal(fenced.status, 2);
  assert.match(fenced.stderr, /STANDBY_FENCED/);
  await writer.close();
  ledger.close();
});

test('a round that is not whole is passed over, and none at all is said', async () => {
  const data = await dataWith(50);
  const to = join(freshFolder(), 'standby');
  send(data, to);
  const writer = await openLakeWriter(data);
  await writer.append(shareKind, sampleRows(50, 10));
  await writer.close();
  send(data, to);
  const copy = join(freshFolder(), 'copy');
  cpSync(to, copy, { recursive: true });
  // As when rsync has brought the list before the ledger.
  writeFileSync(join(copy, 'round-0000000002', 'real', 'ledger', 'ledger.sqlite'), 'half');
  const target = join(freshFolder(), 'new');
  const done = run('standby', 'promote', '--from', copy, '--data', target, '--yes');
  assert.equal(done.status, 1, done.stderr);
  assert.match(done.stdout, /1 newer rounds/);
  assert.equal((await collectRows(target)).length, 50);
  rmSync(join(to, 'round-0000000001'), { recursive: true });
  rmSync(join(to, 'round-0000000002'), { recursive: true });
  const none = run('standby', 'promote', '--from', to, '--data', join(freshFolder(), 'x'), '--yes');
  assert.match(none.stderr, /STANDBY_MISSING/);
});

test('segments that were erased leave the standby after three rounds', async () => {
  const data = await dataWith(700);
  const to = join(freshFolder(), 'standby');
  send(data, to);
  const gone = String(sampleRows(3, 1).columns.account[0]);
  const before = readdirSync(join(to, 'segments'), { recursive: true }).length;
  const writer = await openLakeWriter(data);
  await writer.remove({ pseudonyms: [gone] });
  await writer.close();
  for (let n = 0; n < 3; n++) send(data, to);
  assert.equal(readdirSync(to).filter((name) => name.endsWith('.json')).length, 3);
  const target = join(freshFolder(), 'new');
  run('standby', 'promote', '--from', to, '--data', target, '--yes');
  assert.equal(
    (await collectRows(target)).some((row) => row.includes(gone)),
    false,
  );
  assert.ok(readdirSync(join(to, 'segments'), { recursive: true }).length <= before);
});
