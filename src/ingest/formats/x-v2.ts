// X/Twitter API v2: pages {data, includes} of search and lookup, and posts one per line with or without expansions
// set into them (as twarc's flatten does).
import { isObject, type JsonObject } from '../json/parse.ts';
import type { JsonFormat, PostSink } from './format.ts';
import { addPost, distinct, listAt, objectAt, textAt, textsIn } from './json-values.ts';

export const xV2: JsonFormat = {
  name: 'x-v2',
  title: 'posts of the X API v2',
  matches: (value) => isPost(value) || listAt(value, 'data').some(isPost) || isPost(value['data']),
  read: (value, sink) => {
    const data = value['data'];
    if (Array.isArray(data)) {
      for (const post of data as readonly unknown[]) readPost(post, objectAt(value, 'includes'), sink);
    } else if (isObject(data)) readPost(data, objectAt(value, 'includes'), sink);
    else if (textAt(value, 'id') !== undefined) readPost(value, undefined, sink);
    else sink.skip(value['errors'] === undefined ? 'pages without posts' : 'errors of the API');
  },
};

function isPost(value: unknown): boolean {
  return isObject(value) && textAt(value, 'author_id') !== undefined && textAt(value, 'id') !== undefined;
}

function readPost(post: unknown, includes: JsonObject | undefined, sink: PostSink): void {
  if (!isObject(post)) return sink.reject('ROW_MALFORMED', 'an element of "data" is no object');
  const references = listAt(post, 'referenced_tweets');
  const referenced = (type: string): string | undefined =>
    textAt(
      references.find((item) => textAt(item, 'type') === type),
      'id',
    );
  const retweeted = referenced('retweeted');
  const note = objectAt(post, 'note_tweet');
  const entities = objectAt(note, 'entities') ?? objectAt(post, 'entities');
  const quoted = referenced('quoted');
  addPost(
    {
      platform: 'x',
      postId: textAt(post, 'id'),
      accountId: textAt(post, 'author_id'),
      time: post['created_at'],
      timeUnit: 'iso',
      text: textAt(note, 'text') ?? textAt(post, 'text'),
      repostOf: retweeted ?? quoted,
      isQuote: retweeted === undefined && quoted !== undefined ? true : undefined,
      replyTo: referenced('replied_to'),
      urls: links(listAt(entities, 'urls'), quoted),
      hashtags: textsIn(listAt(entities, 'hashtags'), 'tag'),
      mentions: mentionsOf(listAt(entities, 'mentions'), listAt(includes, 'users')),
      media: textsIn(mediaKeys(post), 'key'),
    },
    sink,
  );
}

/** Where the links lead, without those that X itself sets for its media and for the quoted post. */
function links(urls: readonly unknown[], quoted: string | undefined): readonly string[] {
  const found = urls
    .filter((item) => textAt(item, 'media_key') === undefined)
    .map((item) => textAt(item, 'unwound_url') ?? textAt(item, 'expanded_url') ?? textAt(item, 'url'))
    .filter((url) => url !== undefined)
    .filter((url) => !isInternal(url, quoted));
  return distinct(found);
}

/** Links that a post carries by its form: its own photo or video, and the post it quotes. */
export function isInternal(url: string, quoted: string | undefined): boolean {
  const path =
    /^https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/[^/]+\/status(?:es)?\/(\d+)(\/(?:photo|video)\/\d+)?/i.exec(
      url,
    );
  return path !== null && (path[2] !== undefined || (quoted !== undefined && path[1] === quoted));
}

/** Ids where the source gives them, for a handle may change; else the handle in lower case. */
function mentionsOf(mentions: readonly unknown[], users: readonly unknown[]): readonly string[] {
  const ids = mentions.map((mention) => {
    const handle = textAt(mention, 'username');
    const user = users.find((item) => textAt(item, 'username') === handle);
    return textAt(mention, 'id') ?? textAt(user, 'id') ?? handle?.toLowerCase();
  });
  return distinct(ids.filter((id) => id !== undefined));
}

/** A media key names one upload; posts that carry the same upload share it. */
function mediaKeys(post: JsonObject): readonly unknown[] {
  return listAt(objectAt(post, 'attachments'), 'media_keys')
    .filter((key) => typeof key === 'string')
    .map((key) => ({ key: `x-${key}` }));
}
