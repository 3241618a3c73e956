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

/**
 * Reads `file` (plain, gzip or Zstandard by its first bytes) through the handlers; answers false when `onHeader` said so
 * or the file is empty. Errors: those of `byteChunks`, with the line reached where the compressed data breaks off.
 */
export async function readCsvFile(file: string, handlers: CsvHandlers): Promise<boolean> {
  const state: ScanState = { line: 1 };
  let columns = 0;
  let stopped = false;
  const reject = (line: number, code: ErrorCode, reason: string, raw: Uint8Array): void =>
    handlers.onRejected({
      file,
      line,
      code,
      reason,
      raw: Buffer.from(raw.subarray(0, 8000)).toString().slice(0, 2000),
    });
  const onRecord = (record: CsvRecord): void => {
    if (stopped) return;
    if (columns === 0) {
      columns = record.fields;
      stopped = !handlers.onHeader(namesOf(record));
      return;
    }
    const bad =
      record.fields === columns
        ? handlers.onRecord(record)
        : { code: 'ROW_MALFORMED' as const, reason: `${record.fields} fields where the header has ${columns}` };
    if (bad !== undefined) reject(record.line, bad.code, bad.reason, record.bytes.subarray(record.start, record.end));
  };

  let pending: Uint8Array = new Uint8Array(0);
  let skipping = false;
  let first = true;
  let retryAt = 0;
  const feed = (chunk: Uint8Array, final: boolean): void => {
    let bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    if (first && bytes.length >= 3) {
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
      first = false;
    }
    while (bytes.length > 0 && !stopped) {
      if (skipping) {
        const end = bytes.indexOf(10);
        if (end < 0) {
          bytes = bytes.subarray(bytes.length);
          break;
        }
        skipping = false;
        state.line++;
        bytes = bytes.subarray(end + 1);
      }
      if (bytes.length < retryAt && !final) break;
      retryAt = 0;
      bytes = bytes.subarray(scanRecords(bytes, state, final, onRecord));
      if (bytes.length === 0) break;
      if (!final && bytes.length <= maxRecordBytes) {
        // An incomplete record is scanned again only when it has doubled, so that long records cost linear time.
        retryAt = bytes.length > 1 << 16 ? bytes.length * 2 : 0;
        break;
      }
      const end = bytes.indexOf(10);
      const line = end < 0 ? bytes : bytes.subarray(0, end);
      if (final || end >= 0) reject(state.line, 'ROW_MALFORMED', 'a quote is opened and not closed', line);
      else reject(state.line, 'LINE_TOO_LONG', `more than ${maxRecordBytes} bytes`, line);
      skipping = end < 0;
      if (end >= 0) state.line++;
      bytes = end < 0 ? bytes.subarray(bytes.length) : bytes.subarray(end + 1);
    }
    pending = bytes;
  };

  try {
    for await (const chunk of byteChunks(file, handlers.onProgress)) {
      feed(chunk, false);
      if (stopped) return false;
    }
  } catch (error) {
    if (!(error instanceof PollwardenError) || error.code !== 'COMPRESSION_BROKEN') throw error;
    throw new PollwardenError(error.code, `after line ${state.line}`, { file, line: state.line });
  }
  feed(new Uint8Array(0), true);
  return !stopped && columns > 0;
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
