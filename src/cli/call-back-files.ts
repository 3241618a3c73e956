// What the commands about call-backs read and write: the desk's key file with its passphrase, the list of numbers, secret files.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import { readPassphrase } from '../operations/passphrase.ts';
import { type Desk, mostDeskFileBytes, openDesk } from '../results/call-back/desk-file.ts';
import { findColumn, readTable } from '../results/formats/csv/table.ts';
import type { CentreNumbers } from '../results/paper/call-sheet.ts';
import { usageError } from './args.ts';
import { inputFiles } from './input-files.ts';

/** ENCODING_INVALID, JSON_INVALID, FILE_NOT_FOUND, FILE_UNREADABLE (beyond 128 MiB) with the file. */
export function textOf(path: string): string {
  const [file] = inputFiles([path]);
  if (file === undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: path });
  if (file.sizeBytes > mostDeskFileBytes)
    throw new PollwardenError('FILE_UNREADABLE', 'is larger than 128 MiB', { file: path });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file.read());
  } catch (error) {
    if (error instanceof PollwardenError) throw error;
    throw new PollwardenError('ENCODING_INVALID', undefined, { file: path });
  }
}

export function jsonOf(path: string): unknown {
  try {
    return JSON.parse(textOf(path)) as unknown;
  } catch (error) {
    if (error instanceof PollwardenError) throw error;
    throw new PollwardenError('JSON_INVALID', undefined, { file: path });
  }
}

/** Of every command that opens the desk's key file. */
export const deskFlags = { key: 'text', 'passphrase-file': 'text' } as const;

/** USAGE where a flag is missing; INPUT_INVALID, DESK_LOCKED with the file. */
export async function deskFrom(
  flags: { readonly key?: string; readonly 'passphrase-file'?: string },
  command: string,
): Promise<Desk> {
  const { key } = flags;
  if (key === undefined) throw usageError(`${command} needs --key FILE, the desk's key file`);
  const opened = await openDesk(textOf(key), passphraseFrom(flags, command));
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

/** For its owner only, new, and on the disk when it returns. CONFLICT where it is there. */
export function writeSecret(path: string, text: string): void {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    const there = (error as { readonly code?: string }).code === 'EEXIST';
    throw new PollwardenError(there ? 'CONFLICT' : 'FILE_UNWRITABLE', there ? 'the file is there already' : undefined, {
      file: path,
    });
  }
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
