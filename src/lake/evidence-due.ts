// Erasures that the evidence of findings has yet to follow: one file each, written before the first row goes and removed
// when the evidence is done. So an erasure that is cut off between lake and ledger is finished later.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { diskFiles, type LakeFiles, makeDurableFolder, replaceFile } from './files.ts';
import { lakeFolder } from './manifest.ts';

export type EvidenceDue = {
  readonly id: string;
  /** What kind of rows were asked for, as the record of deletions says it. */
  readonly filter: string;
  /** Of the account and of its posts; empty where a time was erased. */
  readonly pseudonyms: readonly string[];
  /** ISO day, UTC, exclusive. */
  readonly before?: string | undefined;
};

const dueFolder = (dataFolder: string): string => join(lakeFolder(dataFolder), 'evidence-due');
const dueId = /^erasure-[0-9a-f]{16}$/;

export const newErasureId = (): string => `erasure-${randomBytes(8).toString('hex')}`;

/** Durable when it returns. */
export function recordEvidenceDue(dataFolder: string, due: EvidenceDue, files: LakeFiles = diskFiles): void {
  const folder = dueFolder(dataFolder);
  makeDurableFolder(files, folder);
  replaceFile(files, join(folder, `${due.id}.json`), Buffer.from(`${JSON.stringify(due)}\n`));
}

/** Files that are none of ours, or cannot be read, are passed over. */
export function listEvidenceDue(dataFolder: string, files: LakeFiles = diskFiles): readonly EvidenceDue[] {
  const ids = files.list(dueFolder(dataFolder)).map((name) => name.replace(/\.json$/, ''));
  return ids.filter((id) => dueId.test(id)).flatMap((id) => evidenceDueOf(dataFolder, id, files) ?? []);
}

export function evidenceDueOf(dataFolder: string, id: string, files: LakeFiles = diskFiles): EvidenceDue | undefined {
  try {
    const text = files.read(join(dueFolder(dataFolder), `${id}.json`))?.toString('utf8');
    const due = text === undefined ? undefined : (JSON.parse(text) as Partial<EvidenceDue> | null);
    return due?.id === id && Array.isArray(due.pseudonyms) ? (due as EvidenceDue) : undefined;
  } catch {
    return undefined;
  }
}

export function dropEvidenceDue(dataFolder: string, id: string, files: LakeFiles = diskFiles): void {
  const folder = dueFolder(dataFolder);
  if (files.size(join(folder, `${id}.json`)) === undefined) return;
  files.remove(join(folder, `${id}.json`));
  files.syncFolder(folder);
}
