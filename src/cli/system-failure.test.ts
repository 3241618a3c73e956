// What the operator has to mend is named with its path and exit code 2, never called a defect.
import assert from 'node:assert/strict';
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemFailure } from './system-failure.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'pollwarden.mjs');
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-system-'));
writeFileSync(join(folder, 'two.csv'), 'object_id,account_id,content_id,timestamp_share\no,a,p,1\n');
mkdirSync(join(folder, 'locked'));
chmodSync(join(folder, 'locked'), 0);

const run = (words: string, options: SpawnSyncOptions = {}) => {
  const { status, stderr } = spawnSync(process.execPath, [program, ...words.split(' ')], { cwd: folder, ...options });
  return { status, stderr: String(stderr) };
};

const failure = (code: string, syscall: string, path?: string) =>
  systemFailure(Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, path }), 'standard output');

test('an errno becomes a named error with its path', () => {
  const unwritable = 'FILE_UNWRITABLE';
  for (const code of ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EMFILE', 'ENAMETOOLONG']) {
    assert.equal(failure(code, 'mkdir', 'd')?.code, unwritable, code);
    assert.equal(failure(code, 'scandir', 'd')?.code, 'FILE_UNREADABLE', code);
    assert.match(failure(code, 'mkdir', 'd')?.message ?? '', new RegExp(`^d: FILE_UNWRITABLE: .*\\(${code}, \\w+`));
  }
  assert.equal(failure('EISDIR', 'open', 'd')?.code, 'FILE_IS_DIRECTORY');
  assert.equal(failure('ENOSPC', 'write')?.message.startsWith('standard output: DISK_FULL'), true);
  assert.equal(failure('EACCES', 'open', join(folder, 'new.csv'))?.code, unwritable);
  assert.equal(failure('EACCES', 'open', join(folder, 'two.csv'))?.code, unwritable);
  assert.equal(systemFailure(new Error('Cannot read package config p: too many open files.'))?.code, unwritable);
  assert.equal(failure('ERR_INVALID_ARG_TYPE', ''), undefined);
  assert.equal(systemFailure(new TypeError('x is not a function')), undefined);
});

for (const words of [
  'lake status --data two.csv',
  'demo report --data two.csv --posts 2000',
  'generate posts --seed 1 --out two.csv/x',
]) {
  test(`a file where a folder is needed: ${words}`, () => {
    const { status, stderr } = run(words);
    assert.equal(status, 2, stderr);
    assert.match(stderr, /two\.csv/);
    assert.doesNotMatch(stderr, /defect/);
  });
}

const isRoot = process.getuid?.() === 0;
for (const words of [
  'lake status',
  'demo report --posts 2000',
  'lake rejected',
  'lake compact',
  'generate posts --seed 1',
]) {
  const flag = words.startsWith('generate') ? '--out' : '--data';
  test(`a folder without permission: ${words}`, () => {
    const uid = isRoot ? { uid: 65534, gid: 65534 } : {};
    const { status, stderr } = run(`${words} ${flag} ${join(folder, 'locked', 'd')}`, uid);
    assert.equal(status, 2, stderr);
    assert.match(stderr, /locked.*: FILE_UN(READ|WRIT)ABLE: .*EACCES/);
  });
}

const printing = ['version', 'help', 'detect coordination two.csv --json', 'detect coordination two.csv --help'];
for (const words of existsSync('/dev/full') ? printing : []) {
  test(`standard output that is full: ${words}`, () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = run(words, { stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    assert.equal(status, 2, stderr);
    assert.match(stderr, /pollwarden: standard output: DISK_FULL: /);
    assert.doesNotMatch(stderr, /defect/);
  });
}
