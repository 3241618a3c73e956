import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionsOf } from '../layers/actions.ts';
import { readContent } from '../testing/read-all.ts';

const iso = '2023-11-14T22:13:20.000Z';
const micros = 1_700_000_000_000_000;
const lines = (...values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

const v2Post = {
  id: '1720000000000000001',
  author_id: '11',
  created_at: iso,
  text: 'Vote! https://t.co/a @Anna #Wahl',
  entities: {
    urls: [
      { url: 'https://t.co/a', expanded_url: 'https://short.example/a', unwound_url: 'https://a.example/long' },
      {
        url: 'https://t.co/b',
        expanded_url: 'https://twitter.com/x/status/1720000000000000001/photo/1',
        media_key: '3_77',
      },
      { url: 'https://t.co/c', expanded_url: 'https://twitter.com/y/status/99' },
    ],
    hashtags: [{ start: 1, end: 2, tag: 'Wahl' }],
    mentions: [{ username: 'Anna' }, { username: 'Carl', id: '33' }],
  },
  attachments: { media_keys: ['3_77'] },
  referenced_tweets: [
    { type: 'quoted', id: '99' },
    { type: 'replied_to', id: '98' },
  ],
};
const v2Retweet = {
  id: '2',
  author_id: '12',
  created_at: iso,
  text: 'RT @x: Vote!',
  referenced_tweets: [{ type: 'retweeted', id: '1720000000000000001' }],
};
const page = {
  data: [v2Post, v2Retweet],
  includes: { users: [{ id: '22', username: 'Anna' }], tweets: [{ id: '99', author_id: '5' }] },
  meta: { result_count: 2 },
};

test('X API v2: pages, pages per line, and posts per line', async () => {
  for (const content of [
    JSON.stringify(page),
    JSON.stringify(page, null, 2),
    lines(page, { meta: { result_count: 0 } }),
  ]) {
    const { posts, rejected, error } = await readContent(content);
    assert.equal(error, undefined);
    assert.equal(rejected.length, 0);
    assert.deepEqual(posts[0], {
      platform: 'x',
      postId: '1720000000000000001',
      accountId: '11',
      timeMicros: micros,
      text: v2Post.text,
      repostOf: '99',
      isQuote: true,
      replyTo: '98',
      urls: ['https://a.example/long'],
      hashtags: ['Wahl'],
      mentions: ['22', '33'],
      media: ['x-3_77'],
      objectId: undefined,
    });
    assert.equal(posts[1].repostOf, v2Post.id);
    assert.equal(posts[1].isQuote, undefined);
  }
  const flat = await readContent(lines(v2Post, v2Retweet, { ...v2Post, id: '3', author_id: undefined }));
  assert.equal(flat.posts.length, 2);
  assert.deepEqual(flat.posts[0].mentions, ['anna', '33']);
  assert.deepEqual(
    flat.rejected.map((row) => [row.line, row.code]),
    [[3, 'VALUE_MISSING']],
  );
});

test('X API v1.1: classic, extended, retweets, quotes, search answers, notices of the stream', async () => {
  const post = {
    created_at: 'Tue Nov 14 22:13:20 +0000 2023',
    id: 1720000000000000001n,
    id_str: '1720000000000000001',
    text: 'short…',
    user: { id_str: '11', screen_name: 'x' },
    entities: { urls: [], hashtags: [], user_mentions: [] },
    extended_tweet: {
      full_text: 'the whole text of it',
      entities: {
        urls: [{ url: 'https://t.co/a', expanded_url: 'https://a.example/1' }],
        hashtags: [{ text: 'Wahl' }],
        user_mentions: [{ screen_name: 'a', id_str: '22' }],
        media: [{ id_str: '77' }],
      },
      extended_entities: { media: [{ id_str: '77' }, { id_str: '78' }] },
    },
    in_reply_to_status_id_str: '98',
  };
  const retweet = { ...post, id_str: '2', retweeted_status: { id_str: '1' }, quoted_status_id_str: '5' };
  const quote = { ...post, id_str: '3', quoted_status_id_str: '5' };
  const text = [post, retweet, quote, { delete: { status: {} } }]
    .map((value) => JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner)))
    .join('\n');
  const { posts, rejected, notices } = await readContent(text);
  assert.equal(rejected.length, 0);
  assert.deepEqual(posts[0], {
    platform: 'x',
    postId: '1720000000000000001',
    accountId: '11',
    timeMicros: micros,
    text: 'the whole text of it',
    repostOf: undefined,
    isQuote: undefined,
    replyTo: '98',
    urls: ['https://a.example/1'],
    hashtags: ['Wahl'],
    mentions: ['22'],
    media: ['x-77', 'x-78'],
    objectId: undefined,
  });
  assert.deepEqual(
    posts.map((found) => [found.repostOf, found.isQuote]),
    [
      [undefined, undefined],
      ['1', undefined],
      ['5', true],
    ],
  );
  assert.ok(notices.some((notice) => notice.includes('1 deletions passed over')));
  const search = await readContent(JSON.stringify({ statuses: [{ ...post, id: 1 }], search_metadata: {} }));
  assert.equal(search.posts.length, 1);
});

test('a repost shares the original and nothing else; a quote shares its own words and links too', async () => {
  const { posts } = await readContent(JSON.stringify(page));
  assert.deepEqual(
    actionsOf(posts[1]).map((action) => action.object),
    [`x:${v2Post.id}`],
  );
  assert.deepEqual(actionsOf(posts[0]), [
    { layer: 'repost', object: 'x:99' },
    { layer: 'reply', object: 'x:98' },
    { layer: 'url', object: 'a.example/long' },
    { layer: 'domain', object: 'a.example' },
    { layer: 'hashtag', object: '#wahl' },
    { layer: 'media', object: 'x-3_77' },
    { layer: 'mention', object: 'x:22' },
    { layer: 'mention', object: 'x:33' },
  ]);
});
