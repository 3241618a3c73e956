// What a failure of the system means for an operator: cause and remedy by its code.
import { PollwardenError } from '../../kernel/errors.ts';
import { errnoOf } from '../../lake/files.ts';
import { failed, type Outcome } from './check.ts';

type Meaning = { readonly cause: string; readonly remedy: string };

const deadDisk: Meaning = {
  cause: 'The disk or the cable to it reports errors: data on it can no longer be trusted',
  remedy:
    'Stop the server. Look at the system log (dmesg) and smartctl -a. Copy what can be read to another disk, then restore the newest backup there',
};
const fullDisk: Meaning = {
  cause: 'The disk or the quota is full',
  remedy: 'Free space or enlarge the disk; nothing that was acknowledged is lost, and writing goes on by itself then',
};

const meanings: Readonly<Record<string, Meaning>> = {
  EIO: deadDisk,
  ENOSPC: fullDisk,
  EDQUOT: fullDisk,
  DISK_FULL: fullDisk,
  EROFS: {
    cause: 'The file system is read-only: mounted so, or by the kernel after errors of the disk',
    remedy: 'Look at dmesg; when it was after errors, treat the disk as dead',
  },
  EACCES: {
    cause: 'This account may not',
    remedy: 'Run as the account that owns the data folder, or give it the folder',
  },
  EPERM: {
    cause: 'This account may not',
    remedy: 'Run as the account that owns the data folder, or give it the folder',
  },
  EMFILE: { cause: 'Too many files are open', remedy: 'Raise the limit: LimitNOFILE in the unit, or ulimit -n' },
  LEDGER_CORRUPT: {
    cause: 'The file was changed by something else, or the disk lost what it had said was written',
    remedy: 'Stop the server, keep a copy of the folder, and restore the newest backup: pollwarden restore FILE',
  },
  LAKE_CORRUPT: {
    cause: 'A file of the lake was changed or removed by something else, or the disk lost what it had said was written',
    remedy: 'Stop the server, keep a copy of the folder, and restore the newest backup: pollwarden restore FILE',
  },
  LEDGER_FAILED: deadDisk,
  LEDGER_NEWER: {
    cause: 'A later Pollwarden has worked here',
    remedy: 'Start that one again, or restore the backup made before its first start (ledger/backups, or backups/)',
  },
  LEDGER_LOCKED: { cause: 'Another process holds it', remedy: 'Wait, or stop the process that is named' },
};

const other: Meaning = { cause: 'Not known', remedy: 'Look at the message; report it where it makes no sense' };

/** A failed outcome of `error` met while `doing`. */
export function failureOutcome(doing: string, error: unknown): Outcome {
  const code = error instanceof PollwardenError ? error.code : errnoOf(error);
  const message = error instanceof Error ? error.message : String(error);
  // A named error of the lake may stand for the disk below it.
  const inner = /\bEIO\b|input\/output error|disk I\/O error/i.test(message) ? 'EIO' : code;
  const { cause, remedy } = meanings[inner] ?? meanings[code] ?? other;
  return failed(`${doing}: ${message}`, cause, remedy);
}
