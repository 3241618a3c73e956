// A plain table of shares as the share set that the detectors scan.
import type { Rejected } from '../ingest/read.ts';
import { textsOf } from '../ingest/table/dictionary.ts';
import type { ShareReadOptions } from '../ingest/table/share-columns.ts';
import { readShareColumns } from '../ingest/table/share-columns.ts';
import { unitTexts } from '../ingest/table/time-column.ts';
import type { ShareSet } from './shares.ts';

export type PlainTable = {
  /** One table of layer "object". */
  readonly shares: ShareSet;
  /** The first 10,000 rejected rows. */
  readonly rejected: readonly Rejected[];
  readonly rejectedCount: number;
  /** What was recognised, for people. */
  readonly notice: string;
};

/**
 * Reads a CSV file (plain, gzip or Zstandard) with the columns object_id, account_id, content_id and timestamp_share in
 * any order. Answers undefined when it is no such file: the general reader takes over then.
 * Errors: FILE_NOT_FOUND, FILE_UNREADABLE, FILE_IS_DIRECTORY, COMPRESSION_BROKEN, TIME_UNITS_MIXED.
 */
export async function readPlainTable(file: string, options: ShareReadOptions = {}): Promise<PlainTable | undefined> {
  // Stdin cannot be looked at twice: the general reader takes it from its first byte.
  if (file === '-') return undefined;
  const columns = await readShareColumns(file, options);
  if (columns === undefined) return undefined;
  const { count, account, object, post, time } = columns;
  return {
    shares: {
      accounts: textsOf(columns.accounts),
      posts: textsOf(columns.posts),
      tables: [{ layer: 'object', count, account, object, post, time, objects: textsOf(columns.objects) }],
    },
    rejected: columns.rejected,
    rejectedCount: columns.rejectedCount,
    notice: `columns of CooRTweet, times in ${unitTexts[columns.unit]}`,
  };
}
