// Logs of elections that come from a copy to a place where none was: whoever keeps them cannot know whether more was published
// since. Their checkpoint is put aside, and without the one that readers see now they do not go on (docs/opening.md).
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolderNow } from '../kernel/durable-file.ts';
import { logsFolder } from './spaces.ts';

/** That of the audit trail goes on by itself: the trail in the same copy is as old. */
const ofTheTrail = 'audit';

/** Answers with the elections, so that people can be told. */
export function putCheckpointsAside(folder: string): readonly string[] {
  const root = join(folder, logsFolder);
  const logs = existsSync(root) ? readdirSync(root).filter((name) => name !== ofTheTrail) : [];
  return logs.toSorted().filter((name) => {
    const checkpoint = join(root, name, 'public', 'checkpoint');
    if (!existsSync(checkpoint)) return false;
    renameSync(checkpoint, join(root, name, 'checkpoint.restored'));
    syncFolderNow(join(root, name, 'public'));
    syncFolderNow(join(root, name));
    return true;
  });
}
