// Whatever the bytes, reading ends with posts, rejected rows or an error of ours; and never depends on the chunks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { PollwardenError } from '../kernel/errors.ts';
import type { Post } from './post.ts';
import { actionsOf } from './layers/actions.ts';
import { shingleHashes } from './layers/near-text.ts';
import { readContent, type All } from './testing/read-all.ts';

const seeds: readonly string[] = [
  'object_id,account_id,content_id,timestamp_share\no1,a1,c1,1700000000\no1,"a2",c2,1700000001\r\no2,a1,c3,1700000002\n',
  'm1,u1,n,,m0,"see http://a.example/1, #x @b",1700000000,"[\'http://a.example/1\']"\nm2,u2,n,r1,,x,1700000001,\n',
  'account;time;text\na;2023-11-14T22:13:20Z;"words; and ""more"""\nb;2023-11-14T22:13:21Z;y\n',
  '{"platform":"x","post_id":"p1","account_id":"a","time":"2023-11-14T22:13:20Z","text":"é #x","urls":["https://a.example"]}\n{"platform":"x","post_id":"p2","account_id":"b","time":"2023-11-14T22:13:20Z"}\n',
  '{"name":"N","type":"public_channel","id":5,"messages":[{"id":1,"type":"message","date_unixtime":"1700000000","from_id":"channel5","text":["a",{"type":"link","text":"http://a.example"}]},{"id":2,"type":"service","date":"x"}]}',
  '{"data":[{"id":"1","author_id":"2","created_at":"2023-11-14T22:13:20.000Z","text":"t","entities":{"urls":[{"expanded_url":"https://a.example"}]},"referenced_tweets":[{"type":"retweeted","id":"9"}]}],"includes":{"users":[]}}\n',
  '[{"id":"1","uri":"https://h/1","created_at":"2023-11-14T22:13:20.000Z","account":{"acct":"a","url":"https://h/@a"},"content":"<p>x &amp; <a href=\\"https://a.example\\">y</a></p>","tags":[{"name":"t"}],"mentions":[],"media_attachments":[],"reblog":null}]',
  '{"did":"did:plc:a","time_us":1700000000000000,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"k","record":{"text":"x","facets":[{"features":[{"$type":"app.bsky.richtext.facet#tag","tag":"t"}]}]}}}\n',
  '{"id_str":"1","created_at":"Tue Nov 14 22:13:20 +0000 2023","user":{"id_str":"2"},"text":"x","entities":{"urls":[],"hashtags":[{"text":"t"}],"user_mentions":[]}}\n',
];

function checkPost(post: Post): void {
  assert.equal(typeof post.accountId, 'string');
  assert.ok(post.accountId !== '' && post.postId !== '' && post.platform !== '');
  assert.ok(Number.isSafeInteger(post.timeMicros) && post.timeMicros >= 0);
  for (const list of [post.urls, post.hashtags, post.mentions, post.media]) {
    assert.ok(Array.isArray(list) && list.every((item) => typeof item === 'string'));
  }
  for (const value of [post.text, post.objectId, post.repostOf, post.replyTo]) {
    assert.ok(value === undefined || typeof value === 'string');
  }
  for (const { object } of actionsOf(post)) assert.ok(object !== '');
  shingleHashes(post.text ?? '');
}

function check(found: All): void {
  assert.ok(found.error === undefined || found.error instanceof PollwardenError, String(found.error));
  found.posts.forEach(checkPost);
  for (const row of found.rejected) assert.ok(row.line >= 1 && row.reason !== '' && row.raw.length <= 2000);
  assert.ok(found.posts.length + found.rejected.length > 0 || found.error !== undefined || found.notices.length > 0);
}

test('the seeds themselves give posts', async () => {
  for (const seed of seeds) {
    const { posts, error, rejected } = await readContent(seed);
    assert.equal(error, undefined);
    assert.ok(posts.length > 0 && rejected.length === 0, seed);
  }
});

test('random bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => check(await readContent(bytes))),
    { numRuns: 500 },
  );
});

test('seeds with bytes changed, cut out, doubled', async () => {
  const changes = fc.array(
    fc.record({
      at: fc.nat(600),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('",;[]{}:\\\n\r\0 -9e'))),
      kind: fc.nat(3),
    }),
    { minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...seeds), changes, async (seed, list) => {
      let bytes = Buffer.from(seed);
      for (const { at, byte, kind } of list) {
        const place = at % bytes.length;
        if (kind === 0) bytes[place] = byte;
        else if (kind === 1)
          bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place)]);
        else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 3)]);
        else bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(Math.max(0, place - 20))]);
        if (bytes.length === 0) bytes = Buffer.from(' ');
      }
      check(await readContent(bytes));
    }),
    { numRuns: 1500 },
  );
});

test('JSON of any shape under the names that formats look for', async () => {
  const names = [
    'id',
    'id_str',
    'user',
    'data',
    'includes',
    'entities',
    'urls',
    'text',
    'created_at',
    'account',
    'acct',
    'uri',
    'content',
    'reblog',
    'tags',
    'messages',
    'type',
    'date_unixtime',
    'did',
    'kind',
    'time_us',
    'commit',
    'record',
    'collection',
    'operation',
    'rkey',
    'facets',
    'features',
    'embed',
    'author_id',
    'referenced_tweets',
    'statuses',
    'card',
    'mentions',
    'media_attachments',
    '__proto__',
    'account_id',
    'post_id',
    'time',
    'hashtags',
  ];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(
        'message',
        'commit',
        'create',
        'app.bsky.feed.post',
        'did:plc:a',
        '2023-11-14T22:13:20Z',
        1_700_000_000_000_000,
        '1700000000',
        null,
        true,
        -1,
        1e308,
        '',
        'x',
      ),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 8 }),
  }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(value, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(undefined, 'x-v1', 'x-v2', 'mastodon', 'telegram', 'bluesky-jetstream', 'generic'),
      async (values, format) => {
        check(await readContent(values.map((item) => JSON.stringify(item)).join('\n'), { format }));
        check(await readContent(JSON.stringify(values), { format }));
      },
    ),
    { numRuns: 700 },
  );
});

test('the posts do not depend on how the bytes arrive', async () => {
  const pack = fc.constantFrom((bytes: Buffer) => bytes, gzipSync, zstdCompressSync);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.integer({ min: 1, max: 40 }),
      pack,
      fc.nat(80),
      async (seed, chunk, packed, cut) => {
        const bytes = packed(Buffer.from(seed).subarray(0, Math.max(1, seed.length - cut)));
        const whole = await readContent(bytes);
        const pieces = await readContent(bytes, {}, chunk);
        assert.deepEqual(pieces, whole);
        check(whole);
      },
    ),
    { numRuns: 400 },
  );
});
