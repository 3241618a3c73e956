import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContent } from '../testing/read-all.ts';

const iso = '2023-11-14T22:13:20.000Z';
const micros = 1_700_000_000_000_000;
const lines = (...values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

const commit = (collection: string, record: unknown, operation = 'create') => ({
  did: 'did:plc:anna',
  time_us: micros,
  kind: 'commit',
  commit: { rev: 'r', operation, collection, rkey: 'k1', record, cid: 'c' },
});

test('Bluesky Jetstream: posts with facets and embeds, quotes, reposts; everything else is counted', async () => {
  const facet = (feature: unknown) => ({ index: { byteStart: 0, byteEnd: 1 }, features: [feature] });
  const record = {
    $type: 'app.bsky.feed.post',
    text: 'read this',
    createdAt: '2020-01-01T00:00:00Z',
    reply: { root: { uri: 'at://r' }, parent: { uri: 'at://p' } },
    facets: [
      facet({ $type: 'app.bsky.richtext.facet#link', uri: 'https://a.example/x' }),
      facet({ $type: 'app.bsky.richtext.facet#tag', tag: 'wahl' }),
      facet({ $type: 'app.bsky.richtext.facet#mention', did: 'did:plc:bob' }),
    ],
    tags: ['extra'],
    embed: {
      $type: 'app.bsky.embed.recordWithMedia',
      record: { $type: 'app.bsky.embed.record', record: { uri: 'at://did:plc:x/app.bsky.feed.post/9', cid: 'q' } },
      media: {
        $type: 'app.bsky.embed.images',
        images: [{ alt: '', image: { $type: 'blob', ref: { $link: 'bafk1' } } }],
      },
    },
  };
  const external = {
    text: 'b',
    embed: { $type: 'app.bsky.embed.external', external: { uri: 'https://a.example/card', title: '' } },
  };
  const feed = {
    text: 'c',
    embed: { $type: 'app.bsky.embed.record', record: { uri: 'at://did:plc:x/app.bsky.feed.generator/z' } },
  };
  const { posts, rejected, notices } = await readContent(
    lines(
      { did: 'did:plc:anna', time_us: micros, kind: 'identity', identity: {} },
      commit('app.bsky.feed.post', record),
      commit('app.bsky.feed.post', external),
      commit('app.bsky.feed.post', feed),
      commit('app.bsky.feed.repost', {
        subject: { uri: 'at://did:plc:x/app.bsky.feed.post/9', cid: 'c' },
        createdAt: iso,
      }),
      commit('app.bsky.feed.like', { subject: {} }),
      commit('app.bsky.feed.post', undefined, 'delete'),
      commit('app.bsky.feed.repost', {}),
      { ...commit('app.bsky.feed.post', record), time_us: 1_700_000_000 },
    ),
  );
  assert.deepEqual(posts[0], {
    platform: 'bluesky',
    postId: 'at://did:plc:anna/app.bsky.feed.post/k1',
    accountId: 'did:plc:anna',
    timeMicros: micros,
    text: 'read this',
    repostOf: 'at://did:plc:x/app.bsky.feed.post/9',
    isQuote: true,
    replyTo: 'at://p',
    urls: ['https://a.example/x'],
    hashtags: ['wahl', 'extra'],
    mentions: ['did:plc:bob'],
    media: ['bafk1'],
    objectId: undefined,
  });
  assert.deepEqual(posts[1].urls, ['https://a.example/card']);
  assert.equal(posts[2].repostOf, undefined);
  assert.deepEqual([posts[3].repostOf, posts[3].isQuote], ['at://did:plc:x/app.bsky.feed.post/9', undefined]);
  assert.deepEqual(
    rejected.map((row) => [row.line, row.code]),
    [
      [8, 'VALUE_MISSING'],
      [9, 'TIME_INVALID'],
    ],
  );
  assert.equal(notices.filter((notice) => notice.includes('passed over')).length, 3);
});
