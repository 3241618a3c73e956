// The command line as a person meets it: help, suggestions, exit codes, a reader that goes away.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { registry } from '../src/cli/registry.ts';

const root = join(import.meta.dirname, '..');
const launcher = join(root, 'bin', 'pollwarden.mjs');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };

type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

const pollwarden = (...args: readonly string[]): Ended =>
  spawnSync(process.execPath, [launcher, ...args], { encoding: 'utf8' });

test('no words, --help and help show every command', async () => {
  const shown = [pollwarden(), pollwarden('--help'), pollwarden('help')];
  for (const { status, stdout, stderr } of shown) {
    assert.equal(status, 0);
    assert.equal(stderr, '');
    for (const { path } of registry) assert.ok(stdout.includes(`  ${path.join(' ')} `), path.join(' '));
  }
});

test('every command has a summary of one line, a usage line and an example, under its registered path', async () => {
  for (const { path, load } of registry) {
    const command = await load();
    assert.deepEqual(command.path, path);
    assert.match(command.summary, /^[A-Z][^\n]{10,90}$/, path.join(' '));
    assert.ok(command.help.startsWith(`Usage: pollwarden ${path.join(' ')}`), `${path.join(' ')}: ${command.help}`);
    assert.match(command.help, /Examples?:/, path.join(' '));
  }
});

test('every file of src/cli/commands is registered', async () => {
  const files = readdirSync(join(root, 'src', 'cli', 'commands')).filter(
    (f) => f.endsWith('.ts') && !f.includes('.test.'),
  );
  const registered = registry.map(({ path }) => `${path.join('-')}.ts`);
  assert.deepEqual(files.toSorted(), registered.toSorted());
});

test('--version says the version of the package', () => {
  assert.match(pollwarden('--version').stdout, /^pollwarden \d+\.\d+\.\d+ \(Node 24\.\d+\.\d+\)\n$/);
  assert.equal((JSON.parse(pollwarden('version', '--json').stdout) as { pollwarden: string }).pollwarden, version);
});

test('a group lists its commands: asked for on stdout, left incomplete on stderr with exit 2', () => {
  for (const args of [
    ['help', 'lake'],
    ['lake', '--help'],
  ]) {
    const { status, stdout } = pollwarden(...args);
    assert.equal(status, 0);
    assert.match(stdout, /lake status .*\n[^]*lake erase /);
    assert.doesNotMatch(stdout, /detect/);
  }
  const incomplete = pollwarden('lake');
  assert.equal(incomplete.status, 2);
  assert.equal(incomplete.stdout, '');
  assert.match(incomplete.stderr, /lake status/);
});

test('an unknown command exits 2 and names the nearest', () => {
  const { status, stdout, stderr } = pollwarden('detcet', 'coordination', 'posts.csv');
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /"detcet coordination" is no command; did you mean "pollwarden detect coordination"\?/);
  assert.match(pollwarden('help', 'zzzzzzzz').stderr, /see pollwarden --help/);
  assert.match(pollwarden('--data').stderr, /is no command/);
});

test('escape sequences in a typed command do not reach the terminal', () => {
  assert.ok(!pollwarden('\u001b[31mred').stderr.includes('\u001b'));
});

test('an unknown option exits 2 and names the nearest', () => {
  const { status, stderr } = pollwarden('version', '--jsn');
  assert.equal(status, 2);
  assert.match(stderr, /--jsn; did you mean --json\?/);
});

test('a reader that goes away ends the program quietly', () => {
  const line = `"${process.execPath}" "${launcher}" help | true`;
  const { stderr } = spawnSync('bash', ['-c', `for i in 1 2 3; do ${line}; done`], { encoding: 'utf8' });
  assert.equal(stderr, '');
});

test('a defect of ours exits 70 with one sentence, and shows where only when asked', () => {
  const broken = "--import=data:text/javascript,JSON.stringify=()=>{throw new TypeError('broken-on-purpose')}";
  const run = (debug: string): Ended =>
    spawnSync(process.execPath, [broken, launcher, 'version', '--json'], {
      encoding: 'utf8',
      env: { ...process.env, POLLWARDEN_DEBUG: debug },
    });
  const quiet = run('');
  assert.equal(quiet.status, 70);
  assert.equal(quiet.stdout, '');
  assert.match(quiet.stderr, /^pollwarden: a defect in Pollwarden ended this run: broken-on-purpose\n/);
  assert.doesNotMatch(quiet.stderr, /\n\s+at /);
  const loud = run('1');
  assert.equal(loud.status, 70);
  assert.match(loud.stderr, /\n\s+at .*version\.ts/);
});

test('ingest posts of a file that is not there says so and leaves nothing behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-missing-'));
  try {
    const purpose = JSON.parse(pollwarden('ingest', 'posts', '--example-purpose').stdout) as Record<string, unknown>;
    const record = {
      ...purpose,
      controller: { name: 'Office of Lowmere', contact: 'dpo@lowmere.example' },
      purpose: 'Looking for accounts that act together around the vote in Lowmere',
      legalBasis: { article6: '6(1)(e)', article9: '9(2)(g)', law: 'Electoral Act of Lowmere, section 12' },
      scope: { objects: ['gazette.example'], topics: ['the ferry timetable'] },
    };
    const file = join(folder, 'purpose.json');
    writeFileSync(file, JSON.stringify(record));
    const data = join(folder, 'data');
    const ended = pollwarden('ingest', 'posts', join(folder, 'nothere.jsonl'), '--purpose', file, '--data', data);
    assert.equal(ended.status, 2);
    assert.match(ended.stderr, /FILE_NOT_FOUND/);
    assert.equal(existsSync(data), false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
