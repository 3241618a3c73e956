// One server for one data folder: a lock that names its process, and is known to be stale when that process is gone.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import { diskFiles } from '../lake/files.ts';
import { acquireLock, type Lock, lockHolder } from '../lake/lock.ts';

export const serverLockPath = (dataFolder: string): string => join(dataFolder, 'server.lock');

/** Throws DATA_IN_USE with the process that has it. */
export function lockData(dataFolder: string): Lock {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const path = serverLockPath(dataFolder);
  try {
    return acquireLock(diskFiles, path);
  } catch (error) {
    if (!(error instanceof PollwardenError) || error.code !== 'LAKE_LOCKED') throw error;
    const pid = lockHolder(diskFiles, path)?.pid;
    const holder = pid === undefined ? 'it has just begun' : `process ${pid}`;
    throw new PollwardenError('DATA_IN_USE', `${holder}; stop it, or name another folder with --data`, {
      file: dataFolder,
    });
  }
}
