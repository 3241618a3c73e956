// Bluesky's Jetstream: commit events of app.bsky.feed.post and app.bsky.feed.repost. The time is the stream's own
// (time_us), for createdAt is whatever the client claims.
import { isObject, type JsonObject } from '../json/parse.ts';
import type { JsonFormat } from './format.ts';
import { addPost, distinct, listAt, objectAt, textAt } from './json-values.ts';

export const bluesky: JsonFormat = {
  name: 'bluesky-jetstream',
  title: 'events of Bluesky Jetstream',
  matches: (value) =>
    (textAt(value, 'did') ?? '').startsWith('did:') &&
    value['time_us'] !== undefined &&
    typeof value['kind'] === 'string',
  read: (value, sink) => {
    const commit = objectAt(value, 'commit');
    if (commit === undefined) return sink.skip(`events of kind ${(textAt(value, 'kind') ?? 'unknown').slice(0, 40)}`);
    const collection = textAt(commit, 'collection');
    const record = objectAt(commit, 'record');
    const isPost = collection === 'app.bsky.feed.post';
    if (!isPost && collection !== 'app.bsky.feed.repost') return sink.skip('commits that are neither post nor repost');
    if (textAt(commit, 'operation') !== 'create') return sink.skip('updates and deletions');
    if (record === undefined) return sink.reject('VALUE_MISSING', 'the record is missing');
    const did = textAt(value, 'did');
    const key = textAt(commit, 'rkey');
    const common = {
      platform: 'bluesky',
      postId: did === undefined || key === undefined ? undefined : `at://${did}/${collection}/${key}`,
      accountId: did,
      time: value['time_us'],
      timeUnit: 'microseconds',
    } as const;
    if (isPost) return addPost({ ...common, ...contentOf(record) }, sink);
    const repostOf = textAt(objectAt(record, 'subject'), 'uri');
    if (repostOf === undefined) return sink.reject('VALUE_MISSING', 'the subject of the repost is missing');
    addPost({ ...common, repostOf }, sink);
  },
};

function contentOf(record: JsonObject) {
  const embed = objectAt(record, 'embed');
  const withMedia = objectAt(embed, 'media');
  const embedded = objectAt(embed, 'record');
  const quoted = textAt(embedded, 'uri') ?? textAt(objectAt(embedded, 'record'), 'uri');
  const isQuote = quoted?.includes('/app.bsky.feed.post/') === true;
  const features = listAt(record, 'facets').flatMap((facet) => listAt(facet, 'features'));
  const feature = (type: string, key: string): readonly string[] =>
    features
      .filter((item) => textAt(item, '$type') === `app.bsky.richtext.facet#${type}`)
      .map((item) => textAt(item, key))
      .filter((text) => text !== undefined);
  return {
    text: textAt(record, 'text'),
    repostOf: isQuote ? quoted : undefined,
    isQuote: isQuote ? true : undefined,
    replyTo: textAt(objectAt(objectAt(record, 'reply'), 'parent'), 'uri'),
    urls: distinct(feature('link', 'uri'), cardsOf(embed), cardsOf(withMedia)),
    hashtags: distinct(
      feature('tag', 'tag'),
      listAt(record, 'tags').filter((tag) => typeof tag === 'string'),
    ),
    mentions: distinct(feature('mention', 'did')),
    media: distinct(blobsOf(embed), blobsOf(withMedia)),
  };
}

function cardsOf(embed: JsonObject | undefined): readonly string[] {
  const uri = textAt(objectAt(embed, 'external'), 'uri');
  return uri === undefined ? [] : [uri];
}

/** Content ids of pictures and video: a hash of the file, so the same file has the same id. */
function blobsOf(embed: JsonObject | undefined): readonly string[] {
  const blobs = [...listAt(embed, 'images').map((image) => objectAt(image, 'image')), objectAt(embed, 'video')];
  return blobs
    .filter(isObject)
    .map((blob) => textAt(objectAt(blob, 'ref'), '$link') ?? textAt(blob, 'cid'))
    .filter((cid) => cid !== undefined);
}
