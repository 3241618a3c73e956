// The README's way from two channels to a bulletin that verifies: its own commands, in their order, in an empty folder.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const sections = ['## Results, from two channels\n', '## The log and the bulletin\n'];

/** Of the first shell block of a section, each as its words. */
function commandsOf(section: string): readonly (readonly string[])[] {
  const text = readFileSync(join(root, 'README.md'), 'utf8').split(section)[1] ?? '';
  const block = text.split('```sh\n')[1]?.split('```')[0] ?? '';
  return block
    .trim()
    .split('\n')
    .map((line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare))
    .map((words) => words.slice(words.indexOf('pollwarden') + 1));
}

test('whoever types the commands of the README has a bulletin that verifies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-readme-'));
  for (const built of ['build-verifier.ts', 'build-bulletin.ts'])
    assert.equal(spawnSync(process.execPath, [join(root, 'scripts', built), '--if-stale']).status, 0, built);
  const program = join(root, 'bin', 'pollwarden.mjs');
  try {
    const ran = sections.flatMap(commandsOf).map((args) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
        cwd: folder,
        encoding: 'utf8',
        timeout: 120_000,
        env: { ...process.env, POLLWARDEN_DATA: join(folder, 'data') },
      });
      assert.ok(status === 0 || status === 1, `${args.join(' ')} ended with ${status}: ${stderr}`);
      return { command: args.slice(0, 2).join(' '), status, stdout };
    });
    assert.equal(ran[0].command, 'generate returns');
    const last = ran[ran.length - 1];
    assert.deepEqual([last.command, last.status], ['bulletin verify', 0], last.stdout);
    assert.match(last.stdout, /The total follows from the log, to the byte/);
    assert.match(last.stdout, /0 of 600 units counted \(600 committed\)/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
