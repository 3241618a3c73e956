// Whether a data folder holds a lake, so that a wrong folder is told apart from a lake in which nothing is due.
import { join } from 'node:path';
import { diskFiles, errnoOf, type LakeFiles } from './files.ts';
import { lakeFolder } from './manifest.ts';
import { writeAheadFolder } from './write-ahead.ts';

/** True once anything was recorded: a manifest, or a record of the write-ahead file. Makes nothing. */
export function holdsLake(dataFolder: string, files: LakeFiles = diskFiles): boolean {
  const root = lakeFolder(dataFolder);
  const folder = writeAheadFolder(root);
  try {
    if (files.size(join(root, 'manifest.json')) !== undefined) return true;
    return files.list(folder).some((name) => (files.size(join(folder, name)) ?? 0) > 0);
  } catch (error) {
    if (errnoOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}
