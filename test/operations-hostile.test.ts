// Backups that are cut, changed or forged, and disks that are too small: refused by name, and nothing is written.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { PollwardenError } from '../src/kernel/errors.ts';
import { encodeHeader, paddingOf } from '../src/operations/archive/tar.ts';
import { readBackup } from '../src/operations/backup/read.ts';
import { backupOf, dataWith, freshFolder, run } from './operations-folder.ts';

test('every cut and every changed byte is found, and nothing is written', async () => {
  const data = await dataWith(40);
  const path = backupOf(data);
  const whole = readFileSync(path);
  const content = zstdDecompressSync(whole);
  const expected = await readBackup(path);
  const before = digestOf(data);
  const bad = join(freshFolder(), 'pollwarden-bad.tar.zst');
  const step = Math.max(1, Math.floor(whole.length / 40));
  const places = [
    ...Array.from({ length: 40 }, (_, i) => i * step),
    ...Array.from({ length: 24 }, (_, i) => whole.length - 24 + i),
  ];
  const check = async (bytes: Buffer, at: number, what: string): Promise<void> => {
    writeFileSync(bad, bytes);
    const read = await readBackup(bad).catch((error: unknown) => error);
    if (read instanceof Error) {
      assert.ok(isBackupError(read), `${what}: ${read.message}`);
      return;
    }
    // zstd's own end carries no content, and other bytes can say the same: then a backup is whole, to its last byte.
    assert.deepEqual(read, expected, what);
    if (at < whole.length - 16) assert.ok(zstdDecompressSync(bytes).equals(content), what);
  };
  for (const at of places) {
    await check(whole.subarray(0, at), at, `cut at ${at} of ${whole.length}`);
    const changed = Buffer.from(whole);
    changed[at] ^= 0x20;
    await check(changed, at, `byte ${at} of ${whole.length} changed`);
  }
  writeFileSync(bad, whole.subarray(0, whole.length / 2));
  const done = run('restore', bad, '--data', data);
  assert.equal(done.status, 2);
  assert.equal(digestOf(data), before);
});

const isBackupError = (error: unknown): boolean =>
  error instanceof PollwardenError && /^BACKUP_(DAMAGED|UNKNOWN|REFUSED|NEWER)$/.test(error.code);

/** Names and contents of a folder, in one digest; without that of the ledger's lock, which names who last held it. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const path = join(folder, name);
    hash.update(name);
    if (statSync(path).isFile() && !path.endsWith('lock.sqlite')) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

type Forged = { readonly name: string; readonly body: Buffer; readonly type?: string; readonly size?: number };

/** A backup as a stranger would make one, compressed. */
function forge(files: readonly Forged[], announced = files, tail: Buffer = Buffer.alloc(1024)): Buffer {
  const head = {
    format: 'pollwarden-backup',
    version: 1,
    createdAt: 1,
    software: 'x',
    madeBy: 'command',
    withKeys: false,
    spaces: [{ name: 'real', migration: 0 }],
    files: announced.map(({ name, body, size }) => ({ name, bytes: size ?? body.length })),
  };
  const entryOf = ({ name, body, type, size }: Forged): Buffer => {
    const header = encodeHeader(name, size ?? body.length, 0);
    if (type !== undefined) {
      header[156] = type.charCodeAt(0);
      let sum = 256;
      for (let i = 0; i < 512; i++) if (i < 148 || i >= 156) sum += header[i];
      header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
    }
    return Buffer.concat([header, body, Buffer.alloc(paddingOf(body.length))]);
  };
  const sums = files.map(({ name, body }) => `${createHash('sha256').update(body).digest('hex')}  ${name}\n`).join('');
  const parts = [
    { name: 'backup.json', body: Buffer.from(JSON.stringify(head)) },
    ...files,
    { name: 'SHA256SUMS', body: Buffer.from(sums) },
  ];
  return zstdCompressSync(Buffer.concat([...parts.map(entryOf), tail]));
}

test('hostile backups are refused by name, and write nothing anywhere', async () => {
  const body = Buffer.from('x');
  const folder = freshFolder();
  const file = join(folder, 'pollwarden-x.tar.zst');
  const good = forge([{ name: 'real/keys/a.key', body }]);
  writeFileSync(file, good);
  assert.equal((await readBackup(file)).head.files.length, 1, 'the forger can make a whole one');
  const names = [
    '../up',
    '/etc/x',
    'real/../up',
    'real/./x',
    'real/a//b',
    'real/.hidden',
    'other/x',
    'real',
    'real/a\\b',
  ];
  const long = `real/${'a/'.repeat(20)}b`;
  const cases: readonly (readonly [string, Buffer, string])[] = [
    ...[...names, long, 'real/a\u0000b'].map((name) => [name, forge([{ name, body }]), 'BACKUP_REFUSED'] as const),
    ['link', forge([{ name: 'real/keys/a', body, type: '2' }]), 'BACKUP_REFUSED'],
    ['hard link', forge([{ name: 'real/keys/a', body, type: '1' }]), 'BACKUP_REFUSED'],
    [
      'twice',
      forge([
        { name: 'real/a/b', body },
        { name: 'real/a/B', body },
      ]),
      'BACKUP_REFUSED',
    ],
    ['not announced', forge([{ name: 'real/a/b', body }], []), 'BACKUP_REFUSED'],
    ['missing', forge([], [{ name: 'real/a/b', body }]), 'BACKUP_REFUSED'],
    ['huge', forge([{ name: 'real/a/b', body, size: 2 ** 50 }]), 'BACKUP_DAMAGED'],
    ['more after the end', forge([{ name: 'real/a/b', body }], undefined, Buffer.alloc(4096)), 'BACKUP_REFUSED'],
    ['no backup', zstdCompressSync(Buffer.alloc(1e6)), 'BACKUP_UNKNOWN'],
    ['text', Buffer.from('hello'), 'BACKUP_UNKNOWN'],
    ['nothing', Buffer.alloc(0), 'BACKUP_UNKNOWN'],
  ];
  const target = join(freshFolder(), 'new');
  for (const [what, bytes, code] of cases) {
    writeFileSync(file, bytes);
    const done = run('restore', file, '--to-new', target);
    assert.equal(done.status, 2, what);
    assert.ok(done.stderr.includes(`${code}:`), `${what}: ${done.stderr}`);
    assert.deepEqual(existsSync(target) ? readdirSync(target, { recursive: true }) : [], [], what);
  }
  assert.deepEqual(readdirSync(folder), ['pollwarden-x.tar.zst']);
});

test('a bomb that announces more than the disk has is refused before it is written', () => {
  // 5 GB of zeros in a few hundred kilobytes would take long to make; the size is announced, and checked first.
  const mount = freshFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', mount], { stdio: 'pipe' });
  } catch {
    return;
  }
  try {
    const file = join(freshFolder(), 'pollwarden-x.tar.zst');
    writeFileSync(file, forge([{ name: 'real/lake/zeros', body: Buffer.alloc(60e6) }]));
    assert.ok(statSync(file).size < 100_000);
    const done = run('restore', file, '--data', mount);
    assert.equal(done.status, 2);
    assert.match(done.stderr, /DISK_FULL.*needs/);
    assert.deepEqual(readdirSync(mount), []);
  } finally {
    execFileSync('umount', [mount]);
  }
});

test('a backup that does not fit is refused before it begins, and leaves nothing', async (t) => {
  const mount = freshFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', mount], { stdio: 'pipe' });
  } catch {
    t.skip('mounting a small disk needs root');
    return;
  }
  try {
    const data = await dataWith(100);
    const done = run('backup', '--data', data, '--to', mount);
    assert.equal(done.status, 2);
    assert.match(done.stderr, /DISK_FULL.*a backup needs up to/);
    assert.deepEqual(readdirSync(mount), []);
  } finally {
    execFileSync('umount', [mount]);
  }
});

test('what a release has handed out stays in its place, so that a restored ledger meets it', async () => {
  const data = await dataWith(100);
  const path = backupOf(data);
  mkdirSync(join(data, 'release', 'night'), { recursive: true });
  const left = join(data, 'release', 'night', 'records-00000001-00000001.jsonl');
  writeFileSync(left, '{}\n');
  assert.equal(run('restore', path, '--data', data).status, 0);
  assert.equal(readFileSync(left, 'utf8'), '{}\n');
  const target = join(freshFolder(), 'new');
  assert.equal(run('restore', backupOf(data), '--to-new', target).status, 1, 'the keys are missing, which is said');
  assert.ok(existsSync(join(target, 'release', 'night')), 'a new folder gets it');
});
