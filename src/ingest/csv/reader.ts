// Turns chunks of bytes into CSV records: keeps what is unfinished, counts lines, checks UTF-8, caps the length.
import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '../../kernel/errors.ts';
import { maxLineBytes, maxRawChars } from '../limits.ts';
import { afterLastLineEnd, firstLineEnd } from '../line-ends.ts';
import { createCsvRecord, scanRecord, type CsvRecord } from './record.ts';

type Problem = { readonly code: ErrorCode; readonly reason: string };

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
  readonly problem: () => Problem | undefined;
};

export function createCsvReader(delimiter: number, maxBytes = maxLineBytes): CsvReader {
  const record = createCsvRecord();
  const state: State = {
    record,
    delimiter,
    maxBytes,
    region: Buffer.alloc(0),
    cut: 0,
    carry: Buffer.alloc(0),
    text: '',
    at: 0,
    isText: true,
    hasNul: false,
    final: false,
    force: false,
    retryAt: 0,
    skipping: false,
    tooLong: undefined,
    nextLine: 1,
    line: 1,
    raw: () => '',
    problem: undefined,
  };
  return {
    record,
    feed: (chunk) => feed(state, chunk),
    end: () => {
      state.final = true;
      const rest = state.carry;
      state.carry = Buffer.alloc(0);
      load(state, rest, rest.length);
    },
    next: () => next(state),
    line: () => state.line,
    raw: () => state.raw(),
    problem: () => state.problem,
  };
}

type State = {
  readonly record: CsvRecord;
  readonly delimiter: number;
  readonly maxBytes: number;
  /** The bytes being read, of which `text` shows those before `cut`. */
  region: Buffer;
  cut: number;
  /** Bytes that wait for more. */
  carry: Buffer;
  text: string;
  at: number;
  /** False when the bytes are no UTF-8 somewhere: then `text` has one character per byte, and rows are checked. */
  isText: boolean;
  hasNul: boolean;
  final: boolean;
  /** The first record has grown beyond the cap within quotes: it is given up. */
  force: boolean;
  /** Size at which an open quote is looked at again: doubled each time, so that time stays linear. */
  retryAt: number;
  /** Within a line beyond the cap. */
  skipping: boolean;
  tooLong: string | undefined;
  nextLine: number;
  line: number;
  raw: () => string;
  problem: Problem | undefined;
};

function load(state: State, bytes: Buffer, cut: number): void {
  const whole = bytes.subarray(0, cut);
  state.region = bytes;
  state.cut = cut;
  state.at = 0;
  state.isText = isUtf8(whole);
  state.hasNul = whole.includes(0);
  state.text = whole.toString(state.isText ? 'utf8' : 'latin1');
}

function feed(state: State, chunk: Buffer): void {
  let bytes = chunk;
  if (state.skipping) {
    const end = firstLineEnd(bytes);
    if (end < 0) return;
    state.skipping = false;
    // The line end stays, so that it is counted with the others.
    bytes = bytes.subarray(end);
  }
  const all = state.carry.length === 0 ? bytes : Buffer.concat([state.carry, bytes]);
  state.carry = all;
  if (all.length < state.retryAt) return;
  const cut = afterLastLineEnd(all);
  if (cut === 0) {
    if (all.length <= state.maxBytes) return;
    state.tooLong = all.subarray(0, maxRawChars).toString('latin1');
    state.carry = Buffer.alloc(0);
    state.retryAt = 0;
    state.skipping = true;
    return;
  }
  state.force = state.retryAt > 0 && all.length > state.maxBytes;
  state.carry = Buffer.alloc(0);
  load(state, all, cut);
}

function keepRest(state: State): void {
  const { text, at } = state;
  const consumed = state.isText ? Buffer.byteLength(text.slice(0, at), 'utf8') : at;
  state.carry = Buffer.from(state.region.subarray(consumed));
  state.retryAt = at < text.length ? Math.min(state.carry.length * 2, state.maxBytes + 1) : 0;
  state.region = Buffer.alloc(0);
  state.text = '';
  state.at = 0;
  state.cut = 0;
}

function next(state: State): boolean {
  if (state.tooLong !== undefined) return giveTooLong(state, state.tooLong);
  const { record } = state;
  for (;;) {
    const from = state.at;
    const found =
      from >= state.text.length
        ? -1
        : scanRecord(state.text, from, state.delimiter, state.final || state.force, record);
    if (found < 0) {
      if (state.region.length > 0) keepRest(state);
      return false;
    }
    state.force = false;
    state.at = found;
    state.line = state.nextLine;
    state.nextLine += record.lineEnds;
    if (record.problem === undefined && record.count === 1 && isBlank(record)) continue;
    const { text, isText } = state;
    state.raw = () => {
      const cutText = text.slice(from, Math.min(found, from + maxRawChars)).trimEnd();
      const bytes = isText ? undefined : Buffer.from(cutText, 'latin1');
      return bytes !== undefined && isUtf8(bytes) ? bytes.toString('utf8') : cutText;
    };
    state.problem = problemOf(state, from, found);
    return true;
  }
}

function giveTooLong(state: State, raw: string): true {
  state.record.count = 0;
  state.line = state.nextLine;
  state.raw = () => raw;
  state.problem = tooLongProblem(state.maxBytes);
  state.tooLong = undefined;
  return true;
}

function tooLongProblem(maxBytes: number): Problem {
  return { code: 'LINE_TOO_LONG', reason: `longer than ${maxBytes} bytes` };
}

function problemOf(state: State, from: number, to: number): Problem | undefined {
  const { record, text, maxBytes } = state;
  if ((to - from) * 3 > maxBytes && Buffer.byteLength(text.slice(from, to).trimEnd()) > maxBytes) {
    return tooLongProblem(maxBytes);
  }
  if (!state.isText) {
    const bytes = Buffer.from(text.slice(from, to), 'latin1');
    if (!isUtf8(bytes)) return { code: 'ENCODING_INVALID', reason: 'bytes that are no UTF-8' };
    scanRecord(bytes.toString('utf8'), 0, state.delimiter, true, record);
  }
  if (record.problem !== undefined) return { code: 'ROW_MALFORMED', reason: record.problem };
  const hasNul = state.hasNul && text.slice(from, to).includes('\0');
  return hasNul ? { code: 'ROW_MALFORMED', reason: 'a NUL byte' } : undefined;
}

/** A line with nothing on it; a quoted empty field is a row. */
function isBlank(record: CsvRecord): boolean {
  const start = record.starts[0];
  return start === record.ends[0] && (start === 0 || record.text.charCodeAt(start - 1) !== 34);
}
