// A growing file of JSON lines: followed through rotation (rename and create), truncation and copytruncate. The place is
// the file's inode, the bytes before, and a fingerprint of its beginning, so that another file is not taken for it.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createLineReader } from '../json/lines.ts';
import { type Connector, type FollowContext, longestRecordBytes, mostRecords, type RawBatch } from './connector.ts';
import { recordOfPiece } from './lines.ts';
import { pause } from './web/backoff.ts';

const chunkBytes = 1024 * 1024;
const headBytes = 1024;

type Place = { readonly inode: number; readonly offset: number; readonly head: string; readonly headLength: number };

/** One open file. `offset`: bytes before the first line that was not given on yet. `skipping`: within a line too long. */
type Open = { readonly fd: number; readonly inode: number; offset: number; skipping: boolean };

/** `pollMilliseconds` between looks for growth. */
export function tail(file: string, pollMilliseconds = 250): Connector {
  return async function* (context) {
    let open: Open | undefined = reopen(file, placeOf(context.resume), context);
    try {
      while (!context.signal.aborted) {
        open ??= openAt(file, 0);
        if (open === undefined) {
          context.notes.waiting('the file is not there yet');
          await pause(pollMilliseconds, context.signal);
          continue;
        }
        context.notes.connected();
        let read = 0;
        for (const batch of readLines(open, false)) {
          read += batch.records.length;
          yield batch;
        }
        const next: Open | undefined = followed(file, open, context);
        if (next !== open) {
          // The old file gets no more lines: what stands at its end without a line end is its last line.
          if (next === undefined || next.inode !== open.inode) yield* readLines(open, true);
          closeSync(open.fd);
          open = next;
        } else if (read === 0) {
          await pause(pollMilliseconds, context.signal);
        }
      }
    } finally {
      if (open !== undefined) closeSync(open.fd);
    }
  };
}

/** Lines from `offset` to the end of what is there; a line whose end has not come waits, unless it is the last one. */
function* readLines(open: Open, last: boolean): Generator<RawBatch> {
  const buffer = Buffer.alloc(chunkBytes);
  if (open.skipping && !passLine(open, buffer)) return;
  const reader = createLineReader(longestRecordBytes);
  let at = open.offset;
  for (;;) {
    const bytes = readSync(open.fd, buffer, 0, chunkBytes, at);
    if (bytes === 0) break;
    const chunk = buffer.subarray(0, bytes);
    const records = [...reader.feed(chunk)].map(recordOfPiece);
    const end = chunk.lastIndexOf(10);
    at += bytes;
    if (end >= 0) [open.offset, open.skipping] = [at - bytes + end + 1, false];
    else if (records.length > 0) [open.offset, open.skipping] = [at, true];
    for (let from = 0; from < records.length; from += mostRecords) {
      const rest = from + mostRecords < records.length;
      // Between pieces of one chunk there is no place of our own: the place is that of the chunk's end.
      yield { records: records.slice(from, from + mostRecords), resume: rest ? undefined : { ...placeIn(open) } };
    }
  }
  if (!last || at === open.offset) return;
  const records = [...reader.end()].map(recordOfPiece);
  open.offset = at;
  if (records.length > 0) yield { records, resume: { ...placeIn(open) } };
}

/** Moves behind the end of the line at hand; false when it has not come yet. */
function passLine(open: Open, buffer: Buffer): boolean {
  for (;;) {
    const bytes = readSync(open.fd, buffer, 0, buffer.length, open.offset);
    if (bytes === 0) return false;
    const end = buffer.subarray(0, bytes).indexOf(10);
    open.offset += end < 0 ? bytes : end + 1;
    if (end < 0) continue;
    open.skipping = false;
    return true;
  }
}

/** The file to go on with: the same, the same from its beginning, the new one of that name, or none. */
function followed(file: string, open: Open, context: FollowContext): Open | undefined {
  const { size } = fstatSync(open.fd);
  if (size < open.offset) {
    context.notes.lost(
      context.now(),
      context.now(),
      'the file was cut; lines since the last look at it may be missing',
    );
    return openAt(file, 0);
  }
  const there = inodeOf(file);
  if (there === open.inode) return open;
  return there === undefined ? openWaiting(open) : openAt(file, 0);
}

/** Renamed, and the new one is not there yet: the writer may go on with the old one. */
const openWaiting = (open: Open): Open => open;

function reopen(file: string, place: Place | undefined, context: FollowContext): Open | undefined {
  if (place === undefined) return openAt(file, 0);
  const found = [file, ...siblings(file)].find((path) => isSame(path, place));
  if (found !== undefined) return openAt(found, place.offset);
  context.notes.lost(context.now(), context.now(), 'the file that was followed is gone; its last lines may be missing');
  return openAt(file, 0);
}

/** Files whose names begin with that of the file, as rotation names them. Names come from the folder, not from outside. */
function siblings(file: string): readonly string[] {
  try {
    const name = basename(file);
    return readdirSync(dirname(file))
      .filter((other) => other !== name && other.startsWith(name))
      .slice(0, 1000)
      .map((other) => join(dirname(file), other));
  } catch {
    return [];
  }
}

/** The same beginning, and as long at least; the inode tells apart files that begin alike. */
function isSame(path: string, place: Place): boolean {
  const open = openAt(path, 0);
  if (open === undefined) return false;
  try {
    const same = fstatSync(open.fd).size >= place.offset && headOf(open.fd, place.headLength) === place.head;
    return same && open.inode === place.inode;
  } finally {
    closeSync(open.fd);
  }
}

function openAt(file: string, offset: number): Open | undefined {
  try {
    if (!statSync(file).isFile()) return undefined;
    const fd = openSync(file, 'r');
    return { fd, inode: fstatSync(fd).ino, offset, skipping: false };
  } catch {
    return undefined;
  }
}

function inodeOf(file: string): number | undefined {
  try {
    return statSync(file).ino;
  } catch {
    return undefined;
  }
}

function headOf(fd: number, length: number): string {
  const bytes = Buffer.alloc(length);
  const read = readSync(fd, bytes, 0, length, 0);
  return createHash('sha256').update(bytes.subarray(0, read)).digest('hex').slice(0, 32);
}

function placeIn({ fd, inode, offset }: Open): Place {
  const headLength = Math.min(headBytes, offset);
  return { inode, offset, headLength, head: headOf(fd, headLength) };
}

function placeOf(token: FollowContext['resume']): Place | undefined {
  if (token === undefined) return undefined;
  const { inode, offset, head, headLength } = token;
  const numbers = [inode, offset, headLength].every((value) => Number.isSafeInteger(value) && Number(value) >= 0);
  if (!numbers || typeof head !== 'string' || Number(headLength) > headBytes) return undefined;
  return { inode: Number(inode), offset: Number(offset), head, headLength: Number(headLength) };
}
