// Puts a restore ready: the backup is verified, its files lie beside the data, nothing in use is touched.
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { diskFiles } from '../../lake/files.ts';
import { readManifest } from '../../lake/manifest.ts';
import { migrations } from '../../ledger/migrations/index.ts';
import type { SpaceName } from '../archive/names.ts';
import type { BackupHead } from '../backup/contents.ts';
import { keyIdIn } from '../key-id.ts';
import { logsFolder, publishedFolder, type SpaceFolder, stateFolders } from '../spaces.ts';
import { extractBackup } from './extract.ts';
import { putCheckpointsAside } from '../restored-logs.ts';
import { readPlan, stagedData, stagingFolder, type RestorePlan, withdrawRestore, writePlan } from './plan.ts';

export type StageOptions = {
  readonly passphrase?: string | undefined;
  /** The spaces to restore; those that the backup does not hold stay as they are. */
  readonly spaces: readonly SpaceFolder[];
  readonly askedBy: string;
  /** Whether the next start carries it out; without it only the caller does. */
  readonly applyAtStart?: boolean;
  readonly now: () => number;
  readonly onStep?: (step: string, done?: number) => void;
  readonly onHead?: (head: BackupHead) => void;
};

export type Staged = { readonly space: SpaceFolder; readonly plan: RestorePlan };

/** CONFLICT when a restore is staged already; NOT_FOUND when the backup holds none of the spaces; as readBackup. */
export async function stageRestore(path: string, options: StageOptions): Promise<readonly Staged[]> {
  for (const { folder } of options.spaces) {
    if (readPlan(folder) !== undefined) throw new PollwardenError('CONFLICT', 'another restore is put ready already');
    withdrawRestore(folder);
  }
  const made = new Set<SpaceName>();
  try {
    const folderOf = (name: SpaceName): string | undefined => {
      const space = options.spaces.find((one) => one.name === name);
      if (space === undefined) return undefined;
      const folder = stagedData(space.folder);
      if (!made.has(name)) mkdirSync(folder, { recursive: true, mode: 0o700 });
      made.add(name);
      return folder;
    };
    const { head } = await extractBackup(path, { ...options, passphrase: options.passphrase, folderOf });
    options.onHead?.(head);
    const present = options.spaces.filter(({ name }) => head.spaces.some((one) => one.name === name));
    if (present.length === 0) throw new PollwardenError('NOT_FOUND', 'the backup holds nothing of this space');
    return present.map((space) => ({ space, plan: planSpace(space, head, basename(path), options) }));
  } catch (error) {
    for (const { folder } of options.spaces) withdrawRestore(folder);
    throw error;
  }
}

function planSpace(space: SpaceFolder, head: BackupHead, backup: string, options: StageOptions): RestorePlan {
  refuseNewerLedger(space, head);
  const data = stagedData(space.folder);
  const after = stateFolders(data);
  // Without keys in the backup the keys that are there stay.
  const before = stateFolders(space.folder).filter((name) => name !== 'keys' || after.includes('keys'));
  const stagedAt = options.now();
  const logs = before.includes(logsFolder) ? [] : putCheckpointsAside(data);
  const stays = (name: string): boolean => (name === publishedFolder || name === logsFolder) && before.includes(name);
  const names = [...new Set([...before, ...after])].filter((name) => !stays(name)).toSorted();
  const plan: RestorePlan = {
    format: 'pollwarden-restore',
    state: 'staged',
    backup,
    backupCreatedAt: head.createdAt,
    stagedAt,
    askedBy: options.askedBy,
    applyAtStart: options.applyAtStart === true,
    keepIn: freeFolder(space.folder, stagedAt),
    folders: names.map((name) => ({ name, before: before.includes(name), after: after.includes(name) })),
    notices: [...keyNotices(space, data), ...logs.map(logNotice)],
  };
  writePlan(space.folder, plan);
  diskFiles.syncFolder(stagingFolder(space.folder));
  diskFiles.syncFolder(space.folder);
  return plan;
}

function refuseNewerLedger(space: SpaceFolder, head: BackupHead): void {
  const newest = migrations.at(-1)?.number ?? 0;
  const migration = head.spaces.find(({ name }) => name === space.name)?.migration ?? 0;
  if (migration <= newest) return;
  throw new PollwardenError('BACKUP_NEWER', `its ledger is of form ${migration} and this Pollwarden knows ${newest}`);
}

function freeFolder(folder: string, now: number): string {
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  for (let n = 1; ; n++) {
    const name = `replaced-${stamp}${n === 1 ? '' : `-${n}`}`;
    if (!existsSync(join(folder, name))) return name;
  }
}

const logNotice = (election: string): string =>
  `The log of ${election} comes from the backup: before it goes on, put the checkpoint that readers see now at tlog/${election}/public/checkpoint`;

/** What is to be known of the pseudonym key that the restored lake needs. */
function keyNotices(space: SpaceFolder, data: string): readonly string[] & string[] {
  const needed = readManifest(diskFiles, join(data, 'lake')).runs.at(-1)?.keyId;
  if (needed === undefined) return [];
  const found = keyIdIn(existsSync(join(data, 'keys')) ? data : space.folder);
  if (found === needed) return [];
  const place = join(space.folder, 'keys', 'pseudonym.key');
  return [
    found === undefined
      ? `The backup holds no keys: put the pseudonym key back at ${place} before posts are ingested`
      : `The key at ${place} is not the one that the restored lake was made with: put that one there`,
  ];
}
