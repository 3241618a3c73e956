// What is known of a backup without opening it: a small file beside it. The backup itself does not need it.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { diskFiles, replaceFile } from '../../lake/files.ts';

const noteSchema = z.object({
  createdAt: z.int().min(0),
  madeBy: z.enum(['schedule', 'person', 'command', 'beforeRestore']),
  withKeys: z.boolean(),
  /** When all digests in it were last compared and found right. */
  verifiedAt: z.int().min(0).optional(),
});
export type BackupNote = z.output<typeof noteSchema>;

export const notePath = (backupPath: string): string => `${backupPath}.json`;

export const writeNote = (backupPath: string, note: BackupNote): void =>
  replaceFile(diskFiles, notePath(backupPath), Buffer.from(`${JSON.stringify(note)}\n`));

/** Undefined where there is none, or none of ours. */
export function readNote(backupPath: string): BackupNote | undefined {
  const path = notePath(backupPath);
  if (!existsSync(path)) return undefined;
  try {
    const parsed = noteSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
