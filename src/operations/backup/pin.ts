// One state of a space, held fast while it is copied: hard links to segments, which never change, and copies of the rest.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { diskFiles, errnoOf } from '../../lake/files.ts';
import { lakeFolder, readManifest, type Segment, segmentPath } from '../../lake/manifest.ts';
import { ledgerPath } from '../../ledger/ledger.ts';
import { isPlainPath } from '../archive/names.ts';
import { copyLedger } from '../ledger-copy.ts';
import { isTransient, logsFolder, type SpaceFolder, stateFolders } from '../spaces.ts';
import { copyLogs } from './pin-logs.ts';

export type PinnedFile = {
  /** Below the space's folder, with "/" between the parts. */
  readonly path: string;
  readonly source: string;
  readonly bytes: number;
};

export type Pinned = {
  readonly files: readonly PinnedFile[];
  /** Files that are left out, since no file of ours is named so or is of their kind. */
  readonly leftOut: readonly string[];
  readonly release: () => void;
};

const pinPrefix = '.pin-';

/** Removes what a killed backup left. While it lay there, erased rows did too. */
export function removeStalePins(folder: string): number {
  const stale = existsSync(folder) ? readdirSync(folder).filter((name) => isStalePin(name)) : [];
  for (const name of stale) rmSync(join(folder, name), { recursive: true, force: true });
  return stale.length;
}

/** A pin whose process has ended. */
export function isStalePin(name: string): boolean {
  const match = /^\.pin-(\d+)-[0-9a-f]{8}$/.exec(name);
  if (match === null) return false;
  try {
    process.kill(Number(match[1]), 0);
    return false;
  } catch (error) {
    return errnoOf(error) === 'ESRCH';
  }
}

/**
 * Pins the state of a space. Its logs come first, then the ledger and what belongs to it, before the lake, so that nothing in the ledger, a
 * source's place in its stream above all, is ahead of the lake: what came twice is known again, what is missing is not.
 */
export async function pinSpace(
  space: SpaceFolder,
  options: { readonly withKeys: boolean; readonly onStep?: (step: string, done?: number) => void },
): Promise<Pinned> {
  const { folder } = space;
  removeStalePins(folder);
  const staging = join(folder, `${pinPrefix}${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(staging, { mode: 0o700 });
  const release = (): void => rmSync(staging, { recursive: true, force: true });
  try {
    const files: PinnedFile[] = [];
    const leftOut: string[] = [];
    if (existsSync(join(folder, logsFolder)))
      files.push(...(await pinLogs(folder, staging, leftOut, options.withKeys)));
    if (existsSync(ledgerPath(folder))) {
      const copy = join(staging, 'ledger.sqlite');
      await copyLedger(ledgerPath(folder), copy, (done) => options.onStep?.('Copying the ledger', done));
      files.push(pinned('ledger/ledger.sqlite', copy));
    }
    for (const name of stateFolders(folder)) {
      if (name === 'ledger' || name === 'lake' || name === logsFolder) continue;
      if (name === 'keys' && !options.withKeys) continue;
      files.push(...copyTree(folder, staging, name, leftOut));
    }
    options.onStep?.('Holding the lake');
    files.push(...pinLake(folder, staging));
    return { files, leftOut, release };
  } catch (error) {
    release();
    throw error;
  }
}

const pinned = (path: string, source: string): PinnedFile => ({ path, source, bytes: statSync(source).size });

/** Copies of the plain files below `path`; a file that went away meanwhile is passed over. */
function copyTree(folder: string, staging: string, path: string, leftOut: string[]): readonly PinnedFile[] {
  const files: PinnedFile[] = [];
  for (const name of readdirSync(join(folder, path)).toSorted()) {
    const inner = `${path}/${name}`;
    if (isTransient(name) || name.startsWith('.')) continue;
    const stat = lstatSync(join(folder, inner), { throwIfNoEntry: false });
    if (stat === undefined) continue;
    if (!isPlainPath(inner) || !(stat.isFile() || stat.isDirectory())) leftOut.push(inner);
    else if (stat.isDirectory()) files.push(...copyTree(folder, staging, inner, leftOut));
    else files.push(...copyOne(join(folder, inner), join(staging, inner), inner));
  }
  return files;
}

/** Before the ledger: no head that is anchored is then ahead of the trail that the backup holds. */
const pinLogs = async (
  folder: string,
  staging: string,
  leftOut: string[],
  withKeys: boolean,
): Promise<readonly PinnedFile[]> =>
  await copyLogs(logsFolder, {
    folder,
    staging,
    withKeys,
    pinned,
    copyFile: (path) => copyOne(join(folder, path), join(staging, path), path),
    leftOut,
  });

function copyOne(from: string, to: string, path: string): readonly PinnedFile[] {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    copyFileSync(from, to);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
  chmodSync(to, 0o600);
  return [pinned(path, to)];
}

const mostAttempts = 200;

/** Manifest, write-ahead files and segments that belong together; again where the writer changed them meanwhile. */
function pinLake(folder: string, staging: string): readonly PinnedFile[] {
  const root = lakeFolder(folder);
  if (!existsSync(root)) return [];
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const place = join(staging, 'lake');
    rmSync(place, { recursive: true, force: true });
    try {
      const { change, segments } = readManifest(diskFiles, root);
      const files = [...copyParts(root, place), ...segments.map((segment) => pinSegment(root, place, segment))];
      if (readManifest(diskFiles, root).change === change) return files;
    } catch (error) {
      // A segment or write-ahead file that went away belongs to a manifest that is no longer the newest.
      if (errnoOf(error) !== 'ENOENT' || attempt === mostAttempts - 1) throw missing(error, root);
    }
  }
  throw new PollwardenError('LAKE_LOCKED', 'the lake changes too fast to be copied; try again', { file: root });
}

function missing(error: unknown, root: string): unknown {
  if (errnoOf(error) !== 'ENOENT') return error;
  const path = (error as { readonly path?: string }).path ?? root;
  return new PollwardenError('LAKE_CORRUPT', 'a segment is missing', { file: path });
}

function copyParts(root: string, place: string): readonly PinnedFile[] {
  const ahead = diskFiles.list(join(root, 'write-ahead')).filter((name) => /^\d{16}\.log$/.test(name));
  const parts = ['manifest.json', 'deletions.jsonl', ...ahead.map((name) => `write-ahead/${name}`)];
  return parts.flatMap((part) => {
    const optional = part === 'manifest.json' || part === 'deletions.jsonl';
    if (optional && !existsSync(join(root, part))) return [];
    mkdirSync(dirname(join(place, part)), { recursive: true, mode: 0o700 });
    copyFileSync(join(root, part), join(place, part));
    return [pinned(`lake/${part}`, join(place, part))];
  });
}

function pinSegment(root: string, place: string, segment: Segment): PinnedFile {
  const from = segmentPath(root, segment);
  const to = segmentPath(place, segment);
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    linkSync(from, to);
  } catch (error) {
    // A file system without hard links: the copy takes the time and the room of the lake.
    if (errnoOf(error) === 'ENOENT') throw error;
    copyFileSync(from, to);
  }
  const file = pinned(`lake/${segment.kind}/day=${segment.day}/${segment.file}`, to);
  if (file.bytes !== segment.bytes) {
    const detail = `${file.bytes} bytes instead of ${segment.bytes}`;
    throw new PollwardenError('LAKE_CORRUPT', detail, { file: from });
  }
  return file;
}
