// A restore that is put ready in a space: its plan lies beside the new data and says how far it has come, so that a
// restore that was killed at any moment is finished, and never half done.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PollwardenError } from '../../kernel/errors.ts';
import { diskFiles, replaceFile } from '../../lake/files.ts';

const folderName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/);

const planSchema = z.object({
  format: z.literal('pollwarden-restore'),
  /** "staged": verified and complete. "swapping": everything is decided, folders are changing places. */
  state: z.enum(['staged', 'swapping']),
  backup: z.string(),
  backupCreatedAt: z.int(),
  stagedAt: z.int(),
  /** Who asked: the id of a person, or "" for the command line. */
  askedBy: z.string(),
  /** Whether a start is to carry it out. The command line carries its own out, or none does. */
  applyAtStart: z.boolean().default(false),
  /** Folder that keeps what is replaced, below the space's folder. */
  keepIn: folderName,
  /** Top folders that change places, with which side has them. */
  folders: z.array(z.object({ name: folderName, before: z.boolean(), after: z.boolean() })),
  notices: z.array(z.string()),
});
export type RestorePlan = z.output<typeof planSchema>;

export const stagingFolder = (spaceFolder: string): string => join(spaceFolder, '.restore');
export const stagedData = (spaceFolder: string): string => join(stagingFolder(spaceFolder), 'data');
const planPath = (spaceFolder: string): string => join(stagingFolder(spaceFolder), 'plan.json');

/** Undefined where nothing is staged. BACKUP_DAMAGED when the plan cannot be read. */
export function readPlan(spaceFolder: string): RestorePlan | undefined {
  const path = planPath(spaceFolder);
  if (!existsSync(path)) return undefined;
  try {
    return planSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new PollwardenError('BACKUP_DAMAGED', 'the plan of a restore cannot be read', { file: path });
  }
}

export const writePlan = (spaceFolder: string, plan: RestorePlan): void =>
  replaceFile(diskFiles, planPath(spaceFolder), Buffer.from(`${JSON.stringify(plan, undefined, 1)}\n`));

/** Whether a start carries it out: one that somebody put ready for it, or that was killed while folders change places. */
export const isForStart = ({ state, applyAtStart }: RestorePlan): boolean => state === 'swapping' || applyAtStart;

/** Removes what is staged. CONFLICT once folders are changing places. */
export function withdrawRestore(spaceFolder: string): void {
  if (readPlan(spaceFolder)?.state === 'swapping') {
    throw new PollwardenError('CONFLICT', 'the restore has begun; start Pollwarden to finish it');
  }
  // The plan first: without it the rest is a leftover.
  rmSync(planPath(spaceFolder), { force: true });
  rmSync(stagingFolder(spaceFolder), { recursive: true, force: true });
}
