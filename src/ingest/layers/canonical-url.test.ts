import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalUrl, plainHost } from './canonical-url.ts';

const same: Readonly<Record<string, readonly string[]>> = {
  'example.org/page?a=1&b=2': [
    'https://example.org/page?a=1&b=2',
    'http://www.example.org/page/?b=2&a=1',
    'HTTPS://Example.ORG:443/page?a=1&b=2#part',
    'http://m.example.org:80/page?utm_source=x&a=1&fbclid=y&b=2&UTM_Medium=z',
    'https://amp.example.org/page?b=2&a=1&#:~:text=x',
    'https://user:secret@mobile.example.org/page?a=1&b=2',
    '//example.org/page?a=1&b=2',
    'example.org/page?a=1&b=2',
    ' https://www.m.example.org/%70age?a=1&b=2&gclid=1&igshid=2&ref=tw&CMP=x&feed_id=3 ',
    'https://www.google.com/amp/s/www.example.org/page?a=1&b=2',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fpage%3Fa%3D1%26b%3D2&h=abc',
    'https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fpage%3Fb%3D2%26a%3D1',
  ],
  'example.org': ['https://example.org', 'http://www.example.org/', 'https://example.org//', 'example.org'],
  'example.org#!/news/1': ['https://example.org/#!/news/1', 'http://example.org#!/news/1'],
  'example.org/a%2Fb': ['https://example.org/a%2fb', 'https://example.org/a%2Fb/'],
  'example.org:8080/x': ['http://example.org:8080/x', 'example.org:8080/x'],
  'xn--bcher-kva.example/x': ['https://bücher.example/x', 'https://xn--bcher-kva.example/x'],
  'en.wikipedia.org/wiki/Vote': ['https://en.m.wikipedia.org/wiki/Vote', 'https://en.wikipedia.org/wiki/Vote'],
  'youtube.com/watch?v=dQw4w9WgXcQ': [
    'https://youtu.be/dQw4w9WgXcQ?si=abc',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10s&list=x',
    'https://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ',
    'https://www.youtube.com/shorts/dQw4w9WgXcQ',
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
  ],
  'x.com/i/status/1234': [
    'https://twitter.com/anna/status/1234?s=20',
    'https://x.com/bob/status/1234/photo/1',
    'https://mobile.twitter.com/i/web/status/1234',
    'https://www.x.com/anna/statuses/1234',
  ],
  'x.com/anna': ['https://twitter.com/Anna', 'http://www.twitter.com/anna/'],
  't.me/news/12': ['https://t.me/s/News/12', 'https://telegram.me/news/12?single', 'http://t.me/news/12/'],
  't.me/+AbC': ['https://t.me/+AbC'],
};

test('the ways to write one link give one form', () => {
  for (const [form, ways] of Object.entries(same)) {
    for (const way of ways) assert.equal(canonicalUrl(way)?.url, form, way);
  }
});

test('different pages stay different', () => {
  const forms = Object.keys(same).map((form) => canonicalUrl(`https://${form}`)?.url);
  assert.deepEqual(forms, Object.keys(same));
  assert.notEqual(canonicalUrl('https://e.example/A')?.url, canonicalUrl('https://e.example/a')?.url);
  assert.notEqual(canonicalUrl('https://e.example/?id=1')?.url, canonicalUrl('https://e.example/?id=2')?.url);
});

test('domains are hosts without www and mobile prefixes, never less than a name and its top level', () => {
  assert.equal(canonicalUrl('https://www.bbc.co.uk/news')?.domain, 'bbc.co.uk');
  assert.equal(plainHost('m.me'), 'm.me');
  assert.equal(plainHost('amp.dev'), 'amp.dev');
  assert.equal(plainHost('www.com'), 'www.com');
  assert.equal(plainHost('www.m.example.org.'), 'example.org');
});

test('what is no link is none', () => {
  for (const text of [
    '',
    '-',
    'x',
    'hello world',
    'mailto:a@b.example',
    'javascript:alert(1)',
    'ftp://a.example/x',
    'http://',
    'http://localhost/x',
    'https://a b.example',
    `https://a.example/${'x'.repeat(5000)}`,
  ]) {
    assert.equal(canonicalUrl(text), undefined, text.slice(0, 40));
  }
});

test('the form is its own form, and no text makes it fail', () => {
  const urls = fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  fc.assert(
    fc.property(urls, (url) => {
      const once = canonicalUrl(url);
      if (once !== undefined) assert.equal(canonicalUrl(once.url)?.url, once.url, url);
    }),
    { numRuns: 2000 },
  );
});

test('redirectors within redirectors end', () => {
  let url = 'https://a.example/x';
  for (let i = 0; i < 6; i++) url = `https://l.facebook.com/l.php?u=${encodeURIComponent(url)}`;
  assert.equal(typeof canonicalUrl(url)?.url, 'string');
});
