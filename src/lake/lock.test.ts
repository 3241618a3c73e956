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
