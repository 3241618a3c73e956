// What was erased or expired since a backup is erased again before its data comes into use.
import { join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { type Deletion, listDeletions } from '../../lake/deletions.ts';
import { listEvidenceDue, recordEvidenceDue } from '../../lake/evidence-due.ts';
import { diskFiles, replaceFile } from '../../lake/files.ts';
import { holdsLake } from '../../lake/lake-place.ts';
import { lakeFolder, type Run } from '../../lake/manifest.ts';
import { deleteRejected, listRejected, rejectedFolder } from '../../lake/rejected.ts';
import { takeSnapshot } from '../../lake/snapshot.ts';

export type ErasedAgain = {
  readonly rows: number;
  /** Erasures made after the backup. */
  readonly since: readonly Deletion[];
  readonly notices: readonly string[];
};

/**
 * Applies to the data in `restored` what was deleted in `former` since, and retention as of `now` (milliseconds since
 * 1970 UTC). The record of deletions names no account: rows that the former lake no longer has are what it removed.
 * What could not be applied is said in a notice.
 */
export async function eraseAgain(restored: string, former: string, now: number): Promise<ErasedAgain> {
  if (!holdsLake(restored)) return { rows: 0, since: [], notices: [] };
  const known = new Set(listDeletions(restored).map(({ id, finished }) => `${id} ${finished}`));
  const since = listDeletions(former).filter(({ id, finished }) => !known.has(`${id} ${finished}`));
  if (since.length > 0) appendRecord(restored, since);
  // What the evidence of findings had yet to follow is done at the next start.
  for (const due of listEvidenceDue(former)) recordEvidenceDue(restored, due);
  const rows = since.length === 0 ? 0 : await dropAgain(restored, former, since, now);
  const notices: string[] = typeof rows === 'number' ? [] : [rows];
  const { expireRows } = await import('../../lake/expire.ts');
  const expired = await expireRows(restored, now);
  const evidence = since.filter(({ what }) => what === 'erase').length;
  if (evidence > 0) {
    notices.push(
      `${evidence} erasures were made after the backup. They were taken out of findings in the restored ledger as far ` +
        'as the ledger that was here shows them; run erasures that name an account again where you know of any',
    );
  }
  return { rows: (typeof rows === 'number' ? rows : 0) + expired.rowsRemoved, since, notices };
}

/** The rows that went, or the notice that they could not. */
async function dropAgain(
  restored: string,
  former: string,
  since: readonly Deletion[],
  now: number,
): Promise<number | string> {
  const again = `${since.length} deletions recorded since the backup could not be applied again`;
  try {
    if (!descends(restored, former)) {
      return `${again}: the lake that was here does not descend from the one in the backup. Erase those accounts again`;
    }
    const { keepKnownRows } = await import('../../lake/keep-known.ts');
    const rows = await keepKnownRows(restored, former, now);
    keepFormerRejected(restored, former);
    return rows;
  } catch (error) {
    if (!(error instanceof PollwardenError)) throw error;
    return `${again}: ${error.message}. Erase those accounts again`;
  }
}

/** Every run of the restored lake is one of the former lake's, made with the same key: then that one has its rows. */
function descends(restored: string, former: string): boolean {
  const runsOf = (folder: string): readonly Run[] => takeSnapshot(diskFiles, lakeFolder(folder)).pending.runs;
  const runs = new Map(runsOf(former).map((run) => [run.id, run.keyId]));
  return runsOf(restored).every(({ id, keyId }) => runs.get(id) === keyId);
}

/** Sealed rows: a file that the former folder no longer has goes; one that it has is the newer. */
function keepFormerRejected(restored: string, former: string): void {
  const left = new Set(listRejected(former).map(({ name }) => name));
  for (const { name } of listRejected(restored)) {
    const newer = left.has(name) ? diskFiles.read(join(rejectedFolder(former), name)) : undefined;
    if (newer === undefined) deleteRejected(restored, name);
    else replaceFile(diskFiles, join(rejectedFolder(restored), name), newer);
  }
}

/** The record of deletions goes on: lines of the former one that the backup does not know. */
function appendRecord(restored: string, since: readonly Deletion[]): void {
  const path = join(lakeFolder(restored), 'deletions.jsonl');
  const before = diskFiles.read(path)?.toString('utf8') ?? '';
  const lines = since.map((deletion) => `${JSON.stringify(deletion)}\n`).join('');
  replaceFile(diskFiles, path, Buffer.from(`${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${lines}`));
}
