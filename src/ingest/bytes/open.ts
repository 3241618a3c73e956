// Opens files, folders and standard input as streams of bytes.
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';

export type Source = {
  /** As the user named it, or below the folder the user named; "-" is standard input. */
  readonly file: string;
  readonly sizeBytes: number | undefined;
  /** True when it was found in a folder: then one bad file does not stop the others. */
  readonly fromFolder: boolean;
};

/** Folders give their files, sorted by code points, names that begin with a dot left out. */
export async function listSources(inputs: readonly string[]): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const input of inputs) {
    if (input === '-') {
      sources.push({ file: '-', sizeBytes: undefined, fromFolder: false });
      continue;
    }
    const info = await stat(input).catch((error: unknown) => {
      throw asFileError(error, input);
    });
    if (info.isDirectory()) sources.push(...(await listFolder(input)));
    else sources.push({ file: input, sizeBytes: info.isFile() ? info.size : undefined, fromFolder: false });
  }
  return sources;
}

async function listFolder(folder: string): Promise<readonly Source[]> {
  const found: Source[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw asFileError(error, folder);
  });
  for (const entry of entries) {
    if (!entry.isFile() && !entry.isSymbolicLink()) continue;
    const file = join(entry.parentPath, entry.name);
    if (
      file
        .slice(folder.length)
        .split(/[\\/]/)
        .some((part) => part.startsWith('.'))
    )
      continue;
    const info = await stat(file).catch((error: unknown) => {
      throw asFileError(error, file);
    });
    if (info.isFile()) found.push({ file, sizeBytes: info.size, fromFolder: true });
  }
  if (found.length === 0) throw new PollwardenError('FILE_NOT_FOUND', 'the folder holds no file', { file: folder });
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Raw bytes; `onBytes` is told how many were read so far. Errors: FILE_NOT_FOUND, FILE_IS_DIRECTORY, FILE_UNREADABLE. */
export async function* readBytes(source: Source, onBytes: (done: number) => void): AsyncGenerator<Buffer> {
  let done = 0;
  const stream = source.file === '-' ? process.stdin : createReadStream(source.file, { highWaterMark: 1 << 20 });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer | string>) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
      done += bytes.length;
      onBytes(done);
      yield bytes;
    }
  } catch (error) {
    throw asFileError(error, source.file);
  }
}

function asFileError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new PollwardenError('FILE_NOT_FOUND', undefined, { file });
  if (code === 'EISDIR') return new PollwardenError('FILE_IS_DIRECTORY', undefined, { file });
  if (code.startsWith('E')) return new PollwardenError('FILE_UNREADABLE', code, { file });
  return error;
}
