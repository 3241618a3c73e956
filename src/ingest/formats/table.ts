// Chooses the plan for a table from its header, and makes posts of its rows.
import { createHash } from 'node:crypto';
import type { ErrorCode } from '../../kernel/errors.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Post } from '../post.ts';
import type { ReadOptions } from '../read.ts';
import type { TimeColumn } from '../times.ts';
import { hashtagsInText, listOf, mentionsInText, nothing, textOf, urlsInText, urlsOf } from './cells.ts';
import { cntPlan } from './cnt.ts';
import { coortweetPlan } from './coortweet.ts';
import type { Role, TablePlan } from './format.ts';
import { genericPlan } from './generic.ts';

export const tableFormats = ['coortweet', 'cnt', 'generic', 'pollwarden'] as const;

/** Errors: COLUMN_MISSING, USAGE. */
export function tablePlan(header: readonly string[], options: ReadOptions, file: string): TablePlan {
  if (options.format === 'generic' || (hasMapping(options) && options.format === undefined)) {
    return genericPlan(header, options.map, file);
  }
  const wants = (name: string): boolean => options.format === undefined || options.format === name;
  const named =
    (wants('coortweet') ? coortweetPlan(header) : undefined) ??
    (wants('cnt') ? cntPlan(header, options.compatCnt === true, options.format === 'cnt') : undefined);
  if (named !== undefined) return named;
  if (options.format === 'coortweet' || options.format === 'cnt') {
    const needed =
      options.format === 'cnt'
        ? 'message_id, user_id, username, repost_id, reply_id, message, timestamp, urls'
        : 'object_id, account_id, content_id, timestamp_share';
    const found = header.slice(0, 12).join(', ').slice(0, 300);
    throw new PollwardenError('COLUMN_MISSING', `${options.format} needs ${needed}; there are ${found}`, {
      file,
      line: 1,
    });
  }
  return genericPlan(header, undefined, file);
}

/** Whether the user maps columns; a zone alone maps none. */
export function hasMapping(options: ReadOptions): boolean {
  return options.map !== undefined && Object.keys(options.map).some((role) => role !== 'zone');
}

/** Gives the cell of a column; a text, or what JSON and Parquet hold. */
export type Cells = (column: number) => unknown;

export type RowFailure = { readonly code: ErrorCode; readonly reason: string };

export type RowReader = {
  /** The post, or undefined and `failure` says why. */
  readonly read: (cells: Cells) => Post | undefined;
  readonly failure: () => RowFailure;
};

export function createRowReader(plan: TablePlan, time: TimeColumn): RowReader {
  const { columns, emptyWord } = plan;
  let failure: RowFailure = { code: 'ROW_MALFORMED', reason: '' };

  const fail = (code: ErrorCode, reason: string): undefined => {
    failure = { code, reason };
    return undefined;
  };

  const cell = (cells: Cells, role: Role): unknown => (columns[role] < 0 ? undefined : cells(columns[role]));

  const text = (cells: Cells, role: Role): string | undefined => {
    if (columns[role] < 0) return undefined;
    const value = cells(columns[role]);
    const string = typeof value === 'string' ? value : textOf(value);
    return string === '' || string === emptyWord || string.trim() === '' ? undefined : string;
  };

  const read = (cells: Cells): Post | undefined => {
    const accountId = text(cells, 'account');
    if (accountId === undefined) return fail('VALUE_MISSING', 'the account is empty');
    const timeMicros = time.read(cells(columns.time));
    if (timeMicros < 0) {
      failure = time.problem();
      return undefined;
    }
    const words = text(cells, 'text');
    const objectId = text(cells, 'object');
    const repostOf = text(cells, 'repost');
    const replyTo = text(cells, 'reply');
    const urls = urlsFor(cells, words);
    const postId =
      columns.post < 0
        ? madeId([accountId, timeMicros, objectId, repostOf, replyTo, words, urls])
        : text(cells, 'post');
    if (postId === undefined) return fail('VALUE_MISSING', 'the id of the post is empty');
    return {
      platform: text(cells, 'platform') ?? 'table',
      postId,
      accountId,
      timeMicros,
      text: words,
      repostOf,
      replyTo,
      urls,
      hashtags:
        columns.hashtags >= 0 ? listOf(cell(cells, 'hashtags')) : words === undefined ? nothing : hashtagsInText(words),
      mentions:
        columns.mentions >= 0 ? listOf(cell(cells, 'mentions')) : words === undefined ? nothing : mentionsInText(words),
      media: columns.media >= 0 ? listOf(cell(cells, 'media')) : nothing,
      objectId,
    };
  };

  const urlsFor = (cells: Cells, words: string | undefined): readonly string[] => {
    if (columns.urls < 0) return words === undefined ? nothing : urlsInText(words);
    const value = cell(cells, 'urls');
    if (!plan.splitUrlsAtSpaces) return urlsOf(value);
    const string = textOf(value);
    // An empty cell is no URL: here the toolkit's own result is not copied.
    return string === '' ? nothing : string.split(' ').filter((url) => url !== '');
  };

  return { read, failure: () => failure };
}

/** An id for tables without one: the same row has the same id, in whatever file it comes. */
function madeId(parts: readonly unknown[]): string {
  return `row-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)}`;
}
