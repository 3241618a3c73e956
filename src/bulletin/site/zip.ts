// A bulletin as one zip, for a stick or a mail: what is compressed already is put in as it is.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { Zip, type ZipInputFile, ZipPassThrough } from 'fflate';
import { errnoOf, isFull } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { readBuilds } from './builds.ts';
import { logPaths } from './log-files.ts';
import { frontsIn, shownPointer } from './shown.ts';

/** Of the format without its extensions. */
const mostFiles = 65_535;
const mostBytes = 4_000_000_000;

/** Every file of the bulletin that is shown. NOT_FOUND before the first. */
export function shownPaths(root: string): readonly string[] {
  const [pointer, build] = [shownPointer(root), readBuilds(root).at(-1)];
  if (pointer === undefined || build === undefined)
    throw new PollwardenError('NOT_FOUND', 'there is no bulletin in this folder', { file: root });
  const all = [
    ...frontsIn(root),
    'latest.js',
    'latest.json',
    'log/checkpoint',
    ...build.paths,
    ...logPaths(build.size),
  ];
  return [...new Set(all)].filter((path) => existsSync(join(root, path)));
}

/** Ten bytes in front and eight behind the deflated bytes (RFC 1952), as node:zlib writes them. */
const deflatedIn = (gzip: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => gzip.subarray(10, -8);

function addFile(zip: Zip, root: string, path: string, at: Date): number {
  const bytes = readFileSync(join(root, path));
  const beside = join(root, `${path}.gz`);
  const packed = existsSync(beside) ? deflatedIn(readFileSync(beside)) : bytes;
  const file: ZipInputFile =
    packed === bytes
      ? new ZipPassThrough(path)
      : { filename: path, size: bytes.length, crc: crc32(bytes), compression: 8 };
  file.mtime = at;
  zip.add(file);
  if (file instanceof ZipPassThrough) file.push(bytes, true);
  else file.ondata?.(null, packed, true);
  return packed.length;
}

function writeZip(descriptor: number, root: string, at: Date, step: (done: number) => void): void {
  const paths = shownPaths(root);
  if (paths.length > mostFiles)
    throw new PollwardenError('NO_ROOM', `a zip holds ${mostFiles} files, here are ${paths.length}`);
  let failed: unknown;
  const zip = new Zip((error, chunk) => {
    if (error !== null) failed ??= error;
    else for (let done = 0; done < chunk.length; ) done += writeSync(descriptor, chunk, done);
  });
  let total = 0;
  for (const [i, path] of paths.entries()) {
    total += addFile(zip, root, path, at);
    if (total > mostBytes) throw new PollwardenError('NO_ROOM', 'a zip holds 4 GB');
    if (failed !== undefined) throw failed as Error;
    step(i / paths.length);
  }
  zip.end();
  fsyncSync(descriptor);
}

/** Whole under its name or not at all. NOT_FOUND, DISK_FULL, FILE_UNWRITABLE, NO_ROOM. */
export function zipBulletin(
  root: string,
  file: string,
  at: number,
  step: (done: number) => void = () => undefined,
): void {
  const temporary = `${file}.${process.pid}.part`;
  try {
    const descriptor = openSync(temporary, 'w', 0o644);
    try {
      writeZip(descriptor, root, new Date(at), step);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (error instanceof PollwardenError) throw error;
    throw new PollwardenError(isFull(error) ? 'DISK_FULL' : 'FILE_UNWRITABLE', errnoOf(error), { file });
  }
}
