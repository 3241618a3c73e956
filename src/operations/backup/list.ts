// The backups in a folder, and which of them a schedule keeps.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diskFiles } from '../../lake/files.ts';
import type { BackupNote } from './notes.ts';
import { notePath, readNote } from './notes.ts';
import { isSealed } from './read.ts';

export type ListedBackup = Omit<BackupNote, 'madeBy'> & {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly encrypted: boolean;
  readonly madeBy: BackupNote['madeBy'];
};

const namePattern = /^(?:DEMONSTRATION-)?pollwarden-[a-z0-9-]{1,80}\.(?:tar\.zst|sealed)$/;

/** Newest first. Files of other names, and such as are no backup, are passed over. */
export function listBackups(folder: string): readonly ListedBackup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && namePattern.test(entry.name))
    .flatMap(({ name }) => listOne(join(folder, name), name))
    .toSorted((a, b) => b.createdAt - a.createdAt);
}

function listOne(path: string, name: string): readonly ListedBackup[] {
  try {
    const { size, mtimeMs } = statSync(path);
    const note = readNote(path) ?? { createdAt: Math.floor(mtimeMs), madeBy: 'command' as const, withKeys: false };
    return [{ ...note, name, path, bytes: size, encrypted: isSealed(path) }];
  } catch {
    return [];
  }
}

export function deleteBackup(path: string): void {
  rmSync(path, { force: true });
  rmSync(notePath(path), { force: true });
  diskFiles.syncFolder(join(path, '..'));
}

/**
 * Deletes what the schedule made beyond the newest `keep`; what people and commands made stays, unless "all" are meant.
 * Answers with names.
 */
export function dropOldBackups(
  folder: string,
  keep: number,
  which: 'schedule' | 'all' = 'schedule',
): readonly string[] {
  const old = listBackups(folder)
    .filter(({ madeBy }) => which === 'all' || madeBy === 'schedule')
    .slice(keep);
  for (const { path } of old) deleteBackup(path);
  return old.map(({ name }) => name);
}

const staleMilliseconds = 3_600_000;

/** Removes what killed backups had begun to write, an hour after they last wrote. `now` in milliseconds since 1970. */
export function dropUnfinished(folder: string, now: number): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (!/^(?:DEMONSTRATION-)?pollwarden-[a-z0-9-]{1,80}\.(?:tar\.zst|sealed)(?:\.damaged)?\.tmp$/.test(name)) continue;
    const path = join(folder, name);
    if (now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now) > staleMilliseconds)
      rmSync(path, { force: true });
  }
}
