// Headquarters reads intake's folder one way: what is whole comes on the channel official with the time of its receipt, what
// is not is named, and nothing is written there. Also when it is killed in the middle.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { envelopePlace } from '../src/intake/folder.ts';
import { post, sealedNight, startIntake } from '../src/intake/testing/sealed-night.ts';
import { canonicalJson } from '../src/kernel/canonical-json.ts';
import { verifyAudit } from '../src/ledger/audit/verify.ts';
import { type Ledger, openLedger } from '../src/ledger/ledger.ts';
import { makeSealingPair } from '../src/results/intake/seal.ts';
import { writeSealingKey } from '../src/results/intake/sealing-key-file.ts';
import { revokeKey, saveDraft } from '../src/results/store/elections.ts';
import { envelopeCounts, envelopePage, readRefusedAgain } from '../src/results/store/intake-rows.ts';
import { type IntakeReader, intakeReader } from '../src/results/store/read-intake.ts';
import { arrivalsOfElection } from '../src/results/store/returns.ts';
import { unitRows } from '../src/results/store/unit-states.ts';
import { temporaryFolder } from '../src/results/testing/temporary-folder.ts';
import { root } from './server/modules.ts';

const night = await sealedNight(150);
const by = { actor: { kind: 'operator' }, name: 'operator' } as const;
const hashOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const receivedAt = Date.parse('2026-06-07T19:30:00Z');

function ledgerIn(t: TestContext, now: () => number = Date.now): { readonly ledger: Ledger; readonly data: string } {
  const data = temporaryFolder(t);
  const ledger = openLedger(data, now);
  t.after(() => {
    if (ledger.db.isOpen) ledger.close();
  });
  saveDraft(ledger, night.definition, by);
  return { ledger, data };
}

type Filled = { readonly folder: string; readonly envelopes: readonly string[]; readonly fingerprint: string };

async function filled(t: TestContext, count: number): Promise<Filled> {
  const folder = temporaryFolder(t);
  const running = await startIntake(folder, night.definition, { now: () => receivedAt });
  const envelopes = await Promise.all(night.signed.slice(0, count).map(async (one) => await night.seal(one)));
  for (const envelope of envelopes) assert.equal((await post(running.url, envelope)).status, 201);
  await running.stop();
  return { folder, envelopes, fingerprint: running.key.fingerprint };
}

async function readAll(reader: IntakeReader): Promise<void> {
  while ((await reader.round()).more);
}

/** Names, sizes and contents of all that is below a folder. */
const picture = (folder: string): string =>
  hashOf(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map(
        (entry) =>
          `${entry.parentPath}/${entry.name} ${entry.isFile() ? hashOf(readFileSync(join(entry.parentPath, entry.name))) : ''}`,
      )
      .toSorted()
      .join('\n'),
  );

const refusals = (ledger: Ledger): readonly (readonly [string, string])[] =>
  envelopePage(ledger, 'sealed', { outcome: 'refused', limit: 100 }).items.map(({ hash, code }) => [hash, code]);

test('envelopes become arrivals on the channel official, with their receipt; the folder is as it was', async (t) => {
  const { folder, envelopes, fingerprint } = await filled(t, 12);
  const { ledger } = ledgerIn(t);
  const before = picture(folder);
  const reader = intakeReader(ledger, { folder, keys: [night.pair], fingerprint }, by);
  await readAll(reader);
  const arrivals = [...arrivalsOfElection(ledger, 'sealed')];
  assert.equal(arrivals.length, 12);
  for (const { channel, way, source, receivedAt: at, signatures } of arrivals) {
    assert.deepEqual([channel, way, at, signatures.length], ['official', 'intake', receivedAt, 2]);
    assert.ok(envelopes.some((one) => source.receipt?.includes(hashOf(one))));
  }
  assert.deepEqual(reader.state(), { missing: 0, bad: 0, unsigned: 0, problem: undefined });
  assert.equal(unitRows(ledger, 'sealed').filter(({ state }) => state === 'received').length, 12);
  await readAll(intakeReader(ledger, { folder, keys: [night.pair], fingerprint }, by));
  assert.equal([...arrivalsOfElection(ledger, 'sealed')].length, 12);
  assert.equal(picture(folder), before);
  assert.equal((await verifyAudit(ledger)).intact, true);
});

test('a bad file is named, links are not followed, and the rest goes on', async (t) => {
  const { folder, envelopes, fingerprint } = await filled(t, 8);
  const { ledger } = ledgerIn(t);
  const at = (i: number): string => join(folder, envelopePlace(hashOf(envelopes[i])));
  const elsewhere = join(temporaryFolder(t), 'elsewhere.json');
  renameSync(at(0), elsewhere);
  symlinkSync(elsewhere, at(0));
  writeFileSync(at(1), envelopes[2]);
  writeFileSync(at(3), Buffer.alloc(200_000, 0x20));
  rmSync(at(4));
  mkdirSync(at(4));
  rmSync(at(5));
  const reader = intakeReader(ledger, { folder, keys: [night.pair], fingerprint }, by);
  await readAll(reader);
  assert.deepEqual(
    new Map(refusals(ledger)),
    new Map([
      [hashOf(envelopes[0]), 'FILE_UNREADABLE'],
      [hashOf(envelopes[1]), 'RETURN_INVALID'],
      [hashOf(envelopes[3]), 'FILE_UNREADABLE'],
      [hashOf(envelopes[4]), 'FILE_UNREADABLE'],
    ]),
  );
  assert.deepEqual([envelopeCounts(ledger, 'sealed').added, reader.state().missing], [3, 1]);
  // Whoever mends the folder has the refused ones read again.
  rmSync(at(0));
  renameSync(elsewhere, at(0));
  assert.equal(readRefusedAgain(ledger, 'sealed', by), 4);
  reader.startAgain();
  await readAll(reader);
  assert.deepEqual([envelopeCounts(ledger, 'sealed').added, envelopeCounts(ledger, 'sealed').refused], [4, 3]);
});

test('a folder that is a link is not entered; a list of receipts that is none stops nothing', async (t) => {
  const { folder, envelopes } = await filled(t, 2);
  const { ledger } = ledgerIn(t);
  const between = join(folder, 'envelopes', hashOf(envelopes[0]).slice(0, 2));
  const moved = join(temporaryFolder(t), 'moved');
  renameSync(between, moved);
  symlinkSync(moved, between);
  writeFileSync(
    join(folder, 'receipts.jsonl'),
    `${readFileSync(join(folder, 'receipts.jsonl'), 'utf8')}not a receipt\n{}\n`,
  );
  const reader = intakeReader(ledger, { folder, keys: [night.pair], fingerprint: undefined }, by);
  await readAll(reader);
  assert.deepEqual(reader.state(), { missing: 1, bad: 2, unsigned: 0, problem: undefined });
  assert.equal(envelopeCounts(ledger, 'sealed').added, 1);
  const nothing = intakeReader(ledger, { folder: moved, keys: [night.pair], fingerprint: undefined }, by);
  await nothing.round();
  assert.match(nothing.state().problem ?? '', /no list of receipts/);
});

test('another sealing key opens nothing; a receipt of another key counts for nothing, the return does', async (t) => {
  const { folder } = await filled(t, 3);
  const { ledger } = ledgerIn(t);
  const strange = await makeSealingPair();
  await readAll(intakeReader(ledger, { folder, keys: [strange], fingerprint: undefined }, by));
  assert.deepEqual(
    refusals(ledger).map(([, code]) => code),
    ['RETURN_INVALID', 'RETURN_INVALID', 'RETURN_INVALID'],
  );
  readRefusedAgain(ledger, 'sealed', by);
  const reader = intakeReader(ledger, { folder, keys: [strange, night.pair], fingerprint: '0'.repeat(64) }, by);
  await readAll(reader);
  assert.equal(reader.state().unsigned, 3);
  const arrivals = [...arrivalsOfElection(ledger, 'sealed')];
  assert.equal(arrivals.length, 3);
  assert.ok(arrivals.every(({ source, receivedAt: at }) => source.receipt === undefined && at > receivedAt));
});

test('a key that is revoked: what was received before holds, what came after is refused', async (t) => {
  const { folder, envelopes, fingerprint } = await filled(t, 4);
  const key = (JSON.parse(envelopes[0]) as { key: string }).key;
  const { ledger } = ledgerIn(t, () => receivedAt - 60_000);
  revokeKey(ledger, 'sealed', key, 'lost', by);
  await readAll(intakeReader(ledger, { folder, keys: [night.pair], fingerprint }, by));
  const own = envelopes.filter((one) => (JSON.parse(one) as { key: string }).key === key).length;
  assert.deepEqual(
    refusals(ledger).map(([, code]) => code),
    Array.from({ length: own }, () => 'KEY_REVOKED'),
  );
  const later = openLedger(temporaryFolder(t), () => receivedAt + 60_000);
  t.after(() => later.close());
  saveDraft(later, night.definition, by);
  revokeKey(later, 'sealed', key, 'lost', by);
  await readAll(intakeReader(later, { folder, keys: [night.pair], fingerprint }, by));
  assert.deepEqual([envelopeCounts(later, 'sealed').added, envelopeCounts(later, 'sealed').refused], [4, 0]);
});

test('killed again and again in the middle of reading: each envelope once, and the audit trail is whole', async (t) => {
  const { folder, envelopes } = await filled(t, 130);
  const { ledger, data } = ledgerIn(t);
  ledger.close();
  const keyFile = join(temporaryFolder(t), 'key.json');
  writeSealingKey(keyFile, night.pair, undefined);
  const args = [
    'returns',
    'receive',
    folder,
    '--election',
    'sealed',
    '--sealing-key',
    keyFile,
    '--data',
    data,
    '--json',
  ];
  const launcher = join(root, 'bin', 'pollwarden.mjs');
  // A little later each time that nothing was read before the kill: how fast this machine is, nobody knows.
  let [delay, cutOff, before] = [0, 0, 0];
  for (let round = 0; round < 40 && before < envelopes.length; round++) {
    const child = spawn(process.execPath, [launcher, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const wait = delay;
    child.stderr.once('data', () => setTimeout(() => child.kill('SIGKILL'), wait));
    await ended;
    const between = openLedger(data, Date.now);
    assert.equal((await verifyAudit(between)).intact, true);
    const { added } = envelopeCounts(between, 'sealed');
    assert.equal(added, [...arrivalsOfElection(between, 'sealed')].length);
    between.close();
    if (added > before && added < envelopes.length) cutOff++;
    if (added === before) delay += 10;
    before = added;
  }
  assert.ok(cutOff > 0, 'some round was cut off in the middle');
  const last = spawnSync(process.execPath, [launcher, ...args], { encoding: 'utf8' });
  assert.equal(last.status, 0, last.stderr);
  const after = openLedger(data, Date.now);
  t.after(() => after.close());
  assert.equal([...arrivalsOfElection(after, 'sealed')].length, envelopes.length);
});

test('a stick with signed files, envelopes and rubbish: each answers for itself', async (t) => {
  const { ledger, data } = ledgerIn(t);
  ledger.close();
  const stick = temporaryFolder(t);
  const keyFile = join(stick, 'key.json');
  writeSealingKey(keyFile, night.pair, undefined);
  const files = join(stick, 'files');
  mkdirSync(files);
  const envelope = await night.seal(night.signed[0]);
  writeFileSync(join(files, 'a.envelope.json'), `${envelope}\r\n`);
  writeFileSync(join(files, 'b.returns.jsonl'), `${canonicalJson(night.signed[1])}\n`);
  writeFileSync(join(files, 'c.pdf'), Buffer.from([0x25, 0xff, 0xfe]));
  writeFileSync(join(files, 'd.txt'), 'see attachment');
  cpSync(join(files, 'a.envelope.json'), join(files, 'e.json'));
  const run = (
    ...more: readonly string[]
  ): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
    spawnSync(
      process.execPath,
      [
        join(root, 'bin', 'pollwarden.mjs'),
        'returns',
        'receive',
        files,
        '--election',
        'sealed',
        '--data',
        data,
        '--json',
        ...more,
      ],
      { encoding: 'utf8' },
    );
  const without = run();
  assert.equal(without.status, 1);
  assert.match(without.stderr, /a\.envelope\.json: SEALING_KEY_INVALID/);
  const { status, stdout, stderr } = run('--sealing-key', keyFile, '--way', 'mail');
  assert.equal(status, 1, stderr);
  const { added, known, refused } = JSON.parse(stdout) as Record<string, unknown>;
  assert.deepEqual([added, known, refused], [1, 2, 2]);
  assert.match(stderr, /c\.pdf: ENCODING_INVALID/);
  assert.match(stderr, /d\.txt: RETURN_INVALID/);
  const after = openLedger(data, Date.now);
  t.after(() => after.close());
  assert.deepEqual([...arrivalsOfElection(after, 'sealed')].map(({ channel, way }) => `${channel} ${way}`).toSorted(), [
    'backup mail',
    'backup stick',
  ]);
});
