// Writes the files of a verified backup below one folder for each space, synced.
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskFiles } from '../../lake/files.ts';
import { parseEntryName, type SpaceName } from '../archive/names.ts';
import { totalBytes } from '../backup/contents.ts';
import { readBackup, type ReadBackup, type Sink } from '../backup/read.ts';
import { checkRoom } from '../room.ts';

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
  for (const { name } of verified.head.spaces) {
    const folder = options.folderOf(name);
    // Room for all of it, wherever the spaces lie.
    if (folder !== undefined) checkRoom(folder, totalBytes(verified.head) + spareBytes, 'the restore needs');
  }
  const folders = new Set<string>();
  const sink = fileSink(options, folders);
  const read = await readBackup(path, { passphrase, sink, onDone: (done) => onStep?.('Writing the files', done) });
  for (const folder of [...folders].toSorted((a, b) => b.length - a.length)) diskFiles.syncFolder(folder);
  return read;
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
