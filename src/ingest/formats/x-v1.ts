// X/Twitter API v1.1 posts, classic and extended, one per value; search answers hold them in "statuses".
import { isObject, type JsonObject } from '../json/parse.ts';
import type { JsonFormat, PostSink } from './format.ts';
import { addPost, distinct, listAt, objectAt, textAt, textsIn } from './json-values.ts';
import { isInternal } from './x-v2.ts';

export const xV1: JsonFormat = {
  name: 'x-v1',
  title: 'posts of the X API v1.1',
  matches: (value) => isPost(value) || listAt(value, 'statuses').some(isPost),
  read: (value, sink) => {
    const statuses = value['statuses'];
    if (Array.isArray(statuses)) for (const status of statuses as readonly unknown[]) readPost(status, sink);
    else if (isPost(value)) readPost(value, sink);
    else if (value['delete'] !== undefined) sink.skip('deletions');
    else if (value['limit'] !== undefined || value['status_withheld'] !== undefined) sink.skip('notices of the stream');
    else readPost(value, sink);
  },
};

function isPost(value: unknown): boolean {
  return isObject(value) && textAt(value, 'id_str') !== undefined && objectAt(value, 'user') !== undefined;
}

function readPost(post: unknown, sink: PostSink): void {
  if (!isObject(post)) return sink.reject('ROW_MALFORMED', 'an element of "statuses" is no object');
  const user = objectAt(post, 'user');
  const extended = objectAt(post, 'extended_tweet');
  const entities = objectAt(extended, 'entities') ?? objectAt(post, 'entities');
  const retweeted = objectAt(post, 'retweeted_status');
  const quoted = textAt(post, 'quoted_status_id_str');
  const isQuote = retweeted === undefined && quoted !== undefined;
  addPost(
    {
      platform: 'x',
      postId: textAt(post, 'id_str') ?? textAt(post, 'id'),
      accountId: textAt(user, 'id_str') ?? textAt(user, 'id'),
      time: post['created_at'],
      timeUnit: 'iso',
      text: textAt(extended, 'full_text') ?? textAt(post, 'full_text') ?? textAt(post, 'text'),
      repostOf: textAt(retweeted, 'id_str') ?? textAt(retweeted, 'id') ?? (isQuote ? quoted : undefined),
      isQuote: isQuote ? true : undefined,
      replyTo: textAt(post, 'in_reply_to_status_id_str'),
      urls: links(listAt(entities, 'urls'), quoted),
      hashtags: textsIn(listAt(entities, 'hashtags'), 'text'),
      mentions: textsIn(listAt(entities, 'user_mentions'), 'id_str'),
      media: mediaOf(post, extended),
    },
    sink,
  );
}

function links(urls: readonly unknown[], quoted: string | undefined): readonly string[] {
  const found = urls
    .map((item) => textAt(objectAt(item, 'unwound'), 'url') ?? textAt(item, 'expanded_url') ?? textAt(item, 'url'))
    .filter((url) => url !== undefined)
    .filter((url) => !isInternal(url, quoted));
  return distinct(found);
}

function mediaOf(post: JsonObject, extended: JsonObject | undefined): readonly string[] {
  const entities =
    objectAt(extended, 'extended_entities') ?? objectAt(post, 'extended_entities') ?? objectAt(post, 'entities');
  return distinct(textsIn(listAt(entities, 'media'), 'id_str').map((id) => `x-${id}`));
}
