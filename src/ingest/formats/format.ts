// What a format is: a way to see posts in the rows of a table, or in JSON values.
import type { ErrorCode } from '../../kernel/errors.ts';
import type { JsonObject } from '../json/parse.ts';
import type { Post } from '../post.ts';

/** Where a format puts what it finds in one row or value. */
export type PostSink = {
  readonly post: (post: Post) => void;
  readonly reject: (code: ErrorCode, reason: string) => void;
  /** Something that is no post, such as a like or a deletion: counted by kind and announced. */
  readonly skip: (kind: string) => void;
};

export type JsonFormat = {
  readonly name: string;
  /** For people, after "recognised as". */
  readonly title: string;
  readonly matches: (value: JsonObject) => boolean;
  /** `context` is what the document says around the value, such as the chat of a message. Never throws. */
  readonly read: (value: JsonObject, sink: PostSink, context: unknown) => void;
};

export const roles = [
  'account',
  'time',
  'post',
  'object',
  'text',
  'urls',
  'repost',
  'reply',
  'hashtags',
  'mentions',
  'media',
  'platform',
] as const;
export type Role = (typeof roles)[number];

/** How the columns of a table become posts. */
export type TablePlan = {
  readonly name: string;
  readonly title: string;
  /** Index of the column for each role; -1 where there is none. */
  readonly columns: Readonly<Record<Role, number>>;
  /** Splits the URL cell at single spaces and takes each piece as it is. */
  readonly splitUrlsAtSpaces: boolean;
  /** Cells that mean "nothing", besides the empty one. */
  readonly emptyWord: string | undefined;
  /** False when the first row is a row of data. */
  readonly hasHeader: boolean;
};
