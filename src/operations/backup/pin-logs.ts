// Copies of transparency logs that fit together while their keeper is at work: the checkpoint first, then the state, then the
// tiles. So the state is never behind the checkpoint, and no tile of the state is missing.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyLedger } from '../ledger-copy.ts';
import type { PinnedFile } from './pin.ts';

export type CopyLogs = {
  readonly folder: string;
  readonly staging: string;
  readonly withKeys: boolean;
  readonly copyFile: (path: string) => readonly PinnedFile[];
  /** All files below a folder but those that `skip` names. */
  readonly copyFolder: (path: string, skip: (path: string) => boolean) => readonly PinnedFile[];
  readonly pinned: (path: string, source: string) => PinnedFile;
};

/** Below `path`, a folder of logs: each of them a folder with state.sqlite, key.json and public. */
export async function copyLogs(path: string, how: CopyLogs): Promise<readonly PinnedFile[]> {
  const files: PinnedFile[] = [];
  for (const entry of readdirSync(join(how.folder, path), { withFileTypes: true })) {
    const log = `${path}/${entry.name}`;
    if (entry.isDirectory() && existsSync(join(how.folder, log, 'state.sqlite')))
      files.push(...(await copyLog(log, how)));
    else if (entry.isDirectory()) files.push(...(await copyLogs(log, how)));
    else if (entry.isFile()) files.push(...how.copyFile(log));
  }
  return files;
}

async function copyLog(
  log: string,
  { folder, staging, withKeys, copyFile, copyFolder, pinned }: CopyLogs,
): Promise<readonly PinnedFile[]> {
  const [checkpoint, state, key] = [`${log}/public/checkpoint`, `${log}/state.sqlite`, `${log}/key.json`];
  const first = existsSync(join(folder, checkpoint)) ? copyFile(checkpoint) : [];
  const to = join(staging, state);
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  await copyLedger(join(folder, state), to);
  const apart = (path: string): boolean => path === checkpoint || path.startsWith(state) || (path === key && !withKeys);
  return [...first, pinned(state, to), ...copyFolder(log, apart)];
}
