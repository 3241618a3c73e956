// Turns chunks of bytes into CSV records: keeps what is unfinished, counts lines, checks UTF-8, caps the length.
import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '../../kernel/errors.ts';
import { maxLineBytes, maxRawChars } from '../limits.ts';
import { createCsvRecord, scanRecord, type CsvRecord } from './record.ts';

export type CsvReader = {
  readonly record: CsvRecord;
  /** Adds bytes; all records must have been taken before. */
  readonly feed: (chunk: Buffer) => void;
  /** Says that no more bytes come. */
  readonly end: () => void;
  /** Reads the next record into `record`; false when more bytes are needed. Blank lines are passed over. */
  readonly next: () => boolean;
  /** The line at which `record` begins, from 1. */
  readonly line: () => number;
  /** The record as it stands in the file, cut. */
  readonly raw: () => string;
  /** Why `record` cannot be read; undefined when it can. */
  readonly problem: () => { readonly code: ErrorCode; readonly reason: string } | undefined;
};

const lineFeed = 10;
const carriageReturn = 13;

export function createCsvReader(delimiter: number, maxBytes = maxLineBytes): CsvReader {
  const record = createCsvRecord();
  let region: Buffer = Buffer.alloc(0);
  let carry: Buffer = Buffer.alloc(0);
  let text = '';
  let at = 0;
  let cut = 0;
  let bytesAreText = true;
  let hasNul = false;
  let final = false;
  let force = false;
  let retryAt = 0;
  let skipping = false;
  let nextLine = 1;
  let line = 1;
  let rawText = '';
  let problem: { readonly code: ErrorCode; readonly reason: string } | undefined;
  let tooLong: string | undefined;

  const load = (bytes: Buffer, end: number): void => {
    region = bytes;
    cut = end;
    at = 0;
    const whole = bytes.subarray(0, end);
    bytesAreText = isUtf8(whole);
    hasNul = whole.includes(0);
    text = whole.toString(bytesAreText ? 'utf8' : 'latin1');
  };

  const feed = (chunk: Buffer): void => {
    let bytes = chunk;
    if (skipping) {
      const end = lineEndIn(bytes, 0);
      if (end < 0) return;
      skipping = false;
      // The line end stays, so that it is counted with the others.
      bytes = bytes.subarray(end);
    }
    const all = carry.length === 0 ? bytes : Buffer.concat([carry, bytes]);
    carry = all;
    if (all.length < retryAt) return;
    const end = lastLineEnd(all);
    if (all.length > maxBytes && end <= 0) {
      tooLong = all.subarray(0, maxRawChars).toString('latin1');
      carry = Buffer.alloc(0);
      retryAt = 0;
      skipping = true;
      return;
    }
    if (end <= 0) return;
    force = retryAt > 0 && all.length > maxBytes;
    carry = Buffer.alloc(0);
    load(all, end);
  };

  const end = (): void => {
    final = true;
    const rest = carry;
    carry = Buffer.alloc(0);
    load(rest, rest.length);
  };

  const keepRest = (): void => {
    const consumed = bytesAreText ? Buffer.byteLength(text.slice(0, at), 'utf8') : at;
    carry = Buffer.from(region.subarray(consumed));
    // An open quote may swallow the file: try again only when there is twice as much, so that time stays linear.
    retryAt = at < text.length ? Math.min(carry.length * 2, maxBytes + 1) : 0;
    region = Buffer.alloc(0);
    text = '';
    at = 0;
    cut = 0;
  };

  const next = (): boolean => {
    if (tooLong !== undefined) {
      record.count = 0;
      line = nextLine;
      rawText = tooLong;
      problem = { code: 'LINE_TOO_LONG', reason: `longer than ${maxBytes} bytes` };
      tooLong = undefined;
      return true;
    }
    for (;;) {
      if (at >= text.length) {
        if (region.length > cut || text.length > 0) keepRest();
        return false;
      }
      const from = at;
      const found = scanRecord(text, from, delimiter, final || force, record);
      if (found < 0) {
        keepRest();
        return false;
      }
      force = false;
      at = found;
      line = nextLine;
      nextLine += record.lineEnds;
      if (record.problem === undefined && record.count === 1 && isBlank(record)) continue;
      rawText = '';
      check(from, found);
      return true;
    }
  };

  const check = (from: number, to: number): void => {
    problem = undefined;
    if (!bytesAreText) {
      const bytes = Buffer.from(text.slice(from, to), 'latin1');
      if (isUtf8(bytes)) scanRecord(bytes.toString('utf8'), 0, delimiter, true, record);
      else problem = { code: 'ENCODING_INVALID', reason: 'bytes that are no UTF-8' };
    }
    if ((to - from) * 3 > maxBytes && Buffer.byteLength(text.slice(from, to).trimEnd()) > maxBytes) {
      problem = { code: 'LINE_TOO_LONG', reason: `longer than ${maxBytes} bytes` };
    }
    if (record.problem !== undefined) problem ??= { code: 'ROW_MALFORMED', reason: record.problem };
    if (hasNul && problem === undefined && text.slice(from, to).includes('\0')) {
      problem = { code: 'ROW_MALFORMED', reason: 'a NUL byte' };
    }
    rawFrom = from;
    rawTo = to;
  };
  let rawFrom = 0;
  let rawTo = 0;

  return {
    record,
    feed,
    end,
    next,
    line: () => line,
    raw: () => (rawText === '' ? text.slice(rawFrom, Math.min(rawTo, rawFrom + maxRawChars)).trimEnd() : rawText),
    problem: () => problem,
  };
}

/** A line with nothing on it; a quoted empty field is a row. */
function isBlank(record: CsvRecord): boolean {
  if (record.starts[0] !== record.ends[0]) return false;
  return (record.starts[0] as number) === 0 || record.text.charCodeAt((record.starts[0] as number) - 1) !== 34;
}

function lineEndIn(bytes: Buffer, from: number): number {
  const feed = bytes.indexOf(lineFeed, from);
  const carriage = bytes.indexOf(carriageReturn, from);
  if (feed < 0) return carriage;
  return carriage < 0 ? feed : Math.min(feed, carriage);
}

/** One past the last line end; a CR at the very end waits, as an LF may follow. */
function lastLineEnd(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(lineFeed);
  if (feed >= 0) return feed + 1;
  const carriage = bytes.length < 2 ? -1 : bytes.lastIndexOf(carriageReturn, bytes.length - 2);
  return carriage + 1;
}
