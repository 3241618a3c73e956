// The package as a user gets it: packed, installed into an empty folder elsewhere, and run there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-pack-'));
const installed = join(folder, 'node_modules', 'pollwarden');
after(() => rmSync(folder, { recursive: true }));

type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Runs npm or npx; the folder of its own stands in for an empty project of a user. */
function npm(command: 'npm' | 'npx', args: readonly string[], cwd: string): Ended {
  // What `npm test` hands down to its scripts, its own node_modules/.bin among it, is not there in a user's shell.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(INIT_CWD|npm_(package|lifecycle)_.*|npm_command|npm_config_local_prefix)$/.test(name),
  );
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => !entry.endsWith(join('node_modules', '.bin')));
  return spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...Object.fromEntries(inherited), PATH: path.join(delimiter), CI: 'true' },
    timeout: 300_000,
  });
}

before(() => {
  const packed = npm('npm', ['pack', '--json', '--pack-destination', folder], root);
  assert.equal(packed.status, 0, packed.stderr);
  writeFileSync(join(folder, 'package.json'), '{ "name": "empty", "private": true }');
  const [archive] = globSync('pollwarden-*.tgz', { cwd: folder });
  const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${archive}`];
  const install = npm('npm', args, folder);
  assert.equal(install.status, 0, install.stderr);
});

test('the package holds the built program and no source, test or tool', () => {
  const files = globSync('**/*', { cwd: installed, exclude: (name) => name === 'node_modules' });
  assert.ok(files.includes('LICENSE') && files.includes('README.md'));
  assert.deepEqual(
    files.filter((file) => /\.test\.|\/testing\/|fixture|^(src|scripts|test)(\/|$)|(?<!\.d)\.ts$/.test(file)),
    [],
  );
});

test('npx pollwarden --version runs', () => {
  const { status, stdout, stderr } = npm('npx', ['pollwarden', '--version'], folder);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^pollwarden \d+\.\d+\.\d+ \(Node 24\./);
});

test('the detection runs on a file and writes the report', () => {
  const rows = ['object_id,account_id,content_id,timestamp_share'];
  for (let i = 0; i < 60; i++) rows.push(`o${i % 12},a${i % 5},c${i},${1_700_000_000 + (i % 12) * 5000 + (i % 5)}`);
  writeFileSync(join(folder, 'posts.csv'), `${rows.join('\n')}\n`);
  const args = ['pollwarden', 'detect', 'coordination', 'posts.csv', '--json', '--report', 'report.html'];
  const { status, stdout, stderr } = npm('npx', args, folder);
  assert.ok(status === 0 || status === 1, stderr);
  assert.ok(JSON.parse(stdout));
  assert.ok(existsSync(join(folder, 'report.html')));
});
