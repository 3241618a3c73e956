// Checks of the disk below the data folder: who owns it, how much is left, how fast and whether it keeps what it takes.
import { existsSync, lstatSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../lake/files.ts';
import { isStalePin } from '../backup/pin.ts';
import { spacesIn } from '../spaces.ts';
import { attention, type Check, type DoctorContext, counted, failed, megabytes, ok, type Outcome } from './check.ts';
import { failureOutcome } from './failure.ts';

const folderCheck: Check = {
  name: 'folder',
  title: 'Data folder',
  run: ({ dataFolder }) => {
    if (!existsSync(dataFolder)) {
      return [failed(`there is no ${dataFolder}`, 'Nothing was started here yet, or the name is wrong', 'Give --data')];
    }
    try {
      return folderOutcomes(dataFolder);
    } catch (error) {
      return [failureOutcome('Reading the data folder', error)];
    }
  },
};

function folderOutcomes(dataFolder: string): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const { mode, uid } = lstatSync(dataFolder);
  const own = process.getuid?.();
  if (own !== undefined && own !== 0 && uid !== own) {
    const remedy = `Run as that account (sudo -u), or chown -R the folder`;
    outcomes.push(failed(`it belongs to account ${uid} and this is ${own}`, 'Started once as another account', remedy));
  }
  const open = ['', ...readdirSync(dataFolder)].filter((name) => isOpen(join(dataFolder, name)));
  if ((mode & 0o077) !== 0 || open.length > 0) {
    const names = open.slice(0, 5).map((name) => (name === '' ? 'the folder itself' : name));
    const remedy = `chmod -R go-rwx ${JSON.stringify(dataFolder)}`;
    outcomes.push(attention(`others may read ${names.join(', ')}`, 'Made or copied with wide permissions', remedy));
  }
  return outcomes.length > 0 ? outcomes : [ok(`${dataFolder}, readable by its owner alone`)];
}

/** What a feature keeps there must not be for others; the folder above guards it too, but a copy may lose that. */
function isOpen(path: string): boolean {
  const { mode } = lstatSync(path);
  return (mode & 0o077) !== 0;
}

const lowShare = 0.1;
const lowBytes = 2e9;
const criticalBytes = 200e6;

const spaceCheck: Check = {
  name: 'disk.free',
  title: 'Free space',
  run: ({ dataFolder }) => {
    if (!existsSync(dataFolder)) return [];
    const { bavail, blocks, bsize, ffree, files } = statfsSync(dataFolder);
    const free = bavail * bsize;
    const found = `${megabytes(free)} of ${megabytes(blocks * bsize)} are free`;
    const remedy = 'Free space, enlarge the disk, or shorten retention; backups may lie on another disk (backupFolder)';
    const outcomes: Outcome[] = [];
    if (free < criticalBytes) outcomes.push(failed(found, 'The disk is full or nearly so', remedy));
    else if (free < lowBytes || free < blocks * bsize * lowShare)
      outcomes.push(attention(found, 'Little is left', remedy));
    if (files > 0 && ffree < files * 0.02) {
      outcomes.push(failed(`${counted(ffree, 'inode')} are free`, 'Too many small files on this disk', remedy));
    }
    return outcomes.length > 0 ? outcomes : [ok(found)];
  },
};

const slowMilliseconds = 100;
const rounds = 5;

const writeCheck: Check = {
  name: 'disk.write',
  title: 'Write and sync',
  run: (context) => {
    if (!existsSync(context.dataFolder)) return [];
    try {
      return [measure(context)];
    } catch (error) {
      return [failureOutcome('Writing and syncing a small file', error)];
    }
  },
};

/** Writes, syncs and reads back 4 KiB a few times; the middle of the times counts. */
function measure({ dataFolder, monotonic, files }: DoctorContext): Outcome {
  const path = join(dataFolder, `.doctor-${process.pid}`);
  const page = Buffer.alloc(4096, 0x5a);
  const times: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const began = monotonic();
      const fd = files.open(path, 'w');
      try {
        files.write(fd, page, 0);
        files.sync(fd);
      } finally {
        files.close(fd);
      }
      times.push(monotonic() - began);
      if (files.read(path)?.equals(page) !== true) {
        return failed('what was written reads otherwise', 'The disk is failing', 'Replace it, and restore a backup');
      }
    }
  } finally {
    rmSync(path, { force: true });
  }
  const middle = times.toSorted((a, b) => a - b)[rounds >> 1];
  const found = `${middle.toFixed(1)} ms for a synced write`;
  if (middle < slowMilliseconds) return ok(found);
  const cause = 'A slow or busy disk, or a network share: every acknowledged change waits for it';
  return attention(found, cause, 'Use a local disk, best a solid-state one');
}

const leftoverCheck: Check = {
  name: 'leftovers',
  title: 'Leftovers',
  run: ({ dataFolder }) => {
    if (!existsSync(dataFolder)) return [];
    try {
      const outcomes = [{ folder: dataFolder }, ...spacesIn(dataFolder)].flatMap(({ folder }) => leftoversIn(folder));
      const found = [...new Map(outcomes.map((outcome) => [outcome.found, outcome])).values()];
      return found.length > 0 ? found : [ok('none')];
    } catch (error) {
      return [failureOutcome('Looking for leftovers', error)];
    }
  },
};

function leftoversIn(folder: string): readonly Outcome[] {
  const names = readNames(folder);
  const pins = names.filter((name) => isStalePin(name));
  const replaced = names.filter((name) => name.startsWith('replaced-'));
  const outcomes: Outcome[] = [];
  if (pins.length > 0) {
    const cause = 'A backup was killed; rows erased since may still lie there';
    outcomes.push(attention(`${pins.join(', ')} of an interrupted backup`, cause, 'Make a backup, which removes it'));
  }
  if (replaced.length > 0) {
    const cause = 'A restore keeps what it replaced, erased rows included';
    const found = `${replaced.join(', ')} of an earlier restore`;
    outcomes.push(attention(found, cause, 'Delete it once it is not needed'));
  }
  return outcomes;
}

function readNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

export const diskChecks: readonly Check[] = [folderCheck, spaceCheck, writeCheck, leftoverCheck];
