// Writes the files of a verified backup below one folder for each space, synced.
import { closeSync, fsyncSync, mkdirSync, openSync, statfsSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { diskFiles } from '../../lake/files.ts';
import { parseEntryName, type SpaceName } from '../archive/names.ts';
import { type BackupHead, totalBytes } from '../backup/contents.ts';
import { readBackup, type ReadBackup, type Sink } from '../backup/read.ts';

export type ExtractOptions = {
  readonly passphrase: string | undefined;
  /** Where the files of a space go; undefined leaves the space out. The folders exist and are empty. */
  readonly folderOf: (space: SpaceName) => string | undefined;
  readonly onStep?: ((step: string, done?: number) => void) | undefined;
};

const spareBytes = 64 * 2 ** 20;

/**
 * Reads the backup twice: once to compare every digest, then to write. So nothing of a damaged or hostile file is ever
 * written. DISK_FULL when what it announces does not fit.
 */
export async function extractBackup(path: string, options: ExtractOptions): Promise<ReadBackup> {
  const { passphrase, onStep } = options;
  const verified = await readBackup(path, { passphrase, onDone: (done) => onStep?.('Verifying the backup', done) });
  checkRoom(verified.head, options);
  const folders = new Set<string>();
  const sink = fileSink(options, folders);
  const read = await readBackup(path, { passphrase, sink, onDone: (done) => onStep?.('Writing the files', done) });
  for (const folder of [...folders].toSorted((a, b) => b.length - a.length)) diskFiles.syncFolder(folder);
  return read;
}

/** Room for all of it, wherever the spaces lie. */
function checkRoom(head: BackupHead, { folderOf }: ExtractOptions): void {
  for (const { name } of head.spaces) {
    const folder = folderOf(name);
    if (folder === undefined) continue;
    const { bavail, bsize } = statfsSync(folder);
    const needed = totalBytes(head) + spareBytes;
    if (bavail * bsize >= needed) continue;
    const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
    const detail = `the restore needs ${megabytes(needed)}, and ${megabytes(bavail * bsize)} are free`;
    throw new PollwardenError('DISK_FULL', detail, { file: folder });
  }
}

function fileSink({ folderOf }: ExtractOptions, folders: Set<string>): Sink {
  return {
    begin: () => undefined,
    file: (name) => {
      const { space, path } = parseEntryName(name);
      const folder = folderOf(space);
      return folder === undefined ? nowhere : writeFile(folder, path, folders);
    },
  };
}

const nowhere = { write: () => undefined, end: () => undefined };

function writeFile(folder: string, path: string, folders: Set<string>): ReturnType<Sink['file']> {
  const target = join(folder, ...path.split('/'));
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  for (let at = dirname(target); at.length >= folder.length; at = dirname(at)) folders.add(at);
  const fd = openSync(target, 'wx', 0o600);
  return {
    write: (piece) => {
      for (let done = 0; done < piece.length; ) done += writeSync(fd, piece, done);
    },
    end: () => {
      fsyncSync(fd);
      closeSync(fd);
    },
  };
}
