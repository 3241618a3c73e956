// Writes a file so that a reader sees the old one or the whole new one: beside it, synced, then renamed.
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PollwardenError } from '../../../kernel/errors.ts';

type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Replaces `path` by `chunks`. Throws DISK_FULL, FILE_IS_DIRECTORY or FILE_UNWRITABLE, which leave the old file. */
export async function writeAtomically(path: string, chunks: Chunks): Promise<void> {
  await replaceAtomically(path, async (temporary) => {
    const file = await open(temporary, 'w');
    try {
      await writeAll(file, chunks);
      await file.sync().catch(ignoreUnsyncable);
    } finally {
      await file.close();
    }
  });
}

/**
 * Lets `make` write a temporary file beside `path`, then renames it. A device or a pipe (/dev/stdout) is written
 * straight, and a symbolic link keeps pointing at the file that is replaced.
 */
export async function replaceAtomically(path: string, make: (temporary: string) => Promise<void>): Promise<void> {
  const { target, special } = await resolveTarget(path);
  const temporary = special
    ? target
    : join(dirname(target), `.${basename(target).slice(0, 80)}.${randomBytes(6).toString('hex')}.part`);
  try {
    if (!special) await makeFolder(dirname(target));
    await make(temporary);
    if (!special) await rename(temporary, target);
  } catch (error) {
    if (!special) await rm(temporary, { force: true }).catch(() => {});
    throw writeError(error, path);
  }
}

/** Node's own recursive mkdir never returns where a folder cannot be made under one that is there (/proc). */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    const above = await stat(dirname(folder)).catch(() => undefined);
    if (above !== undefined) throw error;
    await makeFolder(dirname(folder));
    await mkdir(folder).catch((again: unknown) => {
      if (codeOf(again) !== 'EEXIST') throw again;
    });
  }
}

async function resolveTarget(path: string): Promise<{ readonly target: string; readonly special: boolean }> {
  try {
    const target = await realpath(path);
    const found = await stat(target);
    if (found.isDirectory()) throw new PollwardenError('FILE_IS_DIRECTORY', undefined, { file: path });
    return { target, special: !found.isFile() };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { target: path, special: false };
    throw writeError(error, path);
  }
}

async function writeAll(file: FileHandle, chunks: Chunks): Promise<void> {
  for await (const chunk of chunks) await file.writeFile(chunk);
}

function ignoreUnsyncable(error: unknown): void {
  if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error))) throw error;
}

const codeOf = (error: unknown): string => {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
};

/** The named error for a failure to write `path`; anything that is not one is passed on. */
export function writeError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (error instanceof PollwardenError || code === '') return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new PollwardenError('DISK_FULL', undefined, { file: path });
  if (code === 'EISDIR') return new PollwardenError('FILE_IS_DIRECTORY', undefined, { file: path });
  return new PollwardenError('FILE_UNWRITABLE', code, { file: path });
}
