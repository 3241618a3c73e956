// The normalised post: what every input format is turned into, before pseudonyms, layers and storage.

export type Post = {
  /** "x", "mastodon", "bluesky", "telegram", or "table" for plain tables without a platform column. */
  readonly platform: string;
  readonly postId: string;
  readonly accountId: string;
  /** Microseconds since 1970-01-01T00:00:00Z, an integer. */
  readonly timeMicros: number;
  readonly text?: string;
  /** Id of the post that this one reposts. */
  readonly repostOf?: string;
  /** True when `repostOf` is quoted with words of the author's own; a plain repost shares nothing but the original. */
  readonly isQuote?: boolean;
  /** Id of the post that this one answers. */
  readonly replyTo?: string;
  /** As written by the author; canonicalised by the layers. */
  readonly urls: readonly string[];
  readonly hashtags: readonly string[];
  /** Account ids or handles that are mentioned. */
  readonly mentions: readonly string[];
  /** Hashes of media, where the source gives them. */
  readonly media: readonly string[];
  /** An object named by the table itself (CooRTweet's object_id, a generic mapping). */
  readonly objectId?: string;
};

/** Characters of the post's own texts: what it takes in memory, about. */
export function charsOf(post: Post): number {
  const lists = [post.urls, post.hashtags, post.mentions, post.media];
  let chars = post.postId.length + post.accountId.length;
  for (const text of [post.text, post.repostOf, post.replyTo, post.objectId]) chars += text?.length ?? 0;
  for (const list of lists) for (const item of list) chars += item.length;
  return chars;
}

/** The layers, one kind of object each. `object` is the column of a plain table. */
export const layers = [
  'object',
  'repost',
  'url',
  'domain',
  'hashtags',
  'hashtag',
  'text',
  'reply',
  'media',
  'mention',
] as const;
export type Layer = (typeof layers)[number];
