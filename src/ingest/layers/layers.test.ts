import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Post } from '../post.ts';
import { actionsOf, foldHashtag, sharedTextOf } from './actions.ts';

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

const actions = (post: Partial<Post>): readonly string[] =>
  actionsOf({ ...empty, ...post }).map((action) => `${action.layer} ${action.object}`);

test('each layer gives its objects, each once', () => {
  assert.deepEqual(
    actions({
      objectId: 'o',
      replyTo: 'r',
      urls: ['https://a.example/x', 'http://www.a.example/x/', 'https://a.example/y', 'nonsense'],
      hashtags: ['#B', 'a', 'b'],
      mentions: ['@Anna', 'anna'],
      media: ['h1', 'h1', 'h2'],
      text: 'words',
    }),
    [
      'object o',
      'reply x:r',
      'url a.example/x',
      'url a.example/y',
      'domain a.example',
      'hashtag #b',
      'hashtag #a',
      'hashtags #b #a #b',
      'media h1',
      'media h2',
      'mention x:anna',
    ],
  );
});

test('empty cells are no objects', () => {
  assert.deepEqual(
    actions({
      objectId: '',
      repostOf: '',
      replyTo: '',
      urls: ['', '-', ' '],
      hashtags: ['', '#', ' '],
      mentions: ['', '@'],
      media: [''],
    }),
    [],
  );
});

test('a plain repost gives the original only; an object of the table stays', () => {
  const post = { repostOf: '1', objectId: 'o', urls: ['https://a.example'], hashtags: ['a'], text: 'x', replyTo: '2' };
  assert.deepEqual(actions(post), ['object o', 'repost x:1']);
  assert.equal(sharedTextOf({ ...empty, ...post }), undefined);
  assert.deepEqual(actions({ ...post, isQuote: true }).length, 6);
  assert.equal(sharedTextOf({ ...empty, ...post, isQuote: true }), 'x');
});

test('objects are free of the platform where the same thing can be on several', () => {
  const post = { urls: ['https://a.example/x'], hashtags: ['a', 'b'], media: ['h'] };
  assert.deepEqual(actions(post), actions({ ...post, platform: 'telegram' }));
  for (const own of [{ repostOf: '1' }, { replyTo: '1' }, { mentions: ['1'] }]) {
    assert.notDeepEqual(actions(own), actions({ ...own, platform: 'telegram' }));
  }
});

test('hashtags: the order counts in the sequence; width and case do not', () => {
  assert.ok(actions({ hashtags: ['a', 'b'] }).includes('hashtags #a #b'));
  assert.ok(actions({ hashtags: ['b', 'a'] }).includes('hashtags #b #a'));
  assert.equal(foldHashtag('＃Ｗａｈｌ'), '#wahl');
});
