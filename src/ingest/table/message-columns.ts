// The columns of the coordination-network-toolkit (CNT): message_id, user_id, username, repost_id, reply_id, message,
// timestamp, urls. One row is one message; an empty repost_id, reply_id or urls cell means that there is none.
import type { ErrorCode } from '../../kernel/errors.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Rejected } from '../read.ts';
import { fieldIsUtf8, readCsvFile } from './csv-file.ts';
import type { CsvRecord } from './csv-scan.ts';
import type { TextDictionary, TextValues } from './dictionary.ts';
import { createTextDictionary } from './dictionary.ts';
import { createRejects } from './rejects.ts';
import { enlarged } from './resize.ts';
import { internField } from './share-columns.ts';
import type { TimeUnit } from './time-cell.ts';
import type { TimeColumn } from './time-column.ts';
import { createTimeColumn } from './time-column.ts';

/** Value 0 of `texts` is the empty text. */
export type MessageColumns = {
  readonly count: number;
  readonly message: Uint32Array;
  readonly user: Uint32Array;
  readonly repost: Uint32Array;
  readonly reply: Uint32Array;
  readonly text: Uint32Array;
  readonly urls: Uint32Array;
  /** Seconds since 1970. */
  readonly time: Float64Array;
  readonly messages: TextValues;
  readonly users: TextValues;
  /** Ids, texts and URL cells of the other columns. */
  readonly texts: TextValues;
  readonly unit: TimeUnit;
  /** True where the columns were taken by their place because the header has other names. */
  readonly byPlace: boolean;
  readonly rejected: readonly Rejected[];
  readonly rejectedCount: number;
};

const columnNames = ['message_id', 'user_id', 'username', 'repost_id', 'reply_id', 'message', 'timestamp', 'urls'];
const textNames = ['repost', 'reply', 'text', 'urls'] as const;
const idNames = ['message', 'user', ...textNames] as const;

type Table = {
  count: number;
  byPlace: boolean;
  places: readonly number[];
  message: Uint32Array;
  user: Uint32Array;
  repost: Uint32Array;
  reply: Uint32Array;
  text: Uint32Array;
  urls: Uint32Array;
  time: Float64Array;
  readonly messages: TextDictionary;
  readonly users: TextDictionary;
  readonly texts: TextDictionary;
  readonly times: TimeColumn;
};

function emptyTable(): Table {
  const ids = () => new Uint32Array(1 << 12);
  const texts = createTextDictionary();
  texts.intern(new Uint8Array(0), 0, 0);
  return {
    count: 0,
    byPlace: false,
    places: [],
    message: ids(),
    user: ids(),
    repost: ids(),
    reply: ids(),
    text: ids(),
    urls: ids(),
    time: new Float64Array(1 << 12),
    messages: createTextDictionary(),
    users: createTextDictionary(),
    texts,
    times: createTimeColumn(),
  };
}

/** Places of the eight columns by name, or by order when there are eight of other names, as CNT takes them. */
function placesOf(names: readonly string[]): { readonly places: readonly number[]; readonly byPlace: boolean } {
  const named = columnNames.map((name) => names.indexOf(name));
  if (named.every((place, i) => place >= 0 || i === 2)) return { places: named, byPlace: false };
  return { places: names.length === 8 ? columnNames.map((_, i) => i) : [], byPlace: true };
}

/**
 * Reads CSV files (plain, .gz, .zst; "-" is stdin) with CNT's columns into one table.
 * Errors: those of `byteChunks`; TIME_UNITS_MIXED; COLUMN_MISSING when a header has neither the names nor eight columns.
 */
export async function readMessageColumns(
  files: readonly string[],
  onProgress?: (doneBytes: number, allBytes: number) => void,
): Promise<MessageColumns> {
  const table = emptyTable();
  const rejects = createRejects();
  for (const file of files) {
    const read = await readCsvFile(file, {
      onHeader: (names) => {
        const { places, byPlace } = placesOf(names);
        table.places = places;
        table.byPlace ||= byPlace;
        return places.length > 0;
      },
      onRecord: (record) => takeRow(table, file, record),
      onRejected: rejects.add,
      onProgress,
    });
    if (!read) throw new PollwardenError('COLUMN_MISSING', `needed: ${columnNames.join(', ')}`, { file, line: 1 });
  }
  return finishedTable(table, rejects.kept, rejects.count());
}

function finishedTable(table: Table, rejected: readonly Rejected[], rejectedCount: number): MessageColumns {
  const { count } = table;
  const cut = (column: Uint32Array): Uint32Array => column.subarray(0, count);
  return {
    count,
    message: cut(table.message),
    user: cut(table.user),
    repost: cut(table.repost),
    reply: cut(table.reply),
    text: cut(table.text),
    urls: cut(table.urls),
    time: table.time.subarray(0, count),
    messages: table.messages.values(),
    users: table.users.values(),
    texts: table.texts.values(),
    unit: table.times.unit(),
    byPlace: table.byPlace,
    rejected,
    rejectedCount,
  };
}

function takeRow(
  table: Table,
  file: string,
  record: CsvRecord,
): { readonly code: ErrorCode; readonly reason: string } | undefined {
  const [message, user, , ...others] = table.places;
  const time = others[3];
  const texts = [others[0], others[1], others[2], others[4]];
  for (const at of [message, user, ...texts]) {
    if (!fieldIsUtf8(record, at)) return { code: 'ENCODING_INVALID', reason: `column ${at + 1} is not UTF-8` };
  }
  const seconds = table.times.secondsAt(file, record, time);
  if (Number.isNaN(seconds)) return { code: 'TIME_INVALID', reason: 'timestamp is not a time from 1970 on' };
  const row = table.count++;
  if (row === table.time.length) {
    for (const name of idNames) table[name] = enlarged(table[name], row * 2);
    table.time = enlarged(table.time, row * 2);
  }
  table.message[row] = internField(table.messages, record, message);
  table.user[row] = internField(table.users, record, user);
  for (const [k, name] of textNames.entries()) table[name][row] = internField(table.texts, record, texts[k]);
  table.time[row] = seconds;
  return undefined;
}
