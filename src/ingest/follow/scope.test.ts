// What is within a scope, and what is dropped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Post } from '../post.ts';
import { createScopeFilter } from './scope.ts';

const post = (over: Partial<Post>): Post => ({
  platform: 'x',
  postId: Math.random().toString(36),
  accountId: 'a',
  timeMicros: 1e15,
  urls: [],
  hashtags: [],
  mentions: [],
  media: [],
  ...over,
});

const scope = {
  objects: ['paper.example', 'https://gov.example/vote', '#Wahl2026'],
  topics: ['polling station', '#turnout'],
};

test('domains with their subdomains, URLs with what is below, hashtags, words that stand together', () => {
  const within = createScopeFilter(scope, (platform, id) => `${platform} ${id}`);
  const inside: readonly Partial<Post>[] = [
    { urls: ['https://www.paper.example/a?utm_source=x'] },
    { urls: ['http://news.paper.example/'] },
    { urls: ['https://gov.example/vote/where?x=1'] },
    { urls: ['https://other.example', 'https://gov.example/vote'] },
    { hashtags: ['wahl2026'] },
    { hashtags: ['#TURNOUT'] },
    { text: 'Go to the POLLING   station!' },
    { text: 'рolling station' },
    { objectId: 'https://paper.example/b' },
  ];
  for (const one of inside) assert.equal(within.has(post(one)), true, JSON.stringify(one));
  const outside: readonly Partial<Post>[] = [
    {},
    { urls: ['https://notpaper.example/a', 'https://paper.example.evil.example', 'nonsense'] },
    { urls: ['https://gov.example/voters', 'https://gov.example/'] },
    { hashtags: ['wahl', 'wahl20266'] },
    { text: 'polling at the station, stations polling' },
    { text: 'Wahl2026 without its sign' },
    { repostOf: '77' },
  ];
  for (const one of outside) assert.equal(within.has(post(one)), false, JSON.stringify(one));
});

test('a repost of what has passed passes', () => {
  const within = createScopeFilter(scope, (platform, id) => `${platform} ${id}`);
  assert.equal(within.has(post({ postId: '1', hashtags: ['turnout'] })), true);
  assert.equal(within.has(post({ postId: '2', repostOf: '1' })), true);
  assert.equal(within.has(post({ postId: '3', repostOf: '2' })), true);
  assert.equal(within.has(post({ platform: 'mastodon', postId: '4', repostOf: '1' })), false);
});
