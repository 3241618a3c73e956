// Plain tables of shares (object_id, account_id, content_id, timestamp_share in any order) as dictionary-coded columns.
import type { ErrorCode } from '../../kernel/errors.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Rejected } from '../read.ts';
import { fieldIsUtf8, readCsvFile } from './csv-file.ts';
import type { CsvRecord } from './csv-scan.ts';
import { unquote } from './csv-scan.ts';
import type { TextDictionary, TextValues } from './dictionary.ts';
import { createTextDictionary } from './dictionary.ts';
import type { TimeUnit } from './time-cell.ts';
import { isoSecondsAt, numberAt, perSecond, unitOf } from './time-cell.ts';

export type ShareColumns = {
  readonly count: number;
  readonly object: Uint32Array;
  readonly account: Uint32Array;
  readonly post: Uint32Array;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly time: Float64Array;
  readonly objects: TextValues;
  /** In order of first appearance among the rows that were taken. */
  readonly accounts: TextValues;
  readonly posts: TextValues;
  /** For each object, the code of the post whose id has the same text, or `noPost`. */
  readonly postOfObject: Uint32Array;
  readonly unit: TimeUnit;
  /** Rows taken although an id is empty; 0 unless asked for. */
  readonly emptyIds: number;
  readonly rejected: readonly Rejected[];
  /** Rejected rows in all; `rejected` keeps the first 10,000. */
  readonly rejectedCount: number;
};

export type ShareReadOptions = {
  /** Takes rows with an empty id as R's data.table does, instead of rejecting them. Default false. */
  readonly keepEmpty?: boolean;
  readonly onProgress?: (doneBytes: number, allBytes: number) => void;
};

export const noPost = 0xffffffff;

const columnNames = ['object_id', 'account_id', 'content_id', 'timestamp_share'] as const;
const maxRejectedKept = 10_000;

/** Numbers of rows that grow. */
type Rows = { count: number; object: Uint32Array; account: Uint32Array; post: Uint32Array; time: Float64Array };

function roomFor(rows: Rows): void {
  if (rows.count < rows.time.length) return;
  const more = rows.time.length * 2;
  const time = new Float64Array(more);
  time.set(rows.time);
  rows.time = time;
  for (const name of ['object', 'account', 'post'] as const) {
    const column = new Uint32Array(more);
    column.set(rows[name]);
    rows[name] = column;
  }
}

/**
 * Reads a CSV file (plain, .gz, .zst by its first bytes) with these four columns; other columns are ignored.
 * Answers undefined when the file is not such a table. Errors: those of `byteChunks`; TIME_UNITS_MIXED with the line.
 */
export async function readShareColumns(
  file: string,
  options: ShareReadOptions = {},
): Promise<ShareColumns | undefined> {
  const dictionaries = [createTextDictionary(), createTextDictionary(), createTextDictionary()] as const;
  const [objects, accounts, posts] = dictionaries;
  const rows: Rows = {
    count: 0,
    object: new Uint32Array(1 << 16),
    account: new Uint32Array(1 << 16),
    post: new Uint32Array(1 << 16),
    time: new Float64Array(1 << 16),
  };
  const rejected: Rejected[] = [];
  let rejectedCount = 0;
  let emptyIds = 0;
  let unit: TimeUnit | undefined;
  let places: readonly number[] = [];

  const timeOf = (record: CsvRecord): number => {
    const at = places[3];
    unquote(record, at);
    const number = numberAt(record.bytes, record.from[at], record.to[at]);
    const value = Number.isNaN(number) ? isoSecondsAt(record.bytes, record.from[at], record.to[at]) : number;
    if (!(value >= 0)) return Number.NaN;
    const here = Number.isNaN(number) ? 'iso' : unitOf(value);
    unit ??= here;
    if (unit === here) return value / perSecond(here);
    throw new PollwardenError('TIME_UNITS_MIXED', `${unitNames[unit]} so far, ${unitNames[here]} here`, {
      file,
      line: record.line,
    });
  };

  const onRecord = (record: CsvRecord): { code: ErrorCode; reason: string } | undefined => {
    let empty = 0;
    for (let k = 0; k < 3; k++) {
      const at = places[k];
      if (record.from[at] === record.to[at]) {
        if (options.keepEmpty !== true) return { code: 'VALUE_MISSING', reason: `${columnNames[k]} is empty` };
        empty = 1;
      }
      if (!fieldIsUtf8(record, at)) return { code: 'ENCODING_INVALID', reason: `${columnNames[k]} is not UTF-8` };
    }
    const time = timeOf(record);
    if (Number.isNaN(time)) return { code: 'TIME_INVALID', reason: 'timestamp_share is not a time from 1970 on' };
    emptyIds += empty;
    roomFor(rows);
    rows.object[rows.count] = internField(record, places[0], objects);
    rows.account[rows.count] = internField(record, places[1], accounts);
    rows.post[rows.count] = internField(record, places[2], posts);
    rows.time[rows.count++] = time;
    return undefined;
  };

  const read = await readCsvFile(file, {
    onHeader: (names) => {
      places = columnNames.map((name) => names.indexOf(name));
      return !places.includes(-1);
    },
    onRecord,
    onRejected: (row) => {
      if (rejectedCount++ < maxRejectedKept) rejected.push(row);
    },
    onProgress: options.onProgress,
  });
  if (!read) return undefined;
  const { count } = rows;
  return {
    count,
    object: rows.object.subarray(0, count),
    account: rows.account.subarray(0, count),
    post: rows.post.subarray(0, count),
    time: rows.time.subarray(0, count),
    objects: objects.values(),
    accounts: accounts.values(),
    posts: posts.values(),
    postOfObject: codesIn(posts, objects.values()),
    unit: unit ?? 's',
    emptyIds,
    rejected,
    rejectedCount,
  };
}

const unitNames: Readonly<Record<TimeUnit, string>> = {
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  iso: 'ISO 8601 times',
};

function internField(record: CsvRecord, at: number, dictionary: TextDictionary): number {
  unquote(record, at);
  return dictionary.intern(record.bytes, record.from[at], record.to[at]);
}

function codesIn(dictionary: TextDictionary, { size, bytes, offsets }: TextValues): Uint32Array {
  const codes = new Uint32Array(size);
  for (let code = 0; code < size; code++) codes[code] = dictionary.find(bytes, offsets[code], offsets[code + 1]);
  return codes;
}
