// Properties of cleaned URLs over random compositions: total, stable, and without the name wherever it is put.
import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanObject } from './pseudonym-ids.ts';
import { createPseudonyms } from './pseudonym.ts';
import { cleanUrl } from './pseudonym-urls.ts';
import { canonicalUrl } from './layers/canonical-url.ts';

const names = createPseudonyms(createSecretKey(Buffer.alloc(32, 3)));
const never = (): boolean => false;
const secret = 'zqsecret77';

const platforms = [
  'x.com',
  'www.twitter.com',
  'bsky.app',
  't.me',
  'm.facebook.com',
  'www.instagram.com',
  'www.tiktok.com',
];
const hosts = [...platforms, 'youtube.com', 'vk.com', 'www.linkedin.com', 'threads.net', 'reddit.com'];
const words = [
  'status',
  'posts',
  'profile',
  'users',
  'i',
  'web',
  'p',
  'reel',
  'c',
  's',
  'channel',
  'post',
  'lists',
  '',
  '..',
  '1',
];
const spelled = fc.constantFrom(
  secret,
  `@${secret}`,
  `%40${secret}`,
  secret.toUpperCase(),
  `${secret}@a.example`,
  `did:plc:${secret}`,
);

test('on platforms a name is nowhere left, whatever stands around it', () => {
  const part = fc.oneof(fc.constantFrom(...words), spelled);
  fc.assert(
    fc.property(
      fc.constantFrom(...hosts),
      fc.array(part, { maxLength: 5 }),
      spelled,
      fc.array(fc.constantFrom(...words), { maxLength: 3 }),
      fc.constantFrom('', '?a=', '?', '#', '/?x=1&y='),
      (host, before, name, after, tail) => {
        // After "hashtag" or "r" a topic stands; those words are not among the parts.
        const url = `https://${host}/${[...before, name, ...after].join('/')}${tail}${tail === '' ? '' : secret}`;
        assert.doesNotMatch(cleanUrl(names, url, never), new RegExp(secret, 'i'), url);
        const canonical = canonicalUrl(url);
        if (canonical === undefined) return;
        const object = cleanObject(names, 'x', 'pst_', 'url', canonical.url, never);
        assert.doesNotMatch(object, new RegExp(secret, 'i'), `${url} as ${canonical.url}`);
      },
    ),
    { seed: 1, numRuns: 3000 },
  );
});

test('elsewhere a name is nowhere left in user info, queries, fragments, after @ and after words that name people', () => {
  const place = fc.constantFrom(
    (name: string) => `https://${name}:pw@news.example/a`,
    (name: string) => `https://news.example/a?ref=${name}`,
    (name: string) => `https://news.example/a?q=1&long_${name}=${name}`.replace(`long_${name}`, 'z'),
    (name: string) => `https://news.example/a#${name}`,
    (name: string) => `https://news.example/@${name}/a-title`,
    (name: string) => `https://news.example/users/${name}`,
    (name: string) => `https://news.example/author/${name}/page/2`,
    (name: string) => `https://news.example/notes/${name}`,
    (name: string) => `https://archive.example/2024/https://x.com/${name}/status/1`,
    (name: string) => `https://archive.example/x?u=https://x.com/${name}`,
    (name: string) => `https://${name}.substack.com/p/a`,
  );
  fc.assert(
    fc.property(place, fc.constantFrom(secret, 'Z.q-Secret77x', 'zqsecret77.long.name'), (make, name) => {
      assert.doesNotMatch(cleanUrl(names, make(name), never), /z\.?q-?secret77/i, make(name));
    }),
    { seed: 2, numRuns: 500 },
  );
});

test('cleaning any text is total and gives the same answer twice', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.stringMatching(/^https?:\/\/[%@/?#:&=.a-z;]{0,60}$/),
  );
  fc.assert(
    fc.property(text, (url) => {
      const cleaned = cleanUrl(names, url, never);
      assert.equal(cleanUrl(names, url, never), cleaned);
      assert.ok(cleaned.length > 0);
    }),
    { seed: 3, numRuns: 3000 },
  );
});

test('hosts and words that are names in JavaScript are hosts and words', () => {
  for (const word of ['constructor', 'toString', '__proto__', 'valueOf']) {
    for (const url of [`https://${word}/a/1`, `https://www.${word}/a/1`, `https://a.example/www.${word}/users/a`]) {
      assert.match(cleanUrl(names, url, never), /^https:/, url);
      cleanObject(names, word, 'pst_a', 'repost', url, never);
    }
  }
});

test('no input makes it slow', () => {
  const hostile = [
    'https://'.repeat(20_000),
    `https://a/${'/@'.repeat(50_000)}`,
    `https://a/?${'&='.repeat(50_000)}`,
    '@'.repeat(100_000),
  ];
  for (const url of [...hostile, `https://${'a.'.repeat(50_000)}substack.com/`, `https://a/${'%40'.repeat(50_000)}`]) {
    const begin = performance.now();
    cleanUrl(names, url, never);
    assert.ok(performance.now() - begin < 2000, url.slice(0, 30));
  }
});
