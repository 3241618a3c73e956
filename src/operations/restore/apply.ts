// Carries out a staged restore: locks, erasures again, the restored ledger made ready, then folders change places.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { diskFiles } from '../../lake/files.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import { type Ledger, ledgerPath, openLedger, readLedger } from '../../ledger/ledger.ts';
import { type ErasedAgain, eraseAgain } from './erase-again.ts';
import { holdSpace } from './hold.ts';
import { readPlan, type RestorePlan, stagedData, stagingFolder, writePlan } from './plan.ts';

export type ApplyOptions = {
  readonly now: () => number;
  /** Runs in the restored ledger before it is used, in a transaction: what was valid when the backup was made, sessions
   * and links above all, must not become valid again. */
  readonly endOldAccess: (ledger: Ledger) => void;
  /** Run in the same transaction, each with the ledger that is replaced, where it can be read: what was taken away since
   * the backup stays away. They answer with notices. */
  readonly carryOver?: readonly ((ledger: Ledger, former: Ledger) => readonly string[])[];
  readonly onStep?: (step: string, done?: number) => void;
  /** The caller holds the space (`holdSpace`) already. */
  readonly held?: boolean;
};

export type Applied = {
  readonly plan: RestorePlan;
  /** Where what was replaced is kept; undefined when nothing was there. */
  readonly kept: string | undefined;
  readonly erasedAgain: number;
  readonly notices: readonly string[];
};

/**
 * Carries out the restore that is staged in a space's folder, or finishes one that was interrupted; undefined where
 * there is none. DATA_IN_USE while a process has the ledger or the lake. Before the plan says "swapping" nothing that
 * is in use has changed.
 */
export async function applyRestore(folder: string, options: ApplyOptions): Promise<Applied | undefined> {
  const plan = readPlan(folder);
  if (plan === undefined) {
    rmSync(stagingFolder(folder), { recursive: true, force: true });
    return undefined;
  }
  const release = options.held === true ? () => undefined : holdSpace(folder);
  try {
    const prepared = plan.state === 'swapping' ? undefined : await prepare(folder, plan, options);
    const swapping: RestorePlan = { ...plan, state: 'swapping', notices: [...(prepared?.notices ?? plan.notices)] };
    if (plan.state !== 'swapping') writePlan(folder, swapping);
    options.onStep?.('Putting the restored data in place');
    swapFolders(folder, swapping);
    return {
      plan: swapping,
      kept: keptFolder(folder, plan),
      erasedAgain: prepared?.rows ?? 0,
      notices: swapping.notices,
    };
  } finally {
    release();
  }
}

function keptFolder(folder: string, { keepIn, folders }: RestorePlan): string | undefined {
  return folders.some(({ before }) => before) ? join(folder, keepIn) : undefined;
}

type Prepared = { readonly rows: number; readonly notices: readonly string[] };

async function prepare(folder: string, plan: RestorePlan, options: ApplyOptions): Promise<Prepared> {
  const data = stagedData(folder);
  options.onStep?.('Erasing again what was erased since');
  const erased = await eraseAgain(data, folder, options.now());
  options.onStep?.('Making the ledger ready');
  const carried = existsSync(ledgerPath(data)) ? readyLedger(folder, data, plan, erased, options) : [];
  return { rows: erased.rows, notices: [...plan.notices, ...erased.notices, ...carried] };
}

function readyLedger(
  folder: string,
  data: string,
  plan: RestorePlan,
  erased: ErasedAgain,
  options: ApplyOptions,
): readonly string[] {
  const former = formerHead(folder, options.now);
  const notices: string[] = [];
  const ledger = openLedger(data, options.now);
  try {
    ledger.write(() => {
      notices.push(...carryOver(ledger, folder, options));
      options.endOldAccess(ledger);
      recordAudit(ledger, {
        event: 'restore.done',
        actor: plan.askedBy === '' ? { kind: 'operator' } : { kind: 'person', id: plan.askedBy },
        subject: plan.backup,
        details: {
          createdAt: new Date(plan.backupCreatedAt).toISOString(),
          formerSequence: former.sequence,
          formerHead: former.hash,
          rowsErasedAgain: erased.rows,
        },
      });
    });
    // What was erased must not stay in the log of the file either.
    ledger.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    ledger.close();
  }
  for (const name of ['lock.sqlite', 'lock.sqlite-journal']) rmSync(join(data, 'ledger', name), { force: true });
  return notices;
}

const unknownSince =
  'The ledger that was here cannot be read: people who were restricted since the backup may sign in again, and findings ' +
  'may show accounts erased since. Look through the people, and run those erasures again';

/** A ledger that cannot be read is often why one restores: then what was taken away since is not known, which is said. */
function carryOver(ledger: Ledger, folder: string, { carryOver: steps = [], now }: ApplyOptions): readonly string[] {
  if (!existsSync(ledgerPath(folder)) || steps.length === 0) return [];
  let former: Ledger | undefined;
  try {
    const opened = readLedger(folder, now);
    former = opened;
    return steps.flatMap((step) => step(ledger, opened));
  } catch {
    return [unknownSince];
  } finally {
    former?.close();
  }
}

/** The trail that is replaced goes on to be named in the new one, so that the cut shows. */
function formerHead(folder: string, now: () => number): { readonly sequence: number; readonly hash: string } {
  const none = { sequence: 0, hash: '' };
  if (!existsSync(ledgerPath(folder))) return none;
  try {
    const ledger = readLedger(folder, now);
    try {
      const row = ledger.db.prepare('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1').get();
      return (row as typeof none | undefined) ?? none;
    } finally {
      ledger.close();
    }
  } catch {
    // A ledger that cannot be read is often why one restores.
    return none;
  }
}

/** Each step is done once, whatever was done before: what lies where tells. */
function swapFolders(folder: string, { folders, keepIn }: RestorePlan): void {
  const kept = join(folder, keepIn);
  const data = stagedData(folder);
  if (folders.some(({ before }) => before)) mkdirSync(kept, { recursive: true, mode: 0o700 });
  for (const { name, before, after } of folders) {
    const [old, fresh, place] = [join(kept, name), join(data, name), join(folder, name)];
    if (before && !existsSync(old) && existsSync(place)) renameSync(place, old);
    if (after && existsSync(fresh)) renameSync(fresh, place);
  }
  if (existsSync(kept)) diskFiles.syncFolder(kept);
  diskFiles.syncFolder(folder);
  // The lake's lock went with its folder; it was this process's.
  rmSync(join(kept, 'lake', 'lock'), { force: true });
  rmSync(stagingFolder(folder), { recursive: true, force: true });
  diskFiles.syncFolder(folder);
}
