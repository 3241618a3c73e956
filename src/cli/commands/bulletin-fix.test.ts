// Fixing an election's log from the command line: what is printed and written, and with which exit code.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startWitness, type TestWitness, witnessPair } from '../../tlog/testing/witness-server.ts';

const root = mkdtempSync(join(tmpdir(), 'pollwarden-fix-'));
const verifier = join(root, 'verifier');
const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'pollwarden.mjs');
let witness: TestWitness;
before(async () => {
  mkdirSync(verifier);
  for (const name of ['pollwarden-verify.mjs', 'pollwarden-verify.html']) writeFileSync(join(verifier, name), name);
  witness = await startWitness(witnessPair('city'), {});
});
after(async () => {
  await witness.close();
  rmSync(root, { recursive: true });
});

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Beside this process, where the witness answers. */
async function run(...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return await new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** An election that two persons fixed, so many days before polling; its release policy approved where asked. */
async function election(name: string, days: number, approved: boolean): Promise<readonly string[]> {
  const [data, night] = [join(root, name), join(root, `${name}-night`)];
  const where = ['--election', 'lowmere', '--data', data];
  const done = async (...args: readonly string[]): Promise<void> => {
    const { code, err } = await run(...args);
    assert.equal(code, 0, `${args.join(' ')}: ${err}`);
  };
  await done('generate', 'returns', '--units', '20', '--day', inDays(days), '--out', night);
  await done('election', 'import', night, '--pack', 'pollwarden', ...where);
  const policy = join(root, `${name}.json`);
  const embargo = { kind: 'instant', at: `${inDays(days)}T21:00:00Z` };
  const form = { format: 'pollwarden-release-policy/1', election: 'lowmere', embargo, detail: 'units' };
  writeFileSync(policy, JSON.stringify({ ...form, flow: 'twoConfirm', contests: ['assembly'] }));
  for (const by of ['A. Chair', 'B. Deputy']) await done('election', 'fix', ...where, '--by', by);
  if (!approved) return where;
  await done('release', 'draft', policy, ...where, '--by', 'A. Chair');
  for (const by of ['A. Chair', 'B. Deputy']) await done('release', 'approve', ...where, '--by', by);
  return where;
}

const fix = async (where: readonly string[], ...more: readonly string[]): Promise<Ran> =>
  await run(
    'bulletin',
    'fix',
    ...where,
    '--origin',
    'log.example/lowmere',
    '--by',
    'A. Chair',
    '--verifier',
    verifier,
    ...more,
  );

type Answer = {
  readonly words: readonly { readonly word: string; readonly digits: string }[];
  readonly files: readonly string[];
};

test('in time, with a witness and an approved policy: exit 0; the words again, and on poster and gazette', async () => {
  const where = await election('good', 20, true);
  const policy = join(root, 'witnesses.txt');
  writeFileSync(policy, `${witness.line}quorum city\n`);
  const { code, out, err } = await fix(where, '--policy', policy, '--json');
  assert.equal(code, 0, out + err);
  const { words, files } = JSON.parse(out) as Answer;
  assert.equal(words.length, 16);
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const { word, digits } of words) assert.ok(text.includes(word) && text.includes(digits), word);
  }
  const again = await run('bulletin', 'words', ...where, '--json');
  assert.deepEqual((JSON.parse(again.out) as Answer).words, words);
  const second = await fix(where, '--policy', policy);
  assert.equal(second.code, 2);
  assert.match(second.err, /CONFLICT/);
});

test('late, without witness and policy: it fixes, says what is missing, and ends with 1', async () => {
  const where = await election('late', 9, false);
  const refused = await run(
    'bulletin',
    'fix',
    ...where,
    '--origin',
    'https://log.example/x',
    '--by',
    'A. Chair',
    '--verifier',
    verifier,
  );
  assert.equal(refused.code, 2);
  assert.match(refused.err, /USAGE.*such as results\.example\.org/s);
  const { code, out } = await fix(where);
  assert.equal(code, 1, out);
  assert.match(out, /Attention: fixed \d+ days before polling; at least 14 before/);
  assert.match(out, /Attention: no independent witness/);
  assert.match(out, /Attention: no release policy is approved/);
  assert.match(out, /a checkpoint of \d+ entries is published/);
});

test('a witness that does not know the log yet: nothing is published, which is said', async () => {
  const where = await election('unknown', 20, true);
  const stranger = await startWitness(witnessPair('town'), { known: 'another' });
  try {
    const policy = join(root, 'town.txt');
    writeFileSync(policy, `${stranger.line}quorum town\n`);
    const { code, out } = await fix(where, '--policy', policy);
    assert.equal(code, 1, out);
    assert.match(out, /witness town does not know this log yet/);
    assert.match(out, /Attention: the log is not published yet/);
  } finally {
    await stranger.close();
  }
});

test('without verifiers, a name or a policy that can be read: exit 2, and nothing is made', async () => {
  const where = await election('refused', 20, false);
  const bad = join(root, 'bad.txt');
  writeFileSync(bad, 'quorum nobody\n');
  const missing = await run('bulletin', 'fix', ...where, '--origin', 'log.example/x', '--by', 'A', '--verifier', root);
  assert.deepEqual([missing.code, /NOT_FOUND/.test(missing.err)], [2, true]);
  assert.deepEqual((await run('bulletin', 'fix', ...where, '--by', 'A')).code, 2);
  const refused = await fix(where, '--policy', bad);
  assert.deepEqual([refused.code, /bad\.txt.*nobody/.test(refused.err)], [2, true], refused.err);
  const none = await run('bulletin', 'words', ...where);
  assert.deepEqual([none.code, /NOT_FOUND/.test(none.err)], [2, true]);
});
