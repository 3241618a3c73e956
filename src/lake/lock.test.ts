// The lock under contention: several processes, some of which die while they hold it, and never two holders.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { diskFiles, type LakeFiles } from './files.ts';
import { acquireLock } from './lock.ts';

const child = join(import.meta.dirname, 'testing', 'lock-child.ts');

async function contend(folder: string, seed: number): Promise<string> {
  return await new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, folder, `${seed}`, '40'], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    running.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    running.on('error', reject);
    running.on('close', (code, signal) => resolve(signal ?? `${code ?? ''}${errors}`));
  });
}

test('never two holders, also while locks of killed processes are taken over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-lock-'));
  try {
    const ends: string[] = [];
    for (let wave = 0; wave < 5; wave++) {
      ends.push(...(await Promise.all([1, 2, 3, 4].map(async (lane) => contend(folder, wave * 10 + lane)))));
    }
    assert.deepEqual(
      ends.filter((end) => end !== 'SIGKILL' && end !== '0'),
      [],
    );
    assert.ok(ends.filter((end) => end === 'SIGKILL').length >= 5, ends.join());
    const log = readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n');
    assert.ok(log.length >= 100, `${log.length} times`);
    assert.deepEqual(
      log.filter((line) => line !== 'alone'),
      [],
    );
    acquireLock(diskFiles, join(folder, 'lock')).release();
    assert.ok(!readdirSync(folder).includes('lock') && !readdirSync(folder).includes('lock.next'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a stale lock that another process replaced in between is not replaced again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-lock-'));
  try {
    const path = join(folder, 'lock');
    acquireLock(diskFiles, path);
    const alive = readFileSync(path, 'utf8');
    const stale = { ...(JSON.parse(alive) as object), started: 'earlier', nonce: 'of the dead' };
    writeFileSync(path, JSON.stringify(stale));
    const files: LakeFiles = {
      ...diskFiles,
      link: (from, to) => {
        // Between the reading of the stale lock and the right to replace it, another one has done so.
        if (to === `${path}.next`) writeFileSync(path, alive);
        diskFiles.link(from, to);
      },
    };
    assert.throws(() => acquireLock(files, path), { code: 'LAKE_LOCKED' });
    assert.equal(readFileSync(path, 'utf8'), alive);
    assert.deepEqual(readdirSync(folder), ['lock']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const killsItself = `
  const { acquireLock } = await import(process.argv[1]);
  const { diskFiles } = await import(process.argv[2]);
  acquireLock(diskFiles, process.argv[3]);
  process.kill(process.pid, 'SIGKILL');`;

/** The process that a lock names, once it is a zombie. */
async function zombieHolder(path: string): Promise<number> {
  for (const until = performance.now() + 20_000; performance.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    try {
      const { pid } = JSON.parse(readFileSync(path, 'utf8')) as { readonly pid: number };
      if (/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return pid;
    } catch {
      // Not there yet.
    }
  }
  throw new Error('no zombie came about');
}

test('the lock of a killed process whose parent does not ask for it is taken over', async (t) => {
  if (process.platform !== 'linux') {
    t.skip('states of processes are read on Linux');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-lock-'));
  const path = join(folder, 'lock');
  const modules = ['lock.ts', 'files.ts'].map((name) => new URL(name, import.meta.url).href);
  const words = ['--input-type=module', '--eval', killsItself, '--', ...modules, path];
  // The shell becomes a program that never asks for its child.
  const parent = spawn('sh', ['-c', '"$@" & exec sleep 60', 'sh', process.execPath, ...words], { stdio: 'ignore' });
  try {
    const pid = await zombieHolder(path);
    assert.doesNotThrow(() => process.kill(pid, 0), 'it still answers to a signal');
    acquireLock(diskFiles, path).release();
    assert.deepEqual(readdirSync(folder), []);
  } finally {
    parent.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a lock that is held says what to do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-lock-'));
  try {
    const path = join(folder, 'lock');
    const lock = acquireLock(diskFiles, path);
    const message = new RegExp(`process ${process.pid}; wait for it, or end it and try again`);
    assert.throws(() => acquireLock(diskFiles, path), { code: 'LAKE_LOCKED', message });
    lock.release();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
