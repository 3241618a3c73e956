// Failures of the system that nothing below has named: the operator mends them, so they are no defect of ours.
import { accessSync, constants } from 'node:fs';
import { PollwardenError } from '../kernel/errors.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a folder is needed, and a part of the path is a file',
  EEXIST: 'something else of this name is in the way',
  EMFILE: 'too many open files; raise the limit with ulimit -n',
  ENFILE: 'too many open files in the whole system',
  ENAMETOOLONG: 'the name is too long',
  EIO: 'the device reports an error',
  EBADF: 'it is closed',
  EBUSY: 'another program uses it',
  EFBIG: 'the file would be larger than allowed',
};

const reading = new Set(['access', 'lstat', 'opendir', 'read', 'readlink', 'realpath', 'scandir', 'stat', 'statfs']);

/**
 * The named error of an uncaught system error, with its path; `place` stands where the error has none. Undefined for
 * anything that is not the operator's to mend.
 */
export function systemFailure(error: unknown, place?: string): PollwardenError | undefined {
  const code = errnoOf(error);
  if (!(error instanceof Error) || code === undefined) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : place;
  const file = path === undefined ? {} : { file: path };
  if (code === 'ENOSPC' || code === 'EDQUOT') return new PollwardenError('DISK_FULL', undefined, file);
  if (code === 'EISDIR') return new PollwardenError('FILE_IS_DIRECTORY', undefined, file);
  const reason = reasons[code];
  if (reason === undefined) return undefined;
  const syscall = 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : '';
  return new PollwardenError(
    isReading(syscall, path) ? 'FILE_UNREADABLE' : 'FILE_UNWRITABLE',
    `${code}, ${reason}`,
    file,
  );
}

function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // Node's loader of modules words this one and gives it no errno.
  if (/\btoo many open files\b/i.test(error.message)) return 'EMFILE';
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** An error of "open" does not say what for: a file that is there and cannot be read was to be read. */
function isReading(syscall: string, path: string | undefined): boolean {
  if (reading.has(syscall)) return true;
  if (syscall !== 'open' || path === undefined) return false;
  try {
    accessSync(path, constants.R_OK);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code !== 'ENOENT';
  }
}
