// What the commands about call-backs read and write: the desk's key file with its passphrase, the list of numbers.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import { readPassphrase } from '../operations/passphrase.ts';
import { type Desk, mostDeskFileBytes, openDesk } from '../results/call-back/desk-file.ts';
import { findColumn, readTable } from '../results/formats/csv/table.ts';
import type { CentreNumbers } from '../results/paper/call-sheet.ts';
import { usageError } from './args.ts';
import { inputFiles } from './input-files.ts';
import { readTextFile } from './read-json.ts';

/** Of every command that opens the desk's key file. */
export const deskFlags = { key: 'text', 'passphrase-file': 'text' } as const;

/** USAGE where a flag is missing; INPUT_INVALID, DESK_LOCKED with the file. */
export async function deskFrom(
  flags: { readonly key?: string; readonly 'passphrase-file'?: string },
  command: string,
): Promise<Desk> {
  const { key } = flags;
  if (key === undefined) throw usageError(`${command} needs --key FILE, the desk's key file`);
  const opened = await openDesk(readTextFile(key, mostDeskFileBytes), passphraseFrom(flags, command));
  if (opened.ok) return opened.value;
  throw new PollwardenError(opened.refusal.code, opened.refusal.detail, { file: key });
}

export function passphraseFrom(flags: { readonly 'passphrase-file'?: string }, command: string): string {
  const file = flags['passphrase-file'];
  if (file === undefined) throw usageError(`${command} needs --passphrase-file FILE; a passphrase is never typed here`);
  if (!existsSync(file)) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file });
  return readPassphrase(file);
}

const mostNumber = 60;

/** A CSV with the columns centre and number; a centre may have several rows. ROW_MALFORMED with the row. */
export function numbersFrom(path: string | undefined, centres: ReadonlySet<string>): CentreNumbers {
  const numbers = new Map<string, readonly string[]>();
  if (path === undefined) return numbers;
  const [file] = inputFiles([path]);
  const table = readTable(path, file.read(), ',');
  const [centreAt, numberAt] = ['centre', 'number'].map((name) => {
    const at = findColumn(table, name);
    if (at === undefined) throw new PollwardenError('COLUMN_MISSING', name, { file: path });
    return at;
  });
  const bad = (line: number, detail: string): never => {
    throw new PollwardenError('ROW_MALFORMED', detail, { file: path, line });
  };
  for (const { cells, row } of table.rows(bad)) {
    const [centre, number] = [cells[centreAt].trim(), cells[numberAt].trim()];
    if (!centres.has(centre)) bad(row, `there is no centre "${centre.slice(0, 64)}"`);
    if (number.length > mostNumber || !/^[+\d][\d ()/.-]*$/.test(number)) bad(row, 'this is no telephone number');
    numbers.set(centre, [...(numbers.get(centre) ?? []), number]);
  }
  return numbers;
}

/** A folder of its own, so that nothing is written over: CONFLICT where it holds something. */
export function emptyFolder(path: string): void {
  if (existsSync(path) && readdirSync(path).length > 0)
    throw new PollwardenError('CONFLICT', 'the folder is not empty', { file: path });
  mkdirSync(join(path, 'sheets'), { recursive: true, mode: 0o700 });
}
