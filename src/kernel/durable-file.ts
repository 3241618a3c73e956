// Small files that are on the disk when they answer. Node only.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { PollwardenError } from './errors.ts';

/** The system's name of a failure, as ENOENT; '' for what is none. */
export const errnoOf = (error: unknown): string => {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
};

/** Full disks, quotas and limits on files are for the operator to mend; the rest is told as it is. */
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errnoOf(error));

/** Makes names in a folder durable. */
export function syncFolderNow(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function writeSynced(path: string, flags: 'w' | 'wx', content: string | Uint8Array, mode: number): void {
  const fd = openSync(path, flags, mode);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Wholly there under its name, or not at all; in place of what was there. DISK_FULL; what else the system says, as it is. */
export function writeDurably(path: string, content: string | Uint8Array, mode = 0o600): void {
  const temporary = `${path}.${process.pid}.part`;
  try {
    writeSynced(temporary, 'w', content, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw isFull(error) ? new PollwardenError('DISK_FULL', undefined, { file: path }) : error;
  }
  syncFolderNow(dirname(path));
}

/** For its owner only and never over another file. CONFLICT where one is there, DISK_FULL, FILE_UNWRITABLE. */
export function writeNewSecret(path: string, content: string): void {
  try {
    writeSynced(path, 'wx', content, 0o600);
    syncFolderNow(dirname(path));
  } catch (error) {
    if (errnoOf(error) === 'EEXIST')
      throw new PollwardenError('CONFLICT', 'a file of that name is there, and is never replaced', { file: path });
    throw new PollwardenError(isFull(error) ? 'DISK_FULL' : 'FILE_UNWRITABLE', errnoOf(error), { file: path });
  }
}
