// Before the spaces open: restores that administrators put ready, or that were interrupted, are carried out.
import { applyRestore } from '../operations/restore/apply.ts';
import { isForStart, readPlan, withdrawRestore } from '../operations/restore/plan.ts';
import { spaceFolder } from '../operations/spaces.ts';
import { afterRestore } from './after-restore.ts';
import type { Log } from './space.ts';

/** One that cannot be carried out, while nothing has changed yet, waits on; a half-done one must be finished. */
export async function applyStagedRestores(dataFolder: string, log: Log, now: () => number): Promise<void> {
  for (const name of ['real', 'demonstration'] as const) {
    const folder = spaceFolder(dataFolder, name);
    try {
      const found = readPlan(folder);
      if (found !== undefined && !isForStart(found)) {
        withdrawRestore(folder);
        log.warn(
          { space: name, backup: found.backup, stagedAt: new Date(found.stagedAt).toISOString() },
          'a restore from the command line was not carried out to its end; what it had put ready was removed, nothing changed',
        );
        continue;
      }
      const applied = await applyRestore(folder, {
        now,
        ...afterRestore,
      });
      if (applied === undefined) continue;
      const { kept, erasedAgain, notices, plan } = applied;
      const { backup, askedBy, backupCreatedAt } = plan;
      const of = { backup, askedBy, createdAt: new Date(backupCreatedAt).toISOString() };
      log.warn(
        { space: name, ...of, kept, erasedAgain, notices },
        'a backup was restored: it replaced the data of this space',
      );
    } catch (error) {
      if (readPlan(folder)?.state === 'swapping') throw error;
      log.error({ space: name, problem: String(error) }, 'the restore that is put ready could not be carried out');
    }
  }
}
