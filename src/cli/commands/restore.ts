// pollwarden restore: a backup takes the place of the data, which is kept aside; or it is only checked.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { type BackupHead, totalBytes } from '../../operations/backup/contents.ts';
import { readBackup } from '../../operations/backup/read.ts';
import { readPassphrase } from '../../operations/passphrase.ts';
import { type Applied, applyRestore } from '../../operations/restore/apply.ts';
import { holdSpace } from '../../operations/restore/hold.ts';
import { readPlan, withdrawRestore } from '../../operations/restore/plan.ts';
import { stageRestore } from '../../operations/restore/stage.ts';
import { spaceFolder, type SpaceFolder } from '../../operations/spaces.ts';
import { afterRestore } from '../../server/after-restore.ts';
import { lockData } from '../../server/data-lock.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';
import { formatBytes, formatSeconds } from '../sizes.ts';

const help = `Usage: pollwarden restore FILE [--data DIR | --to-new DIR] [--passphrase-file FILE] [--json]
       pollwarden restore FILE --check [--passphrase-file FILE] [--json]

Compares every digest in the backup, writes its files beside the data, erases in them what was erased or expired since
the backup, and then lets the folders change places. What was there is kept in DIR/replaced-TIME. One that is
interrupted before that changes nothing, and one that is interrupted in the exchange is finished by the next restore or
start. Everybody has to sign in again; invitations and recovery links
are made anew. Stop the server before: while it runs the restore is refused (DATA_IN_USE).

Options:
  --check                  only read the backup and compare; writes nothing
  --to-new DIR             into a new data folder, as for a drill; the data that is in use is left alone
  --passphrase-file FILE   its one line opens a sealed backup
  --data DIR               the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json                   for machines

Exit code 1 when something needs attention, such as erasures that could not be applied again.

Examples:
  pollwarden restore backup.tar.zst --check
  pollwarden restore backup.tar.zst --to-new /tmp/drill
  pollwarden restore backup.sealed --passphrase-file /etc/pollwarden/passphrase`;

type Outcome = {
  readonly seconds: number;
  readonly bytes: number;
  readonly spaces: readonly string[];
  readonly kept: readonly string[];
  readonly erasedAgain: number;
  readonly notices: readonly string[];
};

export const command: Command = {
  path: ['restore'],
  summary: 'Put a backup in the place of the data, or check it',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      data: 'text',
      'to-new': 'text',
      'passphrase-file': 'text',
      check: 'switch',
      json: 'switch',
    });
    if (positionals.length !== 1) throw usageError('restore takes one file: the backup');
    const toNew = flags['to-new'];
    if (toNew !== undefined && flags.data !== undefined) throw usageError('give either --data or --to-new');
    if (toNew !== undefined && existsSync(toNew) && readdirSync(toNew).length > 0) {
      throw usageError(`--to-new takes a new or empty folder, and "${toNew}" holds something`);
    }
    const file = flags['passphrase-file'];
    const passphrase = file === undefined ? undefined : readPassphrase(file);
    const progress = createProgress(process.stderr, { quiet: flags.json === true });
    const write = (value: object, text: string): void => {
      progress.end();
      process.stdout.write(`${flags.json === true ? JSON.stringify(value) : text}\n`);
    };
    try {
      const began = performance.now();
      const onStep = progress.step;
      if (flags.check === true) {
        const { head } = await readBackup(positionals[0], {
          passphrase,
          onDone: (done) => onStep('Reading the backup', done),
        });
        const seconds = (performance.now() - began) / 1000;
        write({ ...checked(head), seconds }, checkedText(head, seconds));
        return 0;
      }
      const folder = toNew ?? dataFolder(flags.data);
      const outcome = await restore(positionals[0], folder, passphrase, onStep);
      write(outcome, forPeople(outcome, folder));
      return outcome.notices.length > 0 ? 1 : 0;
    } finally {
      progress.end();
    }
  },
};

const applying = { now: Date.now, ...afterRestore };

async function restore(
  path: string,
  folder: string,
  passphrase: string | undefined,
  onStep: (step: string, done?: number) => void,
): Promise<Outcome> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const spaces: readonly SpaceFolder[] = (['real', 'demonstration'] as const).map((name) => ({
    name,
    folder: spaceFolder(folder, name),
  }));
  // Before anything is written: no server has the folder, and none starts meanwhile.
  const lock = lockData(folder);
  try {
    const discarded = await clearTheWay(spaces, onStep);
    const releases: (() => void)[] = [];
    try {
      for (const space of spaces) releases.push(holdSpace(space.folder));
      for (const space of spaces) withdrawRestore(space.folder);
      return await restoreHeld(path, spaces, passphrase, discarded, onStep);
    } finally {
      for (const release of releases) release();
    }
  } finally {
    lock.release();
  }
}

/** Brings to its end a restore whose folders had begun to change places; what was only put ready is not carried out. */
async function clearTheWay(
  spaces: readonly SpaceFolder[],
  onStep: (step: string, done?: number) => void,
): Promise<readonly string[]> {
  const discarded: string[] = [];
  for (const { folder } of spaces) {
    const left = readPlan(folder);
    if (left?.state === 'swapping') await applyRestore(folder, { ...applying, onStep });
    else if (left?.applyAtStart === true) discarded.push(left.backup);
  }
  return discarded.map((backup) => `The restore of ${backup} that was put ready in the console was discarded`);
}

/** Leaves nothing put ready where it fails: a start must not carry out what nobody waits for any more. */
async function restoreHeld(
  path: string,
  spaces: readonly SpaceFolder[],
  passphrase: string | undefined,
  discarded: readonly string[],
  onStep: (step: string, done?: number) => void,
): Promise<Outcome> {
  const began = performance.now();
  let bytes = 0;
  const onHead = (head: BackupHead): void => {
    bytes = totalBytes(head);
  };
  try {
    const staged = await stageRestore(path, { passphrase, spaces, askedBy: '', now: Date.now, onStep, onHead });
    const applied: Applied[] = [];
    for (const { space } of staged) {
      const one = await applyRestore(space.folder, { ...applying, onStep, held: true });
      if (one !== undefined) applied.push(one);
    }
    return {
      seconds: (performance.now() - began) / 1000,
      bytes,
      spaces: staged.map(({ space }) => space.name),
      kept: applied.flatMap(({ kept }) => (kept === undefined ? [] : [kept])),
      erasedAgain: applied.reduce((sum, one) => sum + one.erasedAgain, 0),
      notices: [...discarded, ...applied.flatMap(({ notices }) => notices)],
    };
  } catch (error) {
    for (const { folder } of spaces) if (readPlan(folder)?.state !== 'swapping') withdrawRestore(folder);
    throw error;
  }
}

const checked = (head: BackupHead): object => ({
  whole: true,
  createdAt: new Date(head.createdAt).toISOString(),
  software: head.software,
  spaces: head.spaces.map(({ name }) => name),
  files: head.files.length,
  bytes: totalBytes(head),
  withKeys: head.withKeys,
});

const checkedText = (head: BackupHead, seconds: number): string =>
  `The backup is whole: ${counted(head.files.length, 'file')}, ${formatBytes(totalBytes(head))}, of ` +
  `${new Date(head.createdAt).toISOString()}, read in ${formatSeconds(seconds)}`;

function forPeople({ seconds, bytes, kept, erasedAgain, notices }: Outcome, folder: string): string {
  const again = `Erased again, since it was erased or expired after the backup: ${counted(erasedAgain, 'row')}`;
  return [
    `Restored ${formatBytes(bytes)} in ${formatSeconds(seconds)} into ${printable(folder)}`,
    ...kept.map((place) => `What was there is kept in ${printable(place)}; delete it once you do not need it`),
    ...(erasedAgain === 0 ? [] : [again]),
    ...notices.map((notice) => `Attention: ${printable(notice, 500)}`),
  ].join('\n');
}
