// The standby takes over: the newest round that is whole becomes a data folder, and the sender is fenced off.
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { diskFiles, replaceFile } from '../../lake/files.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import { type Ledger, ledgerPath, openLedger } from '../../ledger/ledger.ts';
import { putCheckpointsAside } from '../restored-logs.ts';
import { spaceFolder } from '../spaces.ts';
import { digestOf, listRounds, placeOf, promotedPath, type Round } from './round.ts';

export type PromoteOptions = {
  readonly from: string;
  /** New or empty. */
  readonly dataFolder: string;
  readonly now: () => number;
  readonly endOldAccess: (ledger: Ledger) => void;
  readonly onStep?: (step: string, done?: number) => void;
};

export type Promoted = {
  readonly round: number;
  readonly stateOf: number;
  /** Rounds that were newer and not whole. */
  readonly passedOver: number;
  readonly files: number;
};

/** STANDBY_MISSING when no round is whole; CONFLICT when the data folder holds something. */
export function promote({ from, dataFolder, now, endOldAccess, onStep }: PromoteOptions): Promoted {
  if (existsSync(dataFolder) && readdirSync(dataFolder).length > 0) {
    throw new PollwardenError('CONFLICT', 'the data folder holds something already', { file: dataFolder });
  }
  const rounds = listRounds(from);
  const at = rounds.findIndex((round) => isWhole(from, round, onStep));
  if (at < 0) throw new PollwardenError('STANDBY_MISSING', undefined, { file: from });
  const round = rounds[at];
  // First the fence: from here on the former node sends nothing more, should it still run.
  replaceFile(diskFiles, promotedPath(from), Buffer.from(`${JSON.stringify({ at: now(), round: round.number })}\n`));
  for (const [i, file] of round.files.entries()) {
    onStep?.('Putting the data in place', i / round.files.length);
    const target = join(spaceFolder(dataFolder, file.space), ...file.path.split('/'));
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    copyFileSync(placeOf(from, round.number, file), target);
    const fd = diskFiles.open(target, 'r+');
    try {
      diskFiles.sync(fd);
    } finally {
      diskFiles.close(fd);
    }
    diskFiles.restrict(target);
  }
  for (const name of new Set(round.files.map(({ space }) => space))) {
    putCheckpointsAside(spaceFolder(dataFolder, name));
    takeOver(spaceFolder(dataFolder, name), round, now, endOldAccess);
  }
  return { round: round.number, stateOf: round.stateOf, passedOver: at, files: round.files.length };
}

function isWhole(from: string, round: Round, onStep: PromoteOptions['onStep']): boolean {
  return round.files.every((file, i) => {
    onStep?.('Comparing the digests', i / round.files.length);
    const place = placeOf(from, round.number, file);
    return statSync(place, { throwIfNoEntry: false })?.size === file.bytes && digestOf(place) === file.sha256;
  });
}

function takeOver(folder: string, round: Round, now: () => number, endOldAccess: (ledger: Ledger) => void): void {
  if (!existsSync(ledgerPath(folder))) return;
  const ledger = openLedger(folder, now);
  try {
    ledger.write(() => {
      endOldAccess(ledger);
      const details = { stateOf: new Date(round.stateOf).toISOString() };
      recordAudit(ledger, { event: 'standby.promoted', actor: { kind: 'operator' }, details });
    });
  } finally {
    ledger.close();
  }
}
