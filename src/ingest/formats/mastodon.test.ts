import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContent } from '../testing/read-all.ts';
import { htmlToText, linksInHtml } from './html.ts';

const iso = '2023-11-14T22:13:20.000Z';
const micros = 1_700_000_000_000_000;
const lines = (...values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

const account = { id: '1', username: 'anna', acct: 'Anna', url: 'https://social.example/@anna' };
const status = {
  id: '103',
  uri: 'https://social.example/users/anna/statuses/103',
  created_at: iso,
  account,
  in_reply_to_id: '100',
  content:
    '<p>Vote &amp; read <a href="https://a.example/x?a=1&amp;b=2" rel="nofollow">link</a><br>' +
    '<a href="https://other.example/@bob" class="u-url mention">@bob</a> ' +
    '<a href="https://social.example/tags/wahl" class="mention hashtag">#wahl</a></p><p>&#128512;</p>',
  tags: [{ name: 'wahl', url: 'https://social.example/tags/wahl' }],
  mentions: [{ id: '2', username: 'bob', acct: 'bob@other.example', url: 'https://other.example/@bob' }],
  card: { url: 'https://a.example/card', title: 'x' },
  media_attachments: [{ id: '9', type: 'image', blurhash: 'UABC', meta: { original: { width: 2, height: 3 } } }],
  reblog: null,
};

test('Mastodon: statuses per line, as array, in a search answer; reblogs and quotes', async () => {
  const reblog = {
    ...status,
    id: '104',
    uri: 'https://s2.example/users/c/statuses/1',
    account: { ...account, acct: 'Carl@s2.example' },
    reblog: status,
  };
  const quote = { ...status, uri: 'u3', quote: { state: 'accepted', quoted_status: { uri: 'u9' } } };
  for (const content of [
    lines(status, reblog, quote),
    JSON.stringify([status, reblog, quote]),
    JSON.stringify({ statuses: [status, reblog, quote] }),
  ]) {
    const { posts, rejected, error } = await readContent(content);
    assert.equal(error, undefined);
    assert.equal(rejected.length, 0);
    assert.deepEqual(posts[0], {
      platform: 'mastodon',
      postId: status.uri,
      accountId: 'anna@social.example',
      timeMicros: micros,
      text: 'Vote & read link\n@bob #wahl\n😀',
      repostOf: undefined,
      isQuote: undefined,
      replyTo: '100',
      urls: ['https://a.example/x?a=1&b=2', 'https://a.example/card'],
      hashtags: ['wahl'],
      mentions: ['bob@other.example'],
      media: ['blurhash-2x3-UABC'],
      objectId: undefined,
    });
    assert.deepEqual(
      [posts[1].repostOf, posts[1].accountId, posts[1].isQuote],
      [status.uri, 'carl@s2.example', undefined],
    );
    assert.deepEqual([posts[2].repostOf, posts[2].isQuote], ['u9', true]);
  }
});

test('HTML of statuses never fails and is read in linear time', () => {
  assert.equal(htmlToText('a<b'), 'a');
  assert.equal(htmlToText('&#0;&#1114112;&bogus;&lt;p&gt;'), '&#0;&#1114112;&bogus;<p>');
  assert.deepEqual(linksInHtml('<a href="javascript:x">'), []);
  const started = performance.now();
  for (const piece of ['<', '<a ', '<a href="', '&', '&#1', '>', '<a class="']) {
    const html = piece.repeat(200_000);
    htmlToText(html);
    linksInHtml(html);
  }
  assert.ok(performance.now() - started < 10_000);
});
