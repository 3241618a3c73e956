// The folder of intake: its places, and one process at a time.
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncFolderNow } from '../kernel/durable-file.ts';
import { PollwardenError } from '../kernel/errors.ts';

export const envelopesFolder = 'envelopes';
export const journalName = 'receipts.jsonl';

/** Below the folder; envelopes are spread over 256 folders by the beginning of their hash. */
export const envelopePlace = (hash: string): string => join(envelopesFolder, hash.slice(0, 2), `${hash}.json`);

/** Makes names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes the places of intake; what was left half written is removed. */
export function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o750 });
  rmSync(join(folder, 'part'), { recursive: true, force: true });
  mkdirSync(join(folder, 'part'), { mode: 0o750 });
  const envelopes = join(folder, envelopesFolder);
  for (let i = 0; i < 256; i++)
    mkdirSync(join(envelopes, i.toString(16).padStart(2, '0')), { recursive: true, mode: 0o750 });
  closeSync(openSync(join(folder, journalName), 'a', 0o640));
  syncFolderNow(envelopes);
  syncFolderNow(folder);
}

/** DATA_IN_USE where another process has it. The system gives the lock back however this process ends. */
export function lockFolder(folder: string): { readonly release: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o750 });
  const lock = new DatabaseSync(join(folder, 'intake.lock'));
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!/locked|busy/i.test(String(error))) throw error;
    throw new PollwardenError('DATA_IN_USE', 'another intake', { file: folder });
  }
  return { release: () => lock.close() };
}
