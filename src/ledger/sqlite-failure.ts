// Failures of SQLite as named codes. Constraints stay as they are: stores know what theirs mean.
import { type ErrorCode, PollwardenError } from '../kernel/errors.ts';

type SqliteError = Error & { readonly errcode: number };

const isSqliteError = (error: unknown): error is SqliteError =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';

/** Primary result codes, https://www.sqlite.org/rescode.html */
const codes: ReadonlyMap<number, ErrorCode> = new Map([
  [5, 'LEDGER_LOCKED'],
  [6, 'LEDGER_LOCKED'],
  [8, 'FILE_UNWRITABLE'],
  [10, 'LEDGER_FAILED'],
  [11, 'LEDGER_CORRUPT'],
  [13, 'DISK_FULL'],
  [14, 'FILE_UNWRITABLE'],
  [26, 'LEDGER_CORRUPT'],
]);

const primary = (error: SqliteError): number => error.errcode & 0xff;

/** The error to throw in place of `error`, with the file's place. */
export function sqliteFailure(error: unknown, path: string): unknown {
  if (!isSqliteError(error)) return error;
  const code = codes.get(primary(error));
  return code === undefined ? error : new PollwardenError(code, error.message, { file: path });
}

/** Whether the disk or the file failed under SQLite, so that nothing more may be trusted to it. */
export const isDiskFailure = (error: unknown): boolean =>
  isSqliteError(error) && (primary(error) === 10 || primary(error) === 11 || primary(error) === 26);

/** A UNIQUE or PRIMARY KEY constraint was broken. */
export const isDuplicate = (error: unknown): boolean =>
  isSqliteError(error) && (error.errcode === 2067 || error.errcode === 1555);
