// The file operations that the lake's durability rests on. Injected, so that tests can fail any one of them.
import { chmodSync, closeSync, fsyncSync, ftruncateSync, linkSync, mkdirSync, openSync } from 'node:fs';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';

export type LakeFiles = {
  /** Opens for writing; "wx" fails when the file is there, "r+" when it is not. Mode 0600. */
  readonly open: (path: string, flags: 'w' | 'wx' | 'r+') => number;
  readonly write: (fd: number, data: Uint8Array, position: number) => void;
  readonly truncate: (fd: number, length: number) => void;
  readonly sync: (fd: number) => void;
  readonly close: (fd: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly link: (from: string, to: string) => void;
  /** Removes a file or a folder; not an error when there is none. */
  readonly remove: (path: string) => void;
  /** Makes a folder and its parents, mode 0700. */
  readonly makeFolder: (path: string) => void;
  /** Makes names in a folder durable. */
  readonly syncFolder: (path: string) => void;
  /** Undefined when there is no such file. */
  readonly read: (path: string) => Buffer | undefined;
  /** Mode 0600, for files that DuckDB made. */
  readonly restrict: (path: string) => void;
  /** Bytes of a file; undefined when there is none. */
  readonly size: (path: string) => number | undefined;
  /** Names in a folder, sorted; empty when there is none. */
  readonly list: (path: string) => readonly string[];
};

export const diskFiles: LakeFiles = {
  open: (path, flags) => openSync(path, flags, 0o600),
  write: (fd, data, position) => {
    for (let done = 0; done < data.length; ) done += writeSync(fd, data, done, data.length - done, position + done);
  },
  truncate: ftruncateSync,
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
  link: linkSync,
  remove: (path) => rmSync(path, { force: true, recursive: true }),
  makeFolder: (path) => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  },
  syncFolder: (path) => {
    const fd = openSync(path, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  },
  read: (path) => orWhenMissing(() => readFileSync(path), undefined),
  restrict: (path) => {
    chmodSync(path, 0o600);
  },
  size: (path) => orWhenMissing(() => statSync(path).size, undefined),
  list: (path) => orWhenMissing(() => readdirSync(path).toSorted(), []),
};

function orWhenMissing<T>(read: () => T, fallback: T): T {
  try {
    return read();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return fallback;
    throw error;
  }
}

export function errnoOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Writes `data` beside `path`, syncs it and renames it into place: readers see the old file or the new one. */
export function replaceFile(files: LakeFiles, path: string, data: Uint8Array): void {
  const temporary = `${path}.tmp`;
  const fd = files.open(temporary, 'w');
  try {
    files.write(fd, data, 0);
    files.sync(fd);
  } finally {
    files.close(fd);
  }
  files.rename(temporary, path);
  files.syncFolder(dirname(path));
}

/** Makes a folder, and its name in its parent durable. */
export function makeDurableFolder(files: LakeFiles, path: string): void {
  files.makeFolder(path);
  files.syncFolder(dirname(path));
}

/** DISK_FULL for a full disk or quota, also when DuckDB says so; anything else as it is. */
export function namedFailure(error: unknown, path: string): unknown {
  if (error instanceof PollwardenError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const full = ['ENOSPC', 'EDQUOT'].includes(errnoOf(error)) || /no space left on device|quota exceeded/i.test(message);
  return full ? new PollwardenError('DISK_FULL', undefined, { file: path }) : error;
}
