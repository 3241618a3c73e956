// Entries for a transparency log: files as they are, or the lines of files, read with bounded memory.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { PollwardenError } from '../kernel/errors.ts';
import { mostEntryBytes } from '../tlog/tiles.ts';

export type NamedEntry = { readonly file: string; readonly line?: number; readonly bytes: Uint8Array };

const tooLong = (file: string, line?: number): PollwardenError =>
  new PollwardenError('LINE_TOO_LONG', `an entry has ${mostEntryBytes} bytes at most`, {
    file,
    ...(line === undefined ? {} : { line }),
  });

const streamOf = (file: string): AsyncIterable<Buffer> => (file === '-' ? process.stdin : createReadStream(file));

/** For a bar of progress; undefined where it cannot be known beforehand. */
export function totalBytes(files: readonly string[]): number | undefined {
  const sizes = files.map((file) => (file === '-' ? undefined : statSync(file, { throwIfNoEntry: false })));
  return sizes.every((found) => found?.isFile() === true)
    ? sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0)
    : undefined;
}

/** One entry; - is stdin. FILE_NOT_FOUND, FILE_IS_DIRECTORY, LINE_TOO_LONG. */
export async function readEntry(file: string): Promise<Uint8Array> {
  if (file !== '-') {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file });
    if (found.isDirectory()) throw new PollwardenError('FILE_IS_DIRECTORY', undefined, { file });
    if (found.isFile()) {
      if (found.size > mostEntryBytes) throw tooLong(file);
      return readFileSync(file);
    }
  }
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of streamOf(file)) {
    length += part.length;
    if (length > mostEntryBytes) throw tooLong(file);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Bytes between line feeds, as they are; empty lines are none. */
async function* linesOf(file: string): AsyncGenerator<NamedEntry> {
  if (file !== '-' && statSync(file, { throwIfNoEntry: false }) === undefined)
    throw new PollwardenError('FILE_NOT_FOUND', undefined, { file });
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  for await (const part of streamOf(file)) {
    const bytes = rest.length === 0 ? part : Buffer.concat([rest, part]);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      line++;
      if (end - from > mostEntryBytes) throw tooLong(file, line);
      if (end > from) yield { file, line, bytes: bytes.subarray(from, end) };
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > mostEntryBytes) throw tooLong(file, line + 1);
  }
  if (rest.length > 0) yield { file, line: line + 1, bytes: rest };
}

/** `-` is stdin. FILE_NOT_FOUND, FILE_IS_DIRECTORY, LINE_TOO_LONG; what the system says, as it is. */
export async function* entriesFrom(files: readonly string[], lines: boolean): AsyncGenerator<NamedEntry> {
  for (const file of files) {
    if (lines) yield* linesOf(file);
    else yield { file, bytes: await readEntry(file) };
  }
}

const mostInBatch = 4096;
const mostBatchBytes = 8_000_000;

/** In groups that one write to the disk takes. */
export async function* inBatches(entries: AsyncIterable<NamedEntry>): AsyncGenerator<readonly NamedEntry[]> {
  let batch: NamedEntry[] = [];
  let bytes = 0;
  for await (const entry of entries) {
    batch.push(entry);
    bytes += entry.bytes.length;
    if (batch.length < mostInBatch && bytes < mostBatchBytes) continue;
    yield batch;
    [batch, bytes] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}
