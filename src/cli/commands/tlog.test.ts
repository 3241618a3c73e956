// Transparency logs from the command line: made, added to, witnessed, published, proven and verified, from a folder and over HTTP,
// and what each command says of what is wrong.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, createReadStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before as beforeAll, test } from 'node:test';
import { startWitness, type TestWitness, witnessPair } from '../../tlog/testing/witness-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-tlog-cli-'));
const file = (name: string): string => join(folder, name);
const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'pollwarden.mjs');
const witnesses: TestWitness[] = [];

/** The public part of the log as a plain web server gives it. */
const web = createServer((request, response) => {
  const path = join(folder, 'log', 'public', request.url ?? '');
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) createReadStream(path).pipe(response);
  else response.writeHead(404).end();
});
let address = '';

after(async () => {
  await Promise.all([...witnesses.map(async ({ close }) => await close()), new Promise((closed) => web.close(closed))]);
  rmSync(folder, { recursive: true });
});

type Called = { readonly status: number | null; readonly out: string; readonly err: string };

async function call(args: readonly string[], input = ''): Promise<Called> {
  const running = spawn(process.execPath, [program, 'tlog', ...args]);
  let [out, err] = ['', ''];
  running.stdout.on('data', (part: Buffer) => (out += part.toString()));
  running.stderr.on('data', (part: Buffer) => (err += part.toString()));
  running.stdin.end(input);
  const status = await new Promise<number | null>((resolve) => running.on('close', resolve));
  return { status, out, err };
}
async function done(args: readonly string[], input = ''): Promise<string> {
  const { status, out, err } = await call(args, input);
  assert.equal(status, 0, `${args.join(' ')}: ${out}${err}`);
  return out;
}
const json = async (...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse((await call([...args, '--json'])).out) as Readonly<Record<string, unknown>>;

const entries = Array.from({ length: 700 }, (_, i) => `entry ${i}`);
let vkey = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  for (const name of ['a', 'b']) witnesses.push(await startWitness(witnessPair(name)));
  const lines = witnesses.map(({ line }) => line).join('');
  writeFileSync(file('witnesses'), `${lines}group both all a b\nquorum both\n`);
  for (const origin of ['https://log.example/cli', 'log example', 'log+example', 'log\u0007example']) {
    const { status, err } = await call(['init', file('log'), '--origin', origin]);
    assert.deepEqual([status, /USAGE.*results\.example\.org\/2026/s.test(err)], [2, true], `${origin}: ${err}`);
  }
  const told = await done(['init', file('log'), '--origin', 'log.example/cli', '--policy', file('witnesses')]);
  [, vkey = ''] = /^Verifier key \(Ed25519\), to publish:\n(.*)$/m.exec(told) ?? [];
  assert.ok(vkey.startsWith('log.example/cli+'), told);
  writeFileSync(file('policy'), `log ${vkey}\n${lines}group both all a b\nquorum both\n`);
  await done(['append', file('log'), '--lines', '-'], `${entries.slice(0, 500).join('\n')}\n\n`);
  await done(['checkpoint', file('log')]);
  cpSync(file('log/public/checkpoint'), file('earlier'));
  writeFileSync(file('one'), 'entry 600');
  writeFileSync(file('never'), 'entry 700');
});

test('entries are told when they are durable, each once; files and lines are the same to the log', async () => {
  const again = await done(['append', file('log'), '--lines', '-', '--json'], entries.slice(490, 600).join('\n'));
  const told = again
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { index: number; known: boolean });
  assert.deepEqual(
    told.map(({ index, known }) => [index, known]),
    Array.from({ length: 110 }, (_, i) => [490 + i, i < 10]),
  );
  assert.equal(await done(['append', file('log'), file('one')]), `600\t${file('one')}\n`);
  assert.equal(await done(['append', file('log'), file('one')]), `600\t${file('one')}\tknown\n`);
  await done(['append', file('log'), '--lines', '-'], entries.slice(601).join('\n'));
  const long = await call(['append', file('log'), '--lines', '-'], `short\n${'x'.repeat(70_000)}\n`);
  assert.equal(long.status, 2);
  assert.match(long.err, /-:2: LINE_TOO_LONG/);
  assert.deepEqual((await call(['append', file('none'), file('one')])).status, 2);
});

test('a checkpoint names what each witness answered; without a quorum readers keep the one they have', async () => {
  const [a, b] = witnesses;
  const before = readFileSync(file('log/public/checkpoint'), 'utf8');
  const seen = b.seen.get('log.example/cli');
  assert.ok(seen);
  b.seen.set('log.example/cli', { ...seen, size: 5000 });
  const refused = await call(['checkpoint', file('log')]);
  assert.equal(refused.status, 1);
  assert.match(refused.out, /NOT published.*\n1 of 2 witnesses signed:\n {2}a: signed\n {2}b: SAW MORE entries.*5000/);
  assert.equal(readFileSync(file('log/public/checkpoint'), 'utf8'), before);
  b.seen.set('log.example/cli', seen);
  assert.deepEqual(await json('checkpoint', file('log')), {
    size: 700,
    published: true,
    witnesses: [
      { name: 'a', result: 'signed' },
      { name: 'b', result: 'signed' },
    ],
  });
  assert.equal(a.seen.get('log.example/cli')?.size, 700);
});

test('the whole log is verified from folder, copy and web, with an entry and an earlier checkpoint', async () => {
  cpSync(file('log/public'), file('copy'), { recursive: true });
  for (const place of [file('log'), file('copy'), address]) {
    const found = await json(
      'verify',
      place,
      '--policy',
      file('policy'),
      '--entry',
      file('one'),
      '--earlier',
      file('earlier'),
    );
    assert.deepEqual([found.holds, found.size, found.index, found.ignored], [true, 700, 600, 1], place);
    assert.equal((found.witnesses as readonly unknown[]).length, 2);
  }
  assert.match(
    await done(['verify', file('copy'), '--key', vkey]),
    /No independent witness.*\n.*ignored\.\n.*no witness/s,
  );
  assert.match(await done(['verify', file('log')]), /not whose it is/);
  assert.equal((await call(['verify', file('copy')])).status, 2, 'a copy cannot vouch for itself');
  const missing = await json('verify', file('copy'), '--policy', file('policy'), '--entry', file('never'));
  assert.equal((missing.fault as { code: string }).code, 'PROOF_INVALID');
});

test('proofs of an entry by number or by itself, from folder and web, hold without the log; of another entry they do not', async () => {
  const proofs = [
    await done(['prove', file('log'), '--entry', file('one')]),
    await done(['prove', address, '600']),
    String((await json('prove', file('log'), '600')).proof),
  ];
  assert.equal(new Set(proofs).size, 1);
  await done(['prove', file('log'), '600', '--out', file('one.tlog-proof')]);
  assert.equal(readFileSync(file('one.tlog-proof'), 'utf8'), proofs[0]);
  const verified = await done(['verify', file('one.tlog-proof'), '--entry', file('one'), '--policy', file('policy')]);
  assert.match(verified, /number 600 of 700 entries of log.example\/cli/);
  const other = await call(['verify', file('one.tlog-proof'), '--entry', file('never'), '--policy', file('policy')]);
  assert.deepEqual([other.status, other.out.slice(0, 18)], [1, 'It does NOT hold. ']);
  assert.equal((await call(['prove', file('log'), '--entry', file('never')])).status, 2);
  assert.equal((await call(['prove', file('log'), '700'])).status, 2);
});

test('a changed entry, a log that was rolled back, one that was begun again: each is named', async () => {
  const code = async (...args: readonly string[]): Promise<unknown> =>
    ((await json('verify', ...args, '--policy', file('policy'))).fault as { code: string } | undefined)?.code;
  cpSync(file('log/public'), file('changed'), { recursive: true });
  const bundle = readFileSync(file('changed/tile/entries/001'));
  bundle[5] ^= 1;
  writeFileSync(file('changed/tile/entries/001'), bundle);
  const changed = await json('verify', file('changed'), '--policy', file('policy'));
  assert.deepEqual(changed.fault, { code: 'ENTRY_DAMAGED', detail: 'entry 256 in tile/entries/001' });
  cpSync(file('log/public'), file('back'), { recursive: true });
  cpSync(file('earlier'), file('back/checkpoint'));
  cpSync(file('log/public/checkpoint'), file('latest'));
  assert.equal(await code(file('back')), undefined);
  assert.equal(await code(file('back'), '--earlier', file('latest')), 'ROLLED_BACK');
  await done(['init', file('again'), '--origin', 'log.example/cli']);
  await done(['append', file('again'), '--lines', '-'], entries.join('\n'));
  await done(['checkpoint', file('again')]);
  assert.equal(await code(file('again')), 'SIGNATURE_MISSING');
  assert.equal(await code(file('copy'), '--earlier', file('again/public/checkpoint')), 'SIGNATURE_MISSING');
});
