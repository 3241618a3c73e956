// Many files at once that are there whole or not at all; their names are made durable together. Node only.
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isFull, syncFolderNow } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';

/** Makes what is missing of `path` below `root`, each new folder kept by its parent. */
function makeFolders(root: string, path: string): void {
  const first = mkdirSync(join(root, path), { recursive: true });
  if (first === undefined) return;
  for (let folder = join(root, path); folder.length >= first.length; folder = dirname(folder))
    syncFolderNow(dirname(folder));
}

/** Writes `root`/`path` at once. Its name is to be kept by `syncFolders`. DISK_FULL; what else the system says, as it is. */
export function writeWhole(root: string, path: string, bytes: Uint8Array): void {
  // Two processes may write the same tile at once, with the same bytes. One that was killed leaves one file, not many.
  const temporary = join(root, `.${process.pid}.part`);
  try {
    makeFolders(root, dirname(path));
    const descriptor = openSync(temporary, 'w', 0o644);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, join(root, path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw isFull(error) ? new PollwardenError('DISK_FULL', undefined, { file: join(root, path) }) : error;
  }
}

/** Of files written just now: their names stay after a power cut. */
export function syncFolders(root: string, paths: readonly string[]): void {
  for (const folder of new Set(paths.map((path) => dirname(join(root, path))))) syncFolderNow(folder);
}
