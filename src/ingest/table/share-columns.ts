// Plain tables of shares (object_id, account_id, content_id, timestamp_share in any order) as dictionary-coded columns.
import type { ErrorCode } from '../../kernel/errors.ts';
import type { Rejected } from '../read.ts';
import { fieldIsUtf8, readCsvFile } from './csv-file.ts';
import type { CsvRecord } from './csv-scan.ts';
import { unquote } from './csv-scan.ts';
import type { TextDictionary, TextValues } from './dictionary.ts';
import { createTextDictionary } from './dictionary.ts';
import { createRejects } from './rejects.ts';
import { enlarged } from './resize.ts';
import type { TimeUnit } from './time-cell.ts';
import type { TimeColumn } from './time-column.ts';
import { createTimeColumn } from './time-column.ts';

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
  /** Least and greatest time. */
  readonly range: { readonly first: number; readonly last: number };
  /** Rows taken although an id is empty; 0 unless asked for. */
  readonly emptyIds: number;
  /** Rows left out because they have no object. */
  readonly withoutObject: number;
  /** The first 10,000 rejected rows, and how many there are in all. */
  readonly rejected: readonly Rejected[];
  readonly rejectedCount: number;
};

export type ShareReadOptions = {
  /**
   * Takes an empty id for an id like any other, as R's data.table does. Otherwise, and by default, a row without an
   * account or content is rejected, and one without an object is left out: it is a post that shares nothing.
   */
  readonly keepEmpty?: boolean;
  readonly onProgress?: (doneBytes: number, allBytes: number) => void;
};

export const noPost = 0xffffffff;

const columnNames = ['object_id', 'account_id', 'content_id', 'timestamp_share'] as const;

/** The table in the making; the columns are longer than `count`. */
type Table = {
  count: number;
  emptyIds: number;
  withoutObject: number;
  object: Uint32Array;
  account: Uint32Array;
  post: Uint32Array;
  time: Float64Array;
  places: readonly number[];
  readonly objects: TextDictionary;
  readonly accounts: TextDictionary;
  readonly posts: TextDictionary;
  readonly times: TimeColumn;
};

function emptyTable(): Table {
  const room = 1 << 16;
  return {
    count: 0,
    emptyIds: 0,
    withoutObject: 0,
    object: new Uint32Array(room),
    account: new Uint32Array(room),
    post: new Uint32Array(room),
    time: new Float64Array(room),
    places: [],
    objects: createTextDictionary(),
    accounts: createTextDictionary(),
    posts: createTextDictionary(),
    times: createTimeColumn(),
  };
}

/**
 * Reads a CSV file (plain, .gz, .zst by its first bytes; "-" is stdin) with these four columns; others are ignored.
 * Answers undefined when the file is not such a table. Errors: those of `byteChunks`; TIME_UNITS_MIXED with the line.
 */
export async function readShareColumns(
  file: string,
  options: ShareReadOptions = {},
): Promise<ShareColumns | undefined> {
  const table = emptyTable();
  const rejects = createRejects();
  const read = await readCsvFile(file, {
    onHeader: (names) => {
      table.places = columnNames.map((name) => names.indexOf(name));
      return !table.places.includes(-1);
    },
    onRecord: (record) => takeRow(table, file, record, options.keepEmpty === true),
    onRejected: rejects.add,
    onProgress: options.onProgress,
  });
  if (!read) return undefined;
  const { count, objects, accounts, posts } = table;
  return {
    count,
    object: table.object.subarray(0, count),
    account: table.account.subarray(0, count),
    post: table.post.subarray(0, count),
    time: table.time.subarray(0, count),
    objects: objects.values(),
    accounts: accounts.values(),
    posts: posts.values(),
    postOfObject: postOfObjects(posts, objects.values()),
    unit: table.times.unit(),
    range: table.times.range(),
    emptyIds: table.emptyIds,
    withoutObject: table.withoutObject,
    rejected: rejects.kept,
    rejectedCount: rejects.count(),
  };
}

type Rejection = { readonly code: ErrorCode; readonly reason: string };

/** Nothing enters a dictionary before the whole row is known to be good: codes follow the rows that are taken. */
function takeRow(table: Table, file: string, record: CsvRecord, keepEmpty: boolean): Rejection | undefined {
  const { places } = table;
  let empty = 0;
  for (let k = 0; k < 3; k++) {
    const at = places[k];
    if (record.from[at] === record.to[at]) {
      if (!keepEmpty && k > 0) return { code: 'VALUE_MISSING', reason: `${columnNames[k]} is empty` };
      empty = 1;
    }
    if (!fieldIsUtf8(record, at)) return { code: 'ENCODING_INVALID', reason: `${columnNames[k]} is not UTF-8` };
  }
  const time = table.times.secondsAt(file, record, places[3]);
  if (Number.isNaN(time)) return { code: 'TIME_INVALID', reason: 'timestamp_share is not a time from 1970 on' };
  if (!keepEmpty && empty === 1) {
    table.withoutObject++;
    return undefined;
  }
  const row = table.count++;
  if (row === table.time.length) {
    for (const name of ['object', 'account', 'post'] as const) table[name] = enlarged(table[name], row * 2);
    table.time = enlarged(table.time, row * 2);
  }
  table.object[row] = internField(table.objects, record, places[0]);
  table.account[row] = internField(table.accounts, record, places[1]);
  table.post[row] = internField(table.posts, record, places[2]);
  table.time[row] = time;
  table.emptyIds += empty;
  return undefined;
}

/** Code of field `at` of the record. */
export function internField(dictionary: TextDictionary, record: CsvRecord, at: number): number {
  unquote(record, at);
  return dictionary.intern(record.bytes, record.from[at], record.to[at]);
}

/** Code of the post that has each object's text, or `noPost`. */
export function postOfObjects(dictionary: TextDictionary, { size, bytes, offsets }: TextValues): Uint32Array {
  const codes = new Uint32Array(size);
  for (let code = 0; code < size; code++) codes[code] = dictionary.find(bytes, offsets[code], offsets[code + 1]);
  return codes;
}
