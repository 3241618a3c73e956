// The package as a user gets it: packed, installed into an empty folder elsewhere, and run there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  for (const file of ['LICENSE', 'README.md', 'docs/install.md']) assert.ok(files.includes(file), file);
  assert.deepEqual(
    files.filter((file) => /\.test\.|\/testing\/|fixture|^(src|scripts|test)(\/|$)|(?<!\.d)\.ts$/.test(file)),
    [],
  );
});

test('the signing app is there: one file, self-contained, with a place for the definition', () => {
  const file = join(installed, 'dist', 'signing', 'app.html');
  assert.ok(statSync(file).size > 50_000);
  const html = readFileSync(file, 'utf8');
  assert.ok(html.includes('%DEFINITION%'));
  assert.doesNotMatch(html, /<(?:script|link|img)[^>]+(?:src|href)=["']?https?:/i);
});

test('npx pollwarden --version runs', () => {
  const { status, stdout, stderr } = npm('npx', ['pollwarden', '--version'], folder);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^pollwarden \d+\.\d+\.\d+ \(Node 24\./);
});

test('the demonstration runs, and its report carries its typeface', () => {
  const { status, stderr } = npm('npx', ['pollwarden', 'demo', 'report', '--posts', '2000', '--data', 'data'], folder);
  assert.equal(status, 0, stderr);
  assert.match(readFileSync(join(folder, 'data', 'demo', 'report.html'), 'utf8'), /@font-face.*data:font\/woff2/s);
});

test('a large table goes to workers', () => {
  const rows = ['object_id,account_id,content_id,timestamp_share'];
  for (let i = 0; i < 120_000; i++) rows.push(`o${i % 60},a${i % 4001},c${i},${1_700_000_000 + Math.floor(i / 30)}`);
  writeFileSync(join(folder, 'posts.csv'), `${rows.join('\n')}\n`);
  const compat = ['--compat', 'coortweet', '--window', '60', '--min-participation', '2', '--edges', 'edges.csv'];
  const { status, stdout, stderr } = npm(
    'npx',
    ['pollwarden', 'detect', 'coordination', 'posts.csv', ...compat, '--json'],
    folder,
  );
  assert.ok(status === 0 || status === 1, stderr);
  // Below two million pairs the work stays on one thread.
  assert.ok((JSON.parse(stdout) as { readonly pairs: number }).pairs > 2_000_000, stdout.slice(0, 500));
  assert.ok(statSync(join(folder, 'edges.csv')).size > 1000);
});
