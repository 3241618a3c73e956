// Reads a CSV file record by record from its bytes; bad records are kept, never thrown.
import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '../../kernel/errors.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Rejected } from '../read.ts';
import { byteChunks } from './byte-source.ts';
import type { CsvRecord, ScanState } from './csv-scan.ts';
import { maxFields, scanRecords, unquote } from './csv-scan.ts';

/** A record longer than this many bytes is rejected. */
export const maxRecordBytes = 1 << 24;

export type CsvHandlers = {
  /** Names of the first record; answer false to stop reading. */
  readonly onHeader: (names: readonly string[]) => boolean;
  /** Every other record with as many fields as the header. Answers a reason where the record is rejected. */
  readonly onRecord: (record: CsvRecord) => { readonly code: ErrorCode; readonly reason: string } | undefined;
  readonly onRejected: (rejected: Rejected) => void;
  readonly onProgress?: (doneBytes: number, allBytes: number) => void;
};

/** A file being read: what is left of the last chunk, and where it stands. */
type Feed = {
  readonly file: string;
  readonly handlers: CsvHandlers;
  readonly state: ScanState;
  /** Fields of the header; 0 before it. */
  columns: number;
  stopped: boolean;
  pending: Uint8Array;
  /** Inside a line that is too long: all is dropped up to its end. */
  skipping: boolean;
  /** An incomplete record is scanned again only at this size, so that long records cost linear time. */
  retryAt: number;
  atStart: boolean;
};

/**
 * Reads `file` (plain, gzip or Zstandard by its first bytes) through the handlers; answers false when `onHeader` said so
 * or the file is empty. Errors: those of `byteChunks`, with the line reached where the compressed data breaks off.
 */
export async function readCsvFile(file: string, handlers: CsvHandlers): Promise<boolean> {
  const feed: Feed = {
    file,
    handlers,
    state: { line: 1 },
    columns: 0,
    stopped: false,
    pending: new Uint8Array(0),
    skipping: false,
    retryAt: 0,
    atStart: true,
  };
  try {
    for await (const chunk of byteChunks(file, handlers.onProgress)) {
      take(feed, chunk, false);
      if (feed.stopped) return false;
    }
  } catch (error) {
    if (!(error instanceof PollwardenError) || error.code !== 'COMPRESSION_BROKEN') throw error;
    throw new PollwardenError(error.code, `after line ${feed.state.line}`, { file, line: feed.state.line });
  }
  take(feed, new Uint8Array(0), true);
  return !feed.stopped && feed.columns > 0;
}

/** Scans what was left and the new chunk; what is incomplete is left for the next. */
function take(feed: Feed, chunk: Uint8Array, final: boolean): void {
  let bytes: Uint8Array = feed.pending.length === 0 ? chunk : Buffer.concat([feed.pending, chunk]);
  if (feed.atStart && (bytes.length >= 3 || final)) {
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    feed.atStart = false;
  }
  while (bytes.length > 0 && !feed.stopped) {
    if (feed.skipping) bytes = afterLine(feed, bytes);
    if (feed.skipping || (bytes.length < feed.retryAt && !final)) break;
    feed.retryAt = 0;
    bytes = bytes.subarray(scanRecords(bytes, feed.state, final, (record) => takeRecord(feed, record)));
    if (bytes.length === 0) break;
    if (!final && bytes.length <= maxRecordBytes) {
      feed.retryAt = bytes.length > 1 << 16 ? Math.min(bytes.length * 2, maxRecordBytes + 1) : 0;
      break;
    }
    bytes = rejectLine(feed, bytes, final);
  }
  feed.pending = bytes;
}

/** Drops the rest of a line; `skipping` ends where the line does. */
function afterLine(feed: Feed, bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(10);
  if (end < 0) return bytes.subarray(bytes.length);
  feed.skipping = false;
  feed.state.line++;
  return bytes.subarray(end + 1);
}

/** Rejects the first line of a record that does not end; reading goes on in the line after it. */
function rejectLine(feed: Feed, bytes: Uint8Array, final: boolean): Uint8Array {
  const end = bytes.indexOf(10);
  const line = end < 0 ? bytes : bytes.subarray(0, end);
  if (final || end >= 0) reject(feed, feed.state.line, 'ROW_MALFORMED', 'a quote is opened and not closed', line);
  else reject(feed, feed.state.line, 'LINE_TOO_LONG', `more than ${maxRecordBytes} bytes`, line);
  feed.skipping = true;
  return afterLine(feed, bytes);
}

function takeRecord(feed: Feed, record: CsvRecord): void {
  if (feed.stopped) return;
  if (feed.columns === 0) {
    feed.columns = record.fields;
    feed.stopped = !feed.handlers.onHeader(namesOf(record));
    return;
  }
  const bad =
    record.fields === feed.columns
      ? feed.handlers.onRecord(record)
      : { code: 'ROW_MALFORMED' as const, reason: `${record.fields} fields where the header has ${feed.columns}` };
  if (bad === undefined) return;
  reject(feed, record.line, bad.code, bad.reason, record.bytes.subarray(record.start, record.end));
}

function reject({ file, handlers }: Feed, line: number, code: ErrorCode, reason: string, raw: Uint8Array): void {
  const text = Buffer.from(raw.subarray(0, 8000)).toString().slice(0, 2000);
  handlers.onRejected({ file, line, code, reason, raw: text });
}

function namesOf(record: CsvRecord): string[] {
  const names: string[] = [];
  for (let i = 0; i < Math.min(record.fields, maxFields); i++) {
    unquote(record, i);
    names.push(Buffer.from(record.bytes.subarray(record.from[i], record.to[i])).toString().trim());
  }
  return names;
}

/** Whether the bytes of field `i` are UTF-8; quick for ASCII. */
export function fieldIsUtf8(record: CsvRecord, i: number): boolean {
  const { bytes, from, to } = record;
  for (let at = from[i]; at < to[i]; at++) if (bytes[at] > 127) return isUtf8(bytes.subarray(from[i], to[i]));
  return true;
}
