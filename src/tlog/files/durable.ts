// Files that are there whole or not at all, and stay after a power cut. Node only.
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes what is missing of `path` below `root`, each new folder kept by its parent. */
function makeFolders(root: string, path: string): void {
  const first = mkdirSync(join(root, path), { recursive: true });
  if (first === undefined) return;
  for (let folder = join(root, path); folder.length >= first.length; folder = dirname(folder))
    syncFolder(dirname(folder));
}

/** Writes `root`/`path` at once. The folders it lies in are to be kept by `syncFolders`. */
export function writeWhole(root: string, path: string, bytes: Uint8Array): void {
  makeFolders(root, dirname(path));
  // Two processes may write the same tile at once, with the same bytes.
  const temporary = join(root, `${path}.${process.pid}.new`);
  const descriptor = openSync(temporary, 'w', 0o644);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, join(root, path));
}

/** Of files written just now: their names stay after a power cut. */
export function syncFolders(root: string, paths: readonly string[]): void {
  for (const folder of new Set(paths.map((path) => dirname(join(root, path))))) syncFolder(folder);
}
