// A small JSON file that a person gives to a command, capped before it is read.
import { readFileSync, statSync } from 'node:fs';
import { PollwardenError } from '../kernel/errors.ts';

const mostBytes = 4 * 1_048_576;

/** `-` is stdin. FILE_NOT_FOUND, FILE_IS_DIRECTORY, FILE_UNREADABLE (also beyond 4 MiB), ENCODING_INVALID, JSON_INVALID. */
export function readJsonFile(file: string): unknown {
  const bytes = bytesOf(file);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PollwardenError('ENCODING_INVALID', undefined, { file });
  }
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

function bytesOf(file: string): Uint8Array {
  if (file === '-') return readStdin();
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file });
  if (found.isDirectory()) throw new PollwardenError('FILE_IS_DIRECTORY', undefined, { file });
  if (found.size > mostBytes) throw new PollwardenError('FILE_UNREADABLE', 'is larger than 4 MiB', { file });
  try {
    return readFileSync(file);
  } catch {
    throw new PollwardenError('FILE_UNREADABLE', undefined, { file });
  }
}

function readStdin(): Uint8Array {
  const bytes = readFileSync(0);
  if (bytes.length > mostBytes) throw new PollwardenError('FILE_UNREADABLE', 'is larger than 4 MiB', { file: '-' });
  return bytes;
}
