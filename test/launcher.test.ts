// The launcher on a machine whose Node is too old: it finds the Node of the package, passes signals and exit codes on.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Makes the launcher see another version of Node than the one that runs it. */
const pretend = (version: string): string =>
  `--import=data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;

/** A package of its own: the real launcher, a small program, and the Node of this system where asked. */
function makePackage(options: { readonly withNode: boolean }): string {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-launcher-'));
  folders.push(folder);
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'src', 'cli'), { recursive: true });
  copyFileSync(join(root, 'bin', 'pollwarden.mjs'), join(folder, 'bin', 'pollwarden.mjs'));
  writeFileSync(
    join(folder, 'src', 'cli', 'main.ts'),
    `export async function runProgram(args: readonly string[]): Promise<void> {
      if (args[0] === 'wait') setInterval(() => {}, 1000);
      if (args[0] === 'polite') { setInterval(() => {}, 1000); process.on('SIGTERM', () => process.exit(5)); }
      if (args[0] === 'exit') process.exitCode = Number(args[1]);
      console.log('program', process.versions.node.split('.')[0], ...args);
    }`,
  );
  if (options.withNode) {
    const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
    mkdirSync(join(folder, 'node_modules', name, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ name }));
    symlinkSync(process.execPath, join(folder, 'node_modules', name, 'bin', 'node'));
  }
  return join(folder, 'bin', 'pollwarden.mjs');
}

type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

const run = (launcher: string, version: string, args: readonly string[]): Ended =>
  spawnSync(process.execPath, [pretend(version), launcher, ...args], { encoding: 'utf8' });

test('the Node of the package runs the program, with its arguments and its exit code', () => {
  const result = run(makePackage({ withNode: true }), '18.0.0', ['exit', '7', '--x y']);
  assert.equal(result.stdout, 'program 24 exit 7 --x y\n');
  assert.equal(result.status, 7);
});

test('without a Node of the package an old Node gets one clear sentence with the command that mends it', () => {
  const result = run(makePackage({ withNode: false }), '20.20.2', ['exit', '0']);
  assert.equal(result.status, 2);
  assert.equal(result.stdout, '');
  assert.match(result.stderr, /this is Node 20\.20\.2 and Node 24 or newer is needed/);
  assert.match(result.stderr, /npm install --include=optional/);
});

test('without a Node of the package a newer Node runs the program itself', () => {
  const result = run(makePackage({ withNode: false }), '26.1.0', ['exit', '0']);
  assert.equal(result.stdout, 'program 26 exit 0\n');
});

for (const [word, signal, code] of [
  ['wait', 'SIGTERM', 143],
  ['wait', 'SIGINT', 130],
  ['polite', 'SIGTERM', 5],
] as const) {
  test(`${signal} reaches the program (${word}) and the launcher ends as it did: ${code}`, async () => {
    const launcher = makePackage({ withNode: true });
    const child = spawn(process.execPath, [pretend('18.0.0'), launcher, word], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill(signal);
    const [status] = (await once(child, 'exit')) as [number | null];
    assert.equal(status, code);
  });
}
