// A plain table of shares as the share set that the detectors scan.
import type { Rejected } from '../ingest/read.ts';
import { textsOf } from '../ingest/table/dictionary.ts';
import type { ShareColumns, ShareReadOptions } from '../ingest/table/share-columns.ts';
import { readShareColumns } from '../ingest/table/share-columns.ts';
import { unitTexts } from '../ingest/table/time-column.ts';
import type { ShareSet } from './shares.ts';

export type PlainTable = {
  /** One table of layer "object"; a post that shares an object in several rows has its first there. */
  readonly shares: ShareSet;
  /** The first 10,000 rejected rows. */
  readonly rejected: readonly Rejected[];
  readonly rejectedCount: number;
  /** What was recognised, for people. */
  readonly notice: string;
};

/** Times below this are clocks of their own (seconds since a start), in seconds. */
const smallClock = 1e8;

/** 2100-01-01T00:00:00Z: a later time is taken for a mistake. */
const latestSeconds = 4_102_444_800;

/**
 * Reads a CSV file (plain, gzip or Zstandard) with the columns object_id, account_id, content_id and timestamp_share in
 * any order. Answers undefined when it is no such file, or its times need a closer look: the general reader takes over.
 * Errors: FILE_NOT_FOUND, FILE_UNREADABLE, FILE_IS_DIRECTORY, COMPRESSION_BROKEN, TIME_UNITS_MIXED.
 */
export async function readPlainTable(
  file: string,
  options: Pick<ShareReadOptions, 'onProgress'> = {},
): Promise<PlainTable | undefined> {
  // Stdin cannot be looked at twice: the general reader takes it from its first byte.
  if (file === '-') return undefined;
  const columns = await readShareColumns(file, options);
  if (columns === undefined) return undefined;
  const { first, last } = columns.range;
  if (last > latestSeconds || (first < smallClock && last >= smallClock)) return undefined;
  const rows = firstRows(columns);
  const duplicates = columns.count - rows.count;
  const { count, account, object, post, time } = rows;
  return {
    shares: {
      accounts: textsOf(columns.accounts),
      posts: textsOf(columns.posts),
      tables: [{ layer: 'object', count, account, object, post, time, objects: textsOf(columns.objects) }],
    },
    rejected: columns.rejected,
    rejectedCount: columns.rejectedCount,
    notice: [
      `columns of CooRTweet, times in ${unitTexts[columns.unit]}`,
      ...(duplicates === 0
        ? []
        : [
            `${duplicates === 1 ? '1 row repeats' : `${duplicates} rows repeat`} a post and object and count${duplicates === 1 ? 's' : ''} once`,
          ]),
      ...(columns.withoutObject === 0
        ? []
        : [columns.withoutObject === 1 ? '1 row has no object' : `${columns.withoutObject} rows have no object`]),
    ].join('; '),
  };
}

type Rows = Pick<ShareColumns, 'count' | 'account' | 'object' | 'post' | 'time'>;

/** The rows without those whose post and object stood in an earlier row. */
function firstRows(columns: ShareColumns): Rows {
  const { count, account, object, post, time, posts, objects } = columns;
  if (posts.size === count) return columns;
  const firstOf = new Uint32Array(posts.size);
  const more = new Set<number>();
  const rows: number[] = [];
  for (let row = 0; row < count; row++) {
    const first = firstOf[post[row]];
    if (first === 0) firstOf[post[row]] = row + 1;
    else {
      // Objects of a post beyond its first are few: they alone are remembered by number.
      const key = post[row] * objects.size + object[row];
      if (object[first - 1] === object[row] || more.has(key)) continue;
      more.add(key);
    }
    rows.push(row);
  }
  const pick = (column: Uint32Array): Uint32Array => Uint32Array.from(rows, (row) => column[row]);
  return {
    count: rows.length,
    account: pick(account),
    object: pick(object),
    post: pick(post),
    time: Float64Array.from(rows, (row) => time[row]),
  };
}
