// The files a command was given: files as they are, of a folder all plain files in it, in the order of their names.
import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import type { InputFile } from '../results/formats/reading.ts';

const mostFiles = 100_000;
const mostBytes = 1_073_741_824;

/** FILE_NOT_FOUND, FILE_UNREADABLE with the path as it was given. */
export function inputFiles(paths: readonly string[]): readonly InputFile[] {
  const files = paths.flatMap((path) => (statOf(path).isDirectory() ? filesOf(path) : [path]));
  if (files.length > mostFiles) throw new PollwardenError('FILE_UNREADABLE', `more than ${mostFiles} files`);
  return files.map((path) => {
    const { size } = statOf(path);
    return { path, sizeBytes: size, read: () => readWhole(path, size) };
  });
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name))
    .toSorted();

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw readFailure(error, path);
  }
}

function readWhole(path: string, size: number): Uint8Array {
  if (size > mostBytes) throw new PollwardenError('FILE_UNREADABLE', 'is larger than 1 GiB', { file: path });
  try {
    return readFileSync(path);
  } catch (error) {
    throw readFailure(error, path);
  }
}

const readFailure = (error: unknown, file: string): PollwardenError =>
  (error as { readonly code?: string }).code === 'ENOENT'
    ? new PollwardenError('FILE_NOT_FOUND', undefined, { file })
    : new PollwardenError('FILE_UNREADABLE', (error as { readonly code?: string }).code, { file });
