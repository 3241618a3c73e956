// Copies of transparency logs that fit together while their keeper is at work: the checkpoint first, then the state, then the
// tiles. So the state is never behind the checkpoint, and no tile of the state is missing.
import { type Dirent, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf } from '../../kernel/durable-file.ts';
import { isPlainPath } from '../archive/names.ts';
import { copyLedger } from '../ledger-copy.ts';
import { isTransient } from '../spaces.ts';
import type { PinnedFile } from './pin.ts';

export type CopyLogs = {
  readonly folder: string;
  readonly staging: string;
  readonly withKeys: boolean;
  /** Nothing where the file went away meanwhile. */
  readonly copyFile: (path: string) => readonly PinnedFile[];
  readonly pinned: (path: string, source: string) => PinnedFile;
  readonly leftOut: string[];
};

function entriesOf(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Copies what `copied` does not have yet; answers whether something went away meanwhile. */
function copyNew(path: string, how: CopyLogs, copied: Map<string, readonly PinnedFile[]>): boolean {
  const entries = entriesOf(join(how.folder, path));
  if (entries === undefined) return true;
  let gone = false;
  for (const entry of entries) {
    const inner = `${path}/${entry.name}`;
    if (copied.has(inner) || isTransient(entry.name) || entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) gone = copyNew(inner, how, copied) || gone;
    else if (!entry.isFile() || !isPlainPath(inner)) {
      how.leftOut.push(inner);
      copied.set(inner, []);
    } else {
      const files = how.copyFile(inner);
      if (files.length > 0) copied.set(inner, files);
      else gone = true;
    }
  }
  return gone;
}

/** Below `path`, a folder of logs: each of them a folder with state.sqlite, key.json and public. */
export async function copyLogs(path: string, how: CopyLogs): Promise<readonly PinnedFile[]> {
  const files: PinnedFile[] = [];
  for (const entry of entriesOf(join(how.folder, path)) ?? []) {
    const log = `${path}/${entry.name}`;
    if (entry.name.startsWith('.') || isTransient(entry.name)) continue;
    if (!entry.isDirectory()) {
      if (entry.isFile() && isPlainPath(log)) files.push(...how.copyFile(log));
      else how.leftOut.push(log);
    } else if (existsSync(join(how.folder, log, 'state.sqlite'))) files.push(...(await copyLog(log, how)));
    else files.push(...(await copyLogs(log, how)));
  }
  return files;
}

async function copyLog(log: string, how: CopyLogs): Promise<readonly PinnedFile[]> {
  const [checkpoint, state, key] = [`${log}/public/checkpoint`, `${log}/state.sqlite`, `${log}/key.json`];
  const copied = new Map<string, readonly PinnedFile[]>();
  copied.set(checkpoint, existsSync(join(how.folder, checkpoint)) ? how.copyFile(checkpoint) : []);
  const to = join(how.staging, state);
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  await copyLedger(join(how.folder, state), to);
  copied.set(state, [how.pinned(state, to)]);
  for (const tail of ['-wal', '-shm']) copied.set(`${state}${tail}`, []);
  if (!how.withKeys) copied.set(key, []);
  // A partial tile goes when its full one is there, which a list that was being read may not show: so read it twice at least.
  copyNew(log, how, copied);
  while (copyNew(log, how, copied));
  return [...copied.values()].flat();
}
