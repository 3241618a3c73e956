// A small file that a person gives to a command, capped before it is read.
import { readFileSync, statSync } from 'node:fs';
import { PollwardenError } from '../kernel/errors.ts';

const mib = 1_048_576;

/** `-` is stdin. FILE_NOT_FOUND, FILE_IS_DIRECTORY, FILE_UNREADABLE (also beyond `mostBytes`), ENCODING_INVALID. */
export function readTextFile(file: string, mostBytes = 4 * mib): string {
  const bytes = readBytesFile(file, mostBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PollwardenError('ENCODING_INVALID', undefined, { file });
  }
}

/** As readTextFile, and JSON_INVALID. */
export function readJsonFile(file: string, mostBytes = 4 * mib): unknown {
  const text = readTextFile(file, mostBytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PollwardenError('JSON_INVALID', undefined, { file, ...lineOf(text, error) });
  }
}

/** Where the engine says at which character it stopped. */
function lineOf(text: string, error: unknown): { readonly line?: number } {
  const at = /at position (\d+)/.exec(error instanceof Error ? error.message : '');
  return at === null ? {} : { line: text.slice(0, Number(at[1])).split('\n').length };
}

const tooLarge = (file: string, mostBytes: number): PollwardenError =>
  new PollwardenError('FILE_UNREADABLE', `is larger than ${mostBytes / mib} MiB`, { file });

/** `-` is stdin. FILE_NOT_FOUND, FILE_IS_DIRECTORY, FILE_UNREADABLE (also beyond `mostBytes`). */
export function readBytesFile(file: string, mostBytes: number): Uint8Array {
  if (file === '-') return readStdin(mostBytes);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file });
  if (found.isDirectory()) throw new PollwardenError('FILE_IS_DIRECTORY', undefined, { file });
  if (found.size > mostBytes) throw tooLarge(file, mostBytes);
  try {
    return readFileSync(file);
  } catch {
    throw new PollwardenError('FILE_UNREADABLE', undefined, { file });
  }
}

function readStdin(mostBytes: number): Uint8Array {
  const bytes = readFileSync(0);
  if (bytes.length > mostBytes) throw tooLarge('-', mostBytes);
  return bytes;
}
