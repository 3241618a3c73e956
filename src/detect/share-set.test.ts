import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { actionsOf } from '../ingest/layers/actions.ts';
import type { Post } from '../ingest/post.ts';
import { createDictionary, createNumbers, createPairSet } from './columns.ts';
import { createShareSetBuilder } from './share-set.ts';
import type { ShareSet } from './shares.ts';

const empty: Post = {
  platform: 'x',
  postId: 'p',
  accountId: 'a',
  timeMicros: 0,
  urls: [],
  hashtags: [],
  mentions: [],
  media: [],
};

function build(posts: readonly Partial<Post>[], layers?: Parameters<typeof createShareSetBuilder>[0]): ShareSet {
  const builder = createShareSetBuilder(layers);
  for (const post of posts) builder.add({ ...empty, ...post });
  return builder.finish();
}

/** Rows of a layer with names in place of numbers. */
function rows(set: ShareSet, layer: string): readonly (readonly (string | number)[])[] {
  const table = set.tables.find((candidate) => candidate.layer === layer);
  if (table === undefined) return [];
  return Array.from({ length: table.count }, (_, i) => [
    set.accounts[table.account[i]],
    set.posts[table.post[i]],
    table.objects[table.object[i]],
    table.time[i],
  ]);
}

test('shares in the order of the input, in seconds, with the ids of the file', () => {
  const set = build([
    { platform: 'table', postId: 'c1', accountId: 'a1', objectId: 'o1', timeMicros: 1_700_000_000_250_000 },
    { platform: 'table', postId: 'c2', accountId: 'a2', objectId: 'o1', timeMicros: 1_600_000_000_000_000 },
    { platform: 'table', postId: 'c3', accountId: 'a1', timeMicros: 0 },
  ]);
  assert.deepEqual(rows(set, 'object'), [
    ['a1', 'c1', 'o1', 1_700_000_000.25],
    ['a2', 'c2', 'o1', 1_600_000_000],
  ]);
  assert.deepEqual(
    set.tables.map((table) => table.layer),
    ['object'],
  );
  assert.ok(set.tables[0].account instanceof Uint32Array && set.tables[0].time instanceof Float64Array);
  assert.deepEqual([set.tables[0].account.length, set.tables[0].object.length, set.tables[0].post.length], [2, 2, 2]);
});

test('several platforms: names carry theirs, objects that can be the same are the same', () => {
  const set = build([
    { platform: 'x', postId: '1', accountId: 'a', urls: ['https://e.example/x?utm_source=1'], repostOf: undefined },
    { platform: 'telegram', postId: '1', accountId: 'a', urls: ['http://www.e.example/x'] },
    { platform: 'x', postId: '2', accountId: 'a', replyTo: '9' },
  ]);
  assert.deepEqual(set.accounts, ['x:a', 'telegram:a']);
  assert.deepEqual(set.posts, ['x:1', 'telegram:1', 'x:2']);
  assert.deepEqual(set.platforms, ['x', 'telegram']);
  assert.deepEqual(
    rows(set, 'url').map((row) => row[2]),
    ['e.example/x', 'e.example/x'],
  );
  assert.deepEqual(rows(set, 'reply'), [['x:a', 'x:2', 'x:9', 0]]);
});

test('the same post and object in the same layer is added once, and counted', () => {
  const builder = createShareSetBuilder();
  const post = { ...empty, urls: ['https://e.example/x', 'https://e.example/y'], objectId: 'o' };
  builder.add(post);
  builder.add(post);
  builder.add({ ...post, urls: ['https://e.example/z'] });
  builder.add({ ...post, platform: 'telegram' });
  const set = builder.finish();
  assert.equal(rows(set, 'url').length, 5);
  assert.equal(rows(set, 'object').length, 2);
  assert.equal(builder.duplicates(), 6);
});

const words = 'the polling station in our street closes at noon today';

test('near-duplicate texts are one object with a name that does not depend on the order', () => {
  const posts = [
    { postId: '1', accountId: 'a', text: words },
    { postId: '2', accountId: 'b', text: `${words.toUpperCase()}!! https://t.co/x` },
    { postId: '3', accountId: 'c', text: `${words} folks` },
    { postId: '4', accountId: 'd', text: 'something else entirely that nobody would confuse with it' },
    { postId: '5', accountId: 'e', text: 'too short' },
    { postId: '6', accountId: 'f', text: words, repostOf: '1' },
  ];
  const set = build(posts);
  const texts = rows(set, 'text');
  assert.deepEqual(
    texts.map((row) => row[1]),
    ['1', '2', '3', '4'],
  );
  assert.equal(new Set(texts.slice(0, 3).map((row) => row[2])).size, 1);
  assert.notEqual(texts[3][2], texts[0][2]);
  const sample = set.sampleOf?.(String(texts[0][2]));
  assert.ok(sample !== undefined && sample.length > 20);
  assert.equal(set.sampleOf?.('text:unknown'), undefined);
  const back = build(posts.toReversed());
  const turned = rows(back, 'text');
  assert.equal(back.sampleOf?.(String(texts[0][2])), sample);
  assert.deepEqual(new Map(turned.map((row) => [row[1], row[2]])), new Map(texts.map((row) => [row[1], row[2]])));
});

test('only the layers that are wanted', () => {
  const post = { text: words, urls: ['https://e.example/x'], hashtags: ['a', 'b'] };
  assert.deepEqual(
    build([post], { layers: ['url', 'hashtags'] }).tables.map((table) => table.layer),
    ['url', 'hashtags'],
  );
  assert.deepEqual(
    build([post]).tables.map((table) => table.layer),
    ['url', 'domain', 'hashtags', 'hashtag', 'text'],
  );
});

test('the tables hold exactly the distinct actions of the posts', () => {
  const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
  const post = fc.record({
    platform: fc.constantFrom('x', 'y'),
    postId: name,
    accountId: name,
    objectId: name,
    hashtags: fc.array(name, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(post, { maxLength: 30 }), (posts) => {
      const set = build(posts);
      const several = new Set(posts.map((one) => one.platform)).size > 1;
      for (const layer of ['object', 'hashtag', 'hashtags'] as const) {
        const expected = new Set(
          posts.flatMap((one) =>
            actionsOf({ ...empty, ...one })
              .filter((action) => action.layer === layer)
              .map((action) => `${several ? `${one.platform}:` : ''}${one.postId} ${action.object}`),
          ),
        );
        assert.deepEqual(
          rows(set, layer)
            .map((row) => `${row[1]} ${row[2]}`)
            .sort(),
          [...expected].sort(),
        );
      }
    }),
    { numRuns: 200 },
  );
});

test('columns grow; sets of pairs and dictionaries hold what was put in', () => {
  const numbers = createNumbers();
  const pairs = createPairSet();
  const names = createDictionary();
  for (let i = 0; i < 20_000; i++) {
    numbers.push(i);
    assert.ok(pairs.add(i % 150, Math.floor(i / 150)));
    assert.equal(names.indexOf(`name-${i}`), i);
  }
  for (let i = 0; i < 20_000; i++) assert.ok(!pairs.add(i % 150, Math.floor(i / 150)));
  assert.equal(numbers.array()[19_999], 19_999);
  assert.equal(numbers.length(), 20_000);
  assert.equal(names.indexOf('name-7'), 7);
  assert.equal(names.names().length, 20_000);
});
