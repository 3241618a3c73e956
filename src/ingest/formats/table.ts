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
  let failure: RowFailure = { code: 'ROW_MALFORMED', reason: '' };
  const { columns } = plan;
  return {
    failure: () => failure,
    read: (cells) => {
      const accountId = textIn(plan, cells, 'account');
      if (accountId === undefined) {
        failure = { code: 'VALUE_MISSING', reason: 'the account is empty' };
        return undefined;
      }
      const timeMicros = time.read(cells(columns.time));
      if (timeMicros < 0) {
        failure = time.problem();
        return undefined;
      }
      const post = postOf(plan, cells, accountId, timeMicros);
      if (post === undefined) failure = { code: 'VALUE_MISSING', reason: 'the id of the post is empty' };
      return post;
    },
  };
}

/** The cell's text; undefined when there is no such column, or nothing in it. */
function textIn(plan: TablePlan, cells: Cells, role: Role): string | undefined {
  const column = plan.columns[role];
  if (column < 0) return undefined;
  const value = cells(column);
  const text = typeof value === 'string' ? value : textOf(value);
  return text === '' || text === plan.emptyWord || text.trim() === '' ? undefined : text;
}

/** The cell as a list; without such a column, what `find` finds in the words of the post. */
function listIn(
  plan: TablePlan,
  cells: Cells,
  role: Role,
  words: string | undefined,
  find: (words: string) => readonly string[],
): readonly string[] {
  const column = plan.columns[role];
  if (column >= 0) return listOf(cells(column));
  return words === undefined ? nothing : find(words);
}

function postOf(plan: TablePlan, cells: Cells, accountId: string, timeMicros: number): Post | undefined {
  const text = textIn(plan, cells, 'text');
  const objectId = textIn(plan, cells, 'object');
  const repostOf = textIn(plan, cells, 'repost');
  const replyTo = textIn(plan, cells, 'reply');
  const urls = urlsIn(plan, cells, text);
  const postId =
    plan.columns.post < 0
      ? madeId([accountId, timeMicros, objectId, repostOf, replyTo, text, urls])
      : textIn(plan, cells, 'post');
  if (postId === undefined) return undefined;
  return {
    platform: textIn(plan, cells, 'platform') ?? 'table',
    postId,
    accountId,
    timeMicros,
    text,
    repostOf,
    isQuote: undefined,
    replyTo,
    urls,
    hashtags: listIn(plan, cells, 'hashtags', text, hashtagsInText),
    mentions: listIn(plan, cells, 'mentions', text, mentionsInText),
    media: plan.columns.media < 0 ? nothing : listOf(cells(plan.columns.media)),
    objectId,
  };
}

function urlsIn(plan: TablePlan, cells: Cells, words: string | undefined): readonly string[] {
  if (plan.columns.urls < 0) return words === undefined ? nothing : urlsInText(words);
  const value = cells(plan.columns.urls);
  if (!plan.splitUrlsAtSpaces) return urlsOf(value);
  const text = textOf(value);
  // An empty cell is no URL: here the toolkit's own result is not copied.
  return text === '' ? nothing : text.split(' ').filter((url) => url !== '');
}

/** An id for tables without one: the same row has the same id, in whatever file it comes. */
function madeId(parts: readonly unknown[]): string {
  return `row-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)}`;
}
