// A file that is there whole and on the disk, or not at all. Its name is made durable with its folder, once for many.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf, isFull, syncFolderNow } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { type Compressed, compressed, type Effort } from './compress.ts';

const suffix = '.part';

function writeParts(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, 'w', 0o644);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** In place of what was there. DISK_FULL, FILE_UNWRITABLE. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${process.pid}${suffix}`;
  try {
    writeParts(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new PollwardenError(isFull(error) ? 'DISK_FULL' : 'FILE_UNWRITABLE', errnoOf(error), { file: path });
  }
}

/** What is compressed comes first: who finds the file finds that too. Answers with how many files it wrote. */
export function writeCompressed(path: string, bytes: Uint8Array, effort: Effort | 'none'): number {
  const beside: readonly Compressed[] = effort === 'none' ? [] : compressed(bytes, effort);
  for (const { suffix: end, bytes: less } of beside) writeWhole(`${path}${end}`, less);
  // Of an earlier, compressible content under the same name.
  for (const end of ['.gz', '.br'])
    if (!beside.some((one) => one.suffix === end)) rmSync(`${path}${end}`, { force: true });
  writeWhole(path, bytes);
  return 1 + beside.length;
}

/** The uppermost folder that it made. One by one: `recursive` asks for ever where a folder is there but takes none. */
function makeAll(folder: string): string | undefined {
  if (existsSync(folder)) {
    if (statSync(folder).isDirectory()) return undefined;
    throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
  }
  const first = dirname(folder) === folder ? undefined : makeAll(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o755 });
  } catch (error) {
    // Another thread was faster.
    if (!existsSync(folder)) throw error;
    return first;
  }
  return first ?? folder;
}

/** Makes a folder below `root` with all above it, and their names durable. FILE_UNWRITABLE, DISK_FULL. */
export function makeFolder(root: string, path: string): void {
  const folder = join(root, path);
  try {
    const first = makeAll(folder);
    if (first === undefined) return;
    for (let at = folder; at !== first; at = dirname(at)) syncFolderNow(dirname(at));
    syncFolderNow(dirname(first));
  } catch (error) {
    throw new PollwardenError(isFull(error) ? 'DISK_FULL' : 'FILE_UNWRITABLE', errnoOf(error), { file: folder });
  }
}

/** Removes what a killed build left half-written in a folder. */
export function removeParts(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith(suffix)) rmSync(join(folder, name), { force: true });
}
