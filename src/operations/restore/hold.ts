// A space is held while a restore replaces it: nobody writes to its ledger and its lake meanwhile.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { diskFiles } from '../../lake/files.ts';
import { acquireLock, lockHolder } from '../../lake/lock.ts';
import { lakeFolder } from '../../lake/manifest.ts';
import { ledgerPath } from '../../ledger/ledger.ts';
import { lockLedger } from '../../ledger/lock.ts';

/** DATA_IN_USE while a process has it. The locks go with the folders that they lie in, and are given back at the end. */
export function holdSpace(folder: string): () => void {
  const releases: (() => void)[] = [];
  try {
    if (existsSync(ledgerPath(folder))) releases.push(lockLedger(join(folder, 'ledger')).release);
    const root = lakeFolder(folder);
    if (existsSync(root)) {
      refuseForeignLock(root);
      releases.push(acquireLock(diskFiles, join(root, 'lock')).release);
    }
    return () => {
      for (const release of releases.toReversed()) release();
    };
  } catch (error) {
    for (const release of releases) release();
    throw inUse(error);
  }
}

function refuseForeignLock(root: string): void {
  const holder = lockHolder(diskFiles, join(root, 'lock'));
  if (holder?.alive !== true) return;
  throw new PollwardenError(
    'DATA_IN_USE',
    `process ${holder.pid} on ${holder.host}; stop it first, or delete the lock if that machine is gone`,
    { file: root },
  );
}

function inUse(error: unknown): unknown {
  const locked = error instanceof PollwardenError && (error.code === 'LEDGER_LOCKED' || error.code === 'LAKE_LOCKED');
  if (!locked) return error;
  const place = error.file === undefined ? {} : { file: error.file };
  return new PollwardenError('DATA_IN_USE', error.detail, place);
}
