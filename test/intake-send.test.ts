// A clerk sends from the command line: sealed, queued, tried again until the receipts of the published key are there.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import type { Definition } from '../src/elections/definition/definition.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { trueCounts } from '../src/generate/returns/counts.ts';
import { startIntake } from '../src/intake/testing/sealed-night.ts';
import { canonicalJson } from '../src/kernel/canonical-json.ts';
import { openLedger } from '../src/ledger/ledger.ts';
import { parseReceipt } from '../src/results/intake/receipt.ts';
import { longestAskedSeconds, retryAfterSeconds, waitMilliseconds } from '../src/results/intake/retry.ts';
import { makeSealingPair } from '../src/results/intake/seal.ts';
import { signReturn } from '../src/results/return/verify-web.ts';
import { digestOf, saveDraft } from '../src/results/store/elections.ts';
import { intakeReader } from '../src/results/store/read-intake.ts';
import { unitRows } from '../src/results/store/unit-rows.ts';
import { temporaryFolder } from '../src/results/testing/temporary-folder.ts';
import { freePort } from '../src/server/listen.ts';
import { makeKey, unlock } from '../web/signing/src/keys.ts';
import { root } from './server/modules.ts';

const passphrase = 'first correct horse';
const pair = await makeSealingPair();
const generated = generateElection({
  seed: 4,
  election: 'sent',
  day: '2026-06-07',
  units: 12,
  areas: 1,
  options: 4,
  candidates: 0,
});
const centre = generated.definition.centres[0].id;
const holders = await Promise.all(
  ['holder A', 'holder B'].map(async (holder) => await makeKey({ election: 'sent', centre, holder }, passphrase)),
);
const opened = await Promise.all(
  holders.map(async (key) => {
    const privateKey = await unlock(key, passphrase);
    assert.ok(privateKey !== undefined);
    return privateKey;
  }),
);
const definition: Definition = {
  ...generated.definition,
  sealingKey: pair.publicKey,
  centres: generated.definition.centres.map((one) =>
    one.id === centre ? { ...one, keys: holders.map(({ id, holder, publicKey }) => ({ id, holder, publicKey })) } : one,
  ),
};
const units = definition.units.filter((unit) => unit.centre === centre).map(({ id }) => id);
const counts = trueCounts(generated.definition, 4);

async function lineOf(unit: string): Promise<string> {
  const one = {
    format: 'pollwarden-return/1',
    election: 'sent',
    definition: digestOf(Buffer.from(canonicalJson(definition))),
    contest: definition.contests[0].id,
    unit,
    centre,
    counts: counts.get(unit) ?? {},
    countedAt: '2026-06-07T20:00:00Z',
  } as const;
  const signatures = await Promise.all(holders.map(async ({ id }, i) => await signReturn(one, opened[i], id)));
  return canonicalJson({ return: one, signatures });
}
const lines = await Promise.all(units.map(lineOf));

type Desk = { readonly folder: string; readonly args: readonly string[]; readonly outbox: string };

function desk(t: TestContext): Desk {
  const folder = temporaryFolder(t);
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const files = write('centre.returns.jsonl', `${lines.join('\n')}\n{"rubbish":1}\n`);
  const outbox = join(folder, 'outbox');
  const args = [
    ...[files, '--definition', write('definition.json', canonicalJson(definition))],
    ...['--key', write('a.key.json', JSON.stringify(holders[0]))],
    ...['--passphrase-file', write('passphrase', `${passphrase}\n`), '--queue', outbox, '--json'],
  ];
  return { folder, args, outbox };
}

const launcher = join(root, 'bin', 'pollwarden.mjs');
type Ran = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

async function send(...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [launcher, 'intake', 'send', ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

test('nobody answers, then somebody does; killed in between; then headquarters reads them', async (t) => {
  const { folder, args, outbox } = desk(t);
  const port = await freePort('127.0.0.1');
  const to = ['--to', `http://127.0.0.1:${port}`];
  const nobody = await send(...args, ...to, '--fingerprint', '0'.repeat(64), '--once');
  assert.equal(nobody.status, 1);
  assert.equal((JSON.parse(nobody.stdout) as { waiting: number }).waiting, lines.length);
  assert.match(nobody.stderr, /centre\.returns\.jsonl:\d+: RETURN_INVALID/);
  const intake = await startIntake(join(folder, 'intake'), definition, { port });
  t.after(async () => await intake.stop());
  const { fingerprint } = intake.key;
  // Cut off after the first receipts, in the middle of the others.
  const child = spawn(process.execPath, [
    launcher,
    'intake',
    'send',
    ...to,
    '--fingerprint',
    fingerprint,
    '--queue',
    outbox,
  ]);
  const ended = once(child, 'close');
  const watch = setInterval(() => {
    if (readdirSync(join(outbox, 'receipts')).length > 0) child.kill('SIGKILL');
  }, 1);
  await ended;
  clearInterval(watch);
  const grouped = (fingerprint.match(/.{4}/g) ?? []).join(' ').toUpperCase();
  const rest = await send(...args, ...to, '--fingerprint', grouped);
  assert.equal(rest.status, 1, 'the line of rubbish is still there');
  const told = JSON.parse(rest.stdout) as Record<string, number>;
  assert.deepEqual([told.waiting, told.refused, told.problems, told.receipts], [0, 0, 1, lines.length]);
  assert.deepEqual([intake.counts().envelopes, readdirSync(join(outbox, 'waiting')).length], [lines.length, 0]);
  // What the kill left half written lies beside, under a name that nobody reads.
  const receipts = readdirSync(join(outbox, 'receipts')).filter((name) => !name.endsWith('.part'));
  assert.equal(receipts.length, lines.length);
  for (const name of receipts)
    assert.ok(parseReceipt(readFileSync(join(outbox, 'receipts', name), 'utf8').trimEnd()).ok);
  const ledger = openLedger(join(folder, 'data'), Date.now);
  t.after(() => ledger.close());
  const by = { actor: { kind: 'operator' }, name: 'operator' } as const;
  saveDraft(ledger, definition, by);
  const reader = intakeReader(ledger, { folder: join(folder, 'intake'), keys: [pair], fingerprint }, by);
  while ((await reader.round()).more);
  assert.equal(unitRows(ledger, 'sent').filter(({ state }) => state === 'received').length, lines.length);
});

test('another key than the published one gets nothing; a refusal is put aside with its reason', async (t) => {
  const { folder, args, outbox } = desk(t);
  const without = { ...definition, centres: definition.centres.map((one) => ({ ...one, keys: [] })) };
  const intake = await startIntake(join(folder, 'intake'), without);
  t.after(async () => await intake.stop());
  const other = await send(...args, '--to', intake.url, '--fingerprint', 'ab'.repeat(32));
  assert.equal(other.status, 2);
  assert.match(other.stderr, /another key than the one that was published/);
  assert.equal(readdirSync(join(outbox, 'waiting')).length, lines.length);
  const refused = await send('--queue', outbox, '--to', intake.url, '--fingerprint', intake.key.fingerprint, '--json');
  assert.equal(refused.status, 1);
  assert.equal((JSON.parse(refused.stdout) as { refused: number }).refused, lines.length);
  const reason = readdirSync(join(outbox, 'refused')).find((name) => name.endsWith('.txt')) ?? '';
  assert.match(readFileSync(join(outbox, 'refused', reason), 'utf8'), /KEY_UNKNOWN/);
});

test('a server that answers anything, and for ever, gets no further than its bounds', async (t) => {
  const { args } = desk(t);
  const answers = ['x'.repeat(100_000), '{}', '{"publicKey":5}'];
  let asked = 0;
  const server = createServer((_request, response) => response.end(answers[asked++ % answers.length]));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const status of [1, 2, 2]) {
    const ran = await send(...args, '--to', url, '--fingerprint', 'ab'.repeat(32), '--once');
    assert.equal(ran.status, status, ran.stderr);
  }
});

test('flags, spare files and passphrases that do not fit are named', async (t) => {
  const { args, folder } = desk(t);
  const to = ['--to', 'https://127.0.0.1:9', '--fingerprint', 'ab'.repeat(32)];
  writeFileSync(join(folder, 'passphrase'), 'not the passphrase\n');
  assert.match((await send(...args, ...to, '--once')).stderr, /DESK_LOCKED/);
  writeFileSync(join(folder, 'a.key.json'), '{}');
  assert.match((await send(...args, ...to, '--once')).stderr, /no spare file/);
  for (const [more, message] of [
    [['--to', 'http://elsewhere.example'], /no address such as/],
    [['--to', 'https://intake.example/path'], /no address such as/],
    [['--to', 'https://intake.example', '--fingerprint', 'ab'], /64 hexadecimal digits/],
  ] as const) {
    const { status, stderr } = spawnSync(process.execPath, [launcher, 'intake', 'send', ...more], { encoding: 'utf8' });
    assert.equal(status, 2);
    assert.match(stderr, message);
  }
});

test('waits double, have jitter, and are never shorter than was asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.integer(),
      (n, x, asked) => {
        const wait = waitMilliseconds(n, () => x, asked);
        const least = 1000 * Math.min(Math.max(asked, 0), longestAskedSeconds);
        assert.ok(wait >= least && wait <= least + 60_000);
        assert.ok(wait - least >= Math.min(60_000, 1000 * 2 ** Math.min(n - 1, 16)) / 4 - 1);
      },
    ),
  );
  assert.deepEqual(
    [undefined, null, '', '30', '-1', 'Wed, 21 Oct 2026 07:28:00 GMT', '99999999'].map(retryAfterSeconds),
    [0, 0, 0, 30, 0, 0, 0],
  );
});
