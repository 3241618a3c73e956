// The spaces of a data folder, and which of a space's files belong to it: what backup, restore and standby carry.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { SpaceName } from './archive/names.ts';

export type SpaceFolder = { readonly name: SpaceName; readonly folder: string };

export const spaceFolder = (dataFolder: string, name: SpaceName): string =>
  name === 'real' ? dataFolder : join(dataFolder, 'demonstration');

/** Whether a folder that somebody names is that of a demonstration. */
export const isDemonstration = (folder: string): boolean => basename(resolve(folder)) === 'demonstration';

/** Those that hold a ledger or a lake. */
export function spacesIn(dataFolder: string): readonly SpaceFolder[] {
  const all: readonly SpaceFolder[] = [
    { name: 'real', folder: dataFolder },
    { name: 'demonstration', folder: join(dataFolder, 'demonstration') },
  ];
  return all.filter(({ folder }) => existsSync(join(folder, 'ledger')) || existsSync(join(folder, 'lake')));
}

/** No part of a space's state: other spaces, copies, what the first version's demonstration wrote, what is made from the log. */
const apart = new Set(['backups', 'demonstration', 'demo', 'bulletin']);
const isApart = (name: string): boolean => apart.has(name) || name.startsWith('.') || name.startsWith('replaced-');

/** Top folders of a space's state, sorted: ledger, lake, keys, rejected and whatever else a feature keeps. */
export function stateFolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isApart(entry.name))
    .map(({ name }) => name)
    .toSorted();
}

/** What has left as files (docs/release.md): it stays where it is, so that no restored ledger releases something else beside it. */
export const publishedFolder = 'release';

/** Transparency logs (docs/transparency-log.md): they stay as well, for a log that goes back has forked. */
export const logsFolder = 'tlog';

/** Names that only a running process means something by. */
export const isTransient = (name: string): boolean =>
  name === 'lock' ||
  name.startsWith('lock.') ||
  name.endsWith('.lock') ||
  name.endsWith('.tmp') ||
  name.endsWith('.part') ||
  name === 'scratch';

/** Backups of a space lie here unless another folder is named. */
export const backupFolder = (folder: string): string => join(folder, 'backups');
