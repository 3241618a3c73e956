// The record of erasures and expiries: lines that are only ever added, without the account that was erased.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { diskFiles, type LakeFiles } from './files.ts';
import { lakeFolder } from './manifest.ts';

export type Deletion = {
  readonly id: string;
  /** ISO time of this machine's clock. */
  readonly at: string;
  readonly what: 'erase' | 'expire';
  /** What kind of rows were asked for: "account", "account of one platform", "before 2026-03-01", "retention". */
  readonly filter: string;
  /** False when it was interrupted: then part of the rows may be gone, and the counts are 0. */
  readonly finished: boolean;
  readonly rowsRemoved: number;
  readonly rejectedRemoved: number;
};

const recordPath = (dataFolder: string): string => join(lakeFolder(dataFolder), 'deletions.jsonl');

export type DeletionCounts = Pick<Deletion, 'rowsRemoved' | 'rejectedRemoved'>;

/**
 * Records that a deletion begins; the answer records its end. Under the lake's lock only. What was begun and has no
 * end was interrupted.
 */
export function beginDeletion(
  dataFolder: string,
  what: Deletion['what'],
  filter: string,
  nowMilliseconds: number,
  files: LakeFiles = diskFiles,
): (counts: DeletionCounts) => void {
  const id = randomBytes(8).toString('hex');
  const begun = { id, at: new Date(nowMilliseconds).toISOString(), what, filter };
  const add = (counts: DeletionCounts, finished: boolean): void => {
    appendLine(files, recordPath(dataFolder), { ...begun, finished, ...counts });
  };
  add({ rowsRemoved: 0, rejectedRemoved: 0 }, false);
  return (counts) => add(counts, true);
}

/** In the order in which they began. A line that was torn by a crash is passed over. */
export function listDeletions(dataFolder: string, files: LakeFiles = diskFiles): readonly Deletion[] {
  const byId = new Map<string, Deletion>();
  for (const line of (files.read(recordPath(dataFolder))?.toString('utf8') ?? '').split('\n')) {
    const deletion = parseLine(line);
    if (deletion !== undefined) byId.set(deletion.id, deletion);
  }
  return [...byId.values()];
}

function parseLine(line: string): Deletion | undefined {
  try {
    const value = JSON.parse(line) as Partial<Deletion> | null;
    return typeof value?.id === 'string' && typeof value.at === 'string' ? (value as Deletion) : undefined;
  } catch {
    return undefined;
  }
}

/** Adds a line and syncs it. After a torn one it begins a new line. */
function appendLine(files: LakeFiles, path: string, value: Deletion): void {
  const before = files.read(path);
  const torn = before !== undefined && before.length > 0 && before.at(-1) !== 10;
  const fd = files.open(path, before === undefined ? 'wx' : 'r+');
  try {
    files.write(fd, Buffer.from(`${torn ? '\n' : ''}${JSON.stringify(value)}\n`), before?.length ?? 0);
    files.sync(fd);
  } finally {
    files.close(fd);
  }
  if (before === undefined) files.syncFolder(join(path, '..'));
}
