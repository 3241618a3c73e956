// Logs of elections in backup and restore: carried whole while they are written, the key only where keys go along, and a log
// that comes from a backup goes on only from what readers saw last.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generated, type LogNight, night, openNight, prepareNight } from '../src/bulletin/log/testing/log-night.ts';
import { readPublic } from '../src/bulletin/log/testing/read-public.ts';
import { integrate } from '../src/tlog/files/integrate.ts';
import { openKeeper } from '../src/tlog/files/keeper.ts';
import { folderTiles } from '../src/tlog/files/read.ts';
import { verifyLog } from '../src/tlog/files/verify.ts';
import { backupOf, freshFolder, run } from './operations-folder.ts';

const election = generated(120);
const later = { wall: Date.parse('2026-06-07T20:30:00Z'), monotonic: 1000, boot: 'later' };
const logOf = (data: string): string => join(data, 'tlog', night);
const passphrase = join(freshFolder(), 'passphrase');
writeFileSync(passphrase, 'a passphrase for tests\n');
const sealedWithKeys = ['--passphrase-file', passphrase, '--with-keys'] as const;

async function commits(one: LogNight, from: number): Promise<void> {
  for (const unit of one.units.slice(from, from + 10)) one.arrive(unit, 'official', 1);
  await one.sync();
  assert.equal((await one.publish()).published, true);
}

async function nightData(): Promise<string> {
  const data = freshFolder();
  await prepareNight(data, election);
  const one = openNight(data, election, { ...later });
  await commits(one, 0);
  one.close();
  return data;
}

async function withNight<T>(data: string, work: (one: LogNight) => Promise<T>): Promise<T> {
  const one = openNight(data, election, { ...later });
  try {
    return await work(one);
  } finally {
    one.close();
  }
}

const restoreNew = (file: string, ...more: readonly string[]): string => {
  const target = join(freshFolder(), 'new');
  const { status, stderr } = run('restore', file, '--to-new', target, ...more);
  assert.ok(status === 0 || status === 1, stderr);
  return target;
};

test('a backup without keys has the log and not its key; the key put back, it goes on', async () => {
  const data = await nightData();
  const target = restoreNew(backupOf(data));
  assert.equal(existsSync(join(logOf(target), 'key.json')), false);
  await assert.rejects(
    withNight(target, async (one) => await one.sync()),
    { code: 'NOT_FOUND' },
  );
  copyFileSync(join(logOf(data), 'key.json'), join(logOf(target), 'key.json'));
  copyFileSync(join(logOf(data), 'public', 'checkpoint'), join(logOf(target), 'public', 'checkpoint'));
  await withNight(target, async (one) => await commits(one, 10));
});

test('a sealed backup has the key, for its owner alone; the log goes on only from the checkpoint that readers saw last', async () => {
  const data = await nightData();
  const older = readFileSync(join(logOf(data), 'public', 'checkpoint'));
  await withNight(data, async (one) => await commits(one, 10));
  const file = backupOf(data, ...sealedWithKeys);
  const newest = readFileSync(join(logOf(data), 'public', 'checkpoint'));
  await withNight(data, async (one) => await commits(one, 20));
  const beyond = readFileSync(join(logOf(data), 'public', 'checkpoint'));
  const target = restoreNew(file, '--passphrase-file', passphrase);
  assert.equal(statSync(join(logOf(target), 'key.json')).mode & 0o777, 0o600);
  const place = join(logOf(target), 'public', 'checkpoint');
  const refused = async (): Promise<void> =>
    await assert.rejects(
      withNight(target, async (one) => await one.sync()),
      { code: 'LOG_BEHIND' },
    );
  await refused();
  for (const checkpoint of [older, beyond]) {
    writeFileSync(place, checkpoint);
    await refused();
  }
  writeFileSync(place, newest);
  await withNight(target, async (one) => await commits(one, 20));
  const [before, after] = [
    await readPublic(join(logOf(data), 'public')),
    await readPublic(join(logOf(target), 'public')),
  ];
  assert.deepEqual(after.entries, before.entries);
});

test('restored in its place, a log stays as it is and publishes no less', async () => {
  const data = await nightData();
  const file = backupOf(data, ...sealedWithKeys);
  await withNight(data, async (one) => await commits(one, 10));
  const before = await readPublic(join(logOf(data), 'public'));
  const { status, stderr } = run('restore', file, '--data', data, '--passphrase-file', passphrase);
  assert.ok(status === 0 || status === 1, stderr);
  await withNight(data, async (one) => {
    const { copyDiffers } = await one.sync();
    assert.equal(copyDiffers.length, 10, 'returns that the log knows and the restored ledger does not');
    assert.equal((await one.publish()).published, true);
  });
  const after = await readPublic(join(logOf(data), 'public'));
  assert.deepEqual(after.entries.slice(0, before.entries.length), before.entries);
});

/** Entries of a log as its own state has them. */
async function entriesIn(folder: string): Promise<readonly string[]> {
  const keeper = openKeeper(folder);
  try {
    const head = await integrate(keeper.state, keeper.hasher, keeper.publicFolder);
    assert.ok(head.ok, JSON.stringify(head));
    const entries: string[] = [];
    const whole = await verifyLog(keeper.hasher, head.value, {
      read: folderTiles(keeper.publicFolder),
      entry: (bytes) => void entries.push(Buffer.from(bytes).toString('utf8')),
    });
    assert.ok(whole.ok, JSON.stringify(whole));
    return entries;
  } finally {
    keeper.close();
  }
}

test('a backup of a log that is being written is whole', async () => {
  const data = await nightData();
  const child = join(import.meta.dirname, '..', 'src', 'bulletin', 'log', 'testing', 'sync-child.ts');
  const running = spawn(process.execPath, [child, data, '3'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => running.on('close', resolve));
  const copies: (readonly string[])[] = [];
  try {
    await new Promise((resolve) => running.stdout.once('data', resolve));
    running.stdout.resume();
    for (let i = 0; i < 4; i++)
      copies.push(
        await entriesIn(logOf(restoreNew(backupOf(data, ...sealedWithKeys), '--passphrase-file', passphrase))),
      );
  } finally {
    running.kill('SIGKILL');
    await ended;
  }
  const all = await entriesIn(logOf(data));
  for (const entries of copies) assert.deepEqual(entries, all.slice(0, entries.length));
  const sizes = copies.map(({ length }) => length);
  assert.ok((sizes.at(-1) ?? 0) > sizes[0], `written meanwhile: ${sizes.join(', ')}`);
});
