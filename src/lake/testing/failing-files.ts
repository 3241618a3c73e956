// File operations that fail at a chosen step: as a full disk does, as a killed process, or as a machine without power.
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { diskFiles, type LakeFiles } from '../files.ts';

/** "full": that one step fails with ENOSPC. "killed": it and all later ones fail. "power": killed, and what was not
 * synced is undone. */
export type FailureMode = 'full' | 'killed' | 'power';

export type FailingFiles = LakeFiles & {
  /** Steps so far; run once with an unreachable step to learn how many there are. */
  readonly steps: () => number;
  /** In mode "power": undoes names whose folder and contents whose file was not synced. */
  readonly loseUnsynced: () => void;
};

export function failingFiles(mode: FailureMode, failAt: number): FailingFiles {
  let steps = 0;
  const step = (): void => {
    steps++;
    if (mode === 'full' ? steps === failAt : steps >= failAt) {
      throw Object.assign(new Error(`${mode} at step ${failAt}`), { code: mode === 'full' ? 'ENOSPC' : 'EIO' });
    }
  };
  const disk = unsyncedDisk();
  return {
    ...diskFiles,
    open: (path, flags) => {
      step();
      return disk.open(path, flags);
    },
    write: (fd, data, position) => {
      // A failing write is a torn one.
      try {
        step();
      } catch (error) {
        diskFiles.write(fd, data.subarray(0, data.length >> 1), position);
        throw error;
      }
      diskFiles.write(fd, data, position);
    },
    truncate: (fd, length) => {
      step();
      diskFiles.truncate(fd, length);
    },
    sync: (fd) => {
      step();
      disk.sync(fd);
    },
    close: disk.close,
    rename: (from, to) => {
      step();
      disk.rename(from, to);
    },
    remove: (path) => {
      step();
      disk.remove(path);
    },
    syncFolder: (path) => {
      step();
      disk.syncFolder(path);
    },
    steps: () => steps,
    loseUnsynced: disk.lose,
  };
}

/** A disk that remembers what was not synced: contents by path, and names by folder with what undoes them. */
function unsyncedDisk() {
  const undo: { readonly folder: string; readonly run: () => void }[] = [];
  const pathOf = new Map<number, string>();
  const durableBytes = new Map<string, number>();
  const keep = (folder: string, run: () => void): unknown => undo.unshift({ folder, run });
  const restore = (path: string): (() => void) => restorer(path, durableBytes.get(path));
  return {
    open: (path: string, flags: 'w' | 'wx' | 'r+'): number => {
      if (flags !== 'r+' && diskFiles.size(path) === undefined) keep(dirname(path), () => diskFiles.remove(path));
      const fd = diskFiles.open(path, flags);
      pathOf.set(fd, path);
      if (flags !== 'r+') durableBytes.set(path, 0);
      return fd;
    },
    sync: (fd: number): void => {
      diskFiles.sync(fd);
      const path = pathOf.get(fd) ?? '';
      durableBytes.set(path, statSync(path).size);
    },
    close: (fd: number): void => {
      pathOf.delete(fd);
      diskFiles.close(fd);
    },
    rename: (from: string, to: string): void => {
      keep(dirname(to), restore(to));
      diskFiles.rename(from, to);
      // A file that DuckDB wrote and that was not synced since has no durable byte.
      durableBytes.set(to, durableBytes.get(from) ?? 0);
      durableBytes.delete(from);
    },
    remove: (path: string): void => {
      const isFile = diskFiles.size(path) !== undefined && !statSync(path).isDirectory();
      if (isFile && basename(path) !== 'lock') keep(dirname(path), restore(path));
      diskFiles.remove(path);
    },
    syncFolder: (folder: string): void => {
      diskFiles.syncFolder(folder);
      for (let i = undo.length - 1; i >= 0; i--) if (undo[i].folder === folder) undo.splice(i, 1);
    },
    lose: (): void => {
      for (const [path, bytes] of durableBytes) {
        const size = diskFiles.size(path);
        if (size !== undefined && size > bytes) truncateSync(path, bytes);
      }
      for (const { run } of undo.splice(0)) run();
    },
  };
}

/** Puts back what is at `path` now, as far as it is durable; removes it when there is nothing. */
function restorer(path: string, bytes: number | undefined): () => void {
  const before = diskFiles.size(path) === undefined || statSync(path).isDirectory() ? undefined : readFileSync(path);
  return () => {
    if (before === undefined) diskFiles.remove(path);
    else writeFileSync(path, before.subarray(0, bytes ?? before.length));
  };
}
