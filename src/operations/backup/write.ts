// Makes a backup: pinned, written aside, synced, given its name, then read again and compared.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { demonstrationMark, demonstrationPrefix } from '../../kernel/demonstration.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { packageVersion } from '../../kernel/version.ts';
import { diskFiles, namedFailure } from '../../lake/files.ts';
import { readManifest } from '../../lake/manifest.ts';
import { sealChunks } from '../archive/seal.ts';
import { zstdCompressed } from '../archive/zstd.ts';
import { checkRoom } from '../room.ts';
import { isDemonstration, type SpaceFolder } from '../spaces.ts';
import { archiveBytes, type Pins } from './archive-bytes.ts';
import { type BackupHead, backupVersion, formatSums } from './contents.ts';
import { writeNote } from './notes.ts';
import { type Pinned, pinSpace } from './pin.ts';
import { readBackup } from './read.ts';

export type BackupOptions = {
  readonly spaces: readonly SpaceFolder[];
  /** An existing folder, or one that is made (0700). */
  readonly toFolder: string;
  readonly madeBy: BackupHead['madeBy'];
  /** Seals the whole backup. */
  readonly passphrase?: string;
  /** Only in a sealed backup. */
  readonly withKeys: boolean;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly onStep?: (step: string, done?: number) => void;
};

export type MadeBackup = {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** Before compression. */
  readonly contentBytes: number;
  readonly files: number;
  readonly createdAt: number;
  readonly withKeys: boolean;
  readonly encrypted: boolean;
  readonly leftOut: readonly string[];
};

/**
 * Makes and verifies a backup; an older file is never overwritten. DISK_FULL before anything is written where the room
 * does not suffice, LAKE_CORRUPT and BACKUP_DAMAGED where there is nothing sound to be kept.
 */
export async function makeBackup(options: BackupOptions): Promise<MadeBackup> {
  if (options.withKeys && options.passphrase === undefined) {
    throw new PollwardenError('USAGE', 'keys are kept in a sealed backup only; name a passphrase file');
  }
  if (options.spaces.length === 0) throw new PollwardenError('NOT_FOUND', 'there is no ledger and no lake to keep');
  const createdAt = options.now();
  const pins: Pins[number][] = [];
  try {
    for (const space of options.spaces) {
      const { withKeys, onStep } = options;
      pins.push({ space, pinned: await pinSpace(space, onStep === undefined ? { withKeys } : { withKeys, onStep }) });
    }
    return await writeBackup(options, pins, createdAt);
  } catch (error) {
    throw namedFailure(error, options.toFolder);
  } finally {
    for (const { pinned } of pins) pinned.release();
  }
}

const spareBytes = 16 * 2 ** 20;

async function writeBackup(options: BackupOptions, pins: Pins, createdAt: number): Promise<MadeBackup> {
  const { toFolder, passphrase, onStep } = options;
  const encrypted = passphrase !== undefined;
  const head = headOf(options, pins, createdAt);
  const contentBytes = head.files.reduce((sum, { bytes }) => sum + bytes, 0);
  mkdirSync(toFolder, { recursive: true, mode: 0o700 });
  // Segments are compressed already: a backup may take as much room as its content.
  checkRoom(toFolder, contentBytes + spareBytes, 'a backup needs up to');
  const name = freeName(options, createdAt);
  const path = join(toFolder, name);
  const temporary = `${path}.tmp`;
  const digests = new Map<string, string>();
  const plain = zstdCompressed(archiveBytes(head, pins, digests, (done) => onStep?.('Writing the backup', done)));
  try {
    const bytes = await writeDurably(temporary, encrypted ? sealChunks(plain, passphrase) : plain);
    renameSync(temporary, path);
    diskFiles.syncFolder(toFolder);
    await verifyWritten(path, digests, options);
    const note = { createdAt, madeBy: options.madeBy, withKeys: options.withKeys, verifiedAt: options.now() };
    writeNote(path, note);
    const leftOut = pins.flatMap(({ pinned }) => pinned.leftOut);
    const { withKeys } = options;
    return { name, path, bytes, contentBytes, files: head.files.length, createdAt, withKeys, encrypted, leftOut };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

async function verifyWritten(
  path: string,
  digests: ReadonlyMap<string, string>,
  { passphrase, onStep }: BackupOptions,
): Promise<void> {
  try {
    const read = await readBackup(path, { passphrase, onDone: (done) => onStep?.('Reading it again', done) });
    if (formatSums(read.digests) !== formatSums(digests)) {
      throw new PollwardenError('BACKUP_DAMAGED', 'it does not hold what was written', { file: path });
    }
  } catch (error) {
    // A backup that cannot be read must not lie there as one that can.
    renameSync(path, `${path}.damaged.tmp`);
    throw error;
  }
}

/** "pollwarden-20261125t021719z.tar.zst", with a number where there is one already; marked where nothing in it is real. */
function freeName({ toFolder: folder, passphrase, spaces }: BackupOptions, createdAt: number): string {
  const mark = spaces.every(isOfDemonstration) ? demonstrationPrefix : '';
  const ending = passphrase === undefined ? 'tar.zst' : 'sealed';
  const stamp = new Date(createdAt).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '').toLowerCase();
  for (let n = 1; ; n++) {
    const name = `${mark}pollwarden-${stamp}${n === 1 ? '' : `-${n}`}.${ending}`;
    if (!existsSync(join(folder, name)) && !existsSync(join(folder, `${name}.tmp`))) return name;
  }
}

function headOf({ madeBy, withKeys }: BackupOptions, pins: Pins, createdAt: number): BackupHead {
  return {
    format: 'pollwarden-backup',
    version: backupVersion,
    createdAt,
    software: packageVersion(),
    madeBy,
    withKeys,
    spaces: pins.map(({ space, pinned }) => ({
      name: space.name,
      ...(isOfDemonstration(space) ? { mark: demonstrationMark } : {}),
      ...versionsOf(space, pinned),
    })),
    files: pins.flatMap(({ space, pinned }) =>
      pinned.files.map(({ path, bytes }) => ({ name: `${space.name}/${path}`, bytes })),
    ),
  };
}

const isOfDemonstration = ({ name, folder }: SpaceFolder): boolean =>
  name === 'demonstration' || isDemonstration(folder);

function versionsOf(space: SpaceFolder, pinned: Pinned): { migration: number; keyId?: string } {
  const ledger = pinned.files.find(({ path }) => path === 'ledger/ledger.sqlite');
  const keyId = readManifest(diskFiles, join(space.folder, 'lake')).runs.at(-1)?.keyId;
  return {
    migration: ledger === undefined ? 0 : migrationOf(ledger.source),
    ...(keyId === undefined ? {} : { keyId }),
  };
}

function migrationOf(path: string): number {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return (db.prepare('PRAGMA user_version').get() as { readonly user_version: number }).user_version;
  } finally {
    db.close();
  }
}

async function writeDurably(path: string, chunks: AsyncIterable<Buffer>): Promise<number> {
  const fd = openSync(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      for (let done = 0; done < chunk.length; ) done += writeSync(fd, chunk, done);
      bytes += chunk.length;
    }
    fsyncSync(fd);
    return bytes;
  } finally {
    closeSync(fd);
  }
}
