import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContent } from '../testing/read-all.ts';
import { hashtagsInText, listOf, mentionsInText, urlsInText, urlsOf } from './cells.ts';

const micros = 1_700_000_000_000_000;

test('CooRTweet: its four columns in any order, others left alone, NA is nothing', async () => {
  const { posts, rejected, notices } = await readContent(
    'content_id,x,object_id,account_id,timestamp_share\nc1,9,o1,a1,1700000000\nc2,9,NA,a2,1700000000\nc3,9,o1,NA,1700000000\n',
  );
  assert.deepEqual(
    posts.map((post) => [post.postId, post.objectId, post.accountId, post.timeMicros, post.platform]),
    [
      ['c1', 'o1', 'a1', micros, 'table'],
      ['c2', undefined, 'a2', micros, 'table'],
    ],
  );
  assert.deepEqual(
    rejected.map((row) => [row.line, row.code]),
    [[4, 'VALUE_MISSING']],
  );
  assert.deepEqual(notices, ['posts: read as CSV, a table of CooRTweet; times in seconds']);
});

const cnt =
  'm1,u1,name,,m0,"see http://a.example/1 now #Vote @bob",1700000000,"[\'http://a.example/1\', \'http://b.example/2\']"\n';

test('CNT: with a header and without one, lists of URLs as Python writes them', async () => {
  const header = 'message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n';
  for (const content of [header + cnt, cnt]) {
    const { posts, rejected } = await readContent(content);
    assert.equal(rejected.length, 0);
    assert.deepEqual(posts, [
      {
        platform: 'table',
        postId: 'm1',
        accountId: 'u1',
        timeMicros: micros,
        text: 'see http://a.example/1 now #Vote @bob',
        repostOf: undefined,
        isQuote: undefined,
        replyTo: 'm0',
        urls: ['http://a.example/1', 'http://b.example/2'],
        hashtags: ['Vote'],
        mentions: ['bob'],
        media: [],
        objectId: undefined,
      },
    ]);
  }
});

test('CNT: compatCnt splits at single spaces, but an empty cell is no URL', async () => {
  const rows = 'm1,u1,n,,,x,1700000000,http://a http://b\nm2,u1,n,,,x,1700000000,\nm3,u1,n,,,x,1700000000,-\n';
  const { posts } = await readContent(rows, { compatCnt: true });
  assert.deepEqual(
    posts.map((post) => post.urls),
    [['http://a', 'http://b'], [], ['-']],
  );
  const native = await readContent(rows);
  assert.deepEqual(
    native.posts.map((post) => post.urls),
    [['http://a', 'http://b'], [], []],
  );
});

test('generic: a mapping, separators, times with a zone told, ids made where there are none', async () => {
  const content = 'Wer;Wann;Was;Link\nanna;2023-11-14 23:13:20;"Hallo; Welt";https://a.example/x\n';
  const map = { account: 'Wer', time: 'Wann', text: 'Was', urls: 'Link', zone: '+01:00' };
  const first = await readContent(content, { map });
  const again = await readContent(`${content}\n`, { map });
  assert.equal(first.posts[0].timeMicros, micros);
  assert.equal(first.posts[0].text, 'Hallo; Welt');
  assert.deepEqual(first.posts[0].urls, ['https://a.example/x']);
  assert.equal(first.posts[0].postId, again.posts[0].postId);
  assert.match(first.posts[0].postId, /^row-[0-9a-f]{24}$/);
});

test('generic: common names of columns without a mapping, as table and as JSON', async () => {
  const csv = await readContent('id,user.id,created_at,full text,url\n1,u,2023-11-14T22:13:20Z,x,a.example/b\n');
  assert.equal(csv.error, undefined);
  assert.deepEqual(
    [csv.posts[0].accountId, csv.posts[0].timeMicros, csv.posts[0].urls],
    ['u', micros, ['a.example/b']],
  );
  const json = await readContent(
    '{"rows":[{"id":12345678901234567890,"user":{"id":7},"created_at":1700000000000,"url":["https://a"]}]}',
  );
  assert.deepEqual(
    json.posts.map((post) => [post.postId, post.accountId, post.timeMicros, post.urls]),
    [['12345678901234567890', '7', micros, ['https://a']]],
  );
});

test('our own rows of JSON lines', async () => {
  const row = {
    platform: 'x',
    post_id: 'p1',
    account_id: 'a1',
    time: '2023-11-14T22:13:20.000Z',
    text: 'words',
    urls: ['https://a.example/'],
    hashtags: ['eins', 'zwei'],
    mentions: ['m'],
    repost_of: null,
    reply_to: 'p0',
    media: ['h'],
  };
  const { posts, notices } = await readContent(
    `${JSON.stringify(row)}\n${JSON.stringify({ ...row, repost_of: 'p9' })}\n`,
  );
  assert.deepEqual(posts[0], {
    platform: 'x',
    postId: 'p1',
    accountId: 'a1',
    timeMicros: micros,
    text: 'words',
    repostOf: undefined,
    isQuote: undefined,
    replyTo: 'p0',
    urls: ['https://a.example/'],
    hashtags: ['eins', 'zwei'],
    mentions: ['m'],
    media: ['h'],
    objectId: undefined,
  });
  assert.equal(posts[1].repostOf, 'p9');
  assert.deepEqual(notices, ['posts: read as JSON lines, posts of Pollwarden; times in ISO 8601']);
});

test('a missing column is named, with those there are', async () => {
  for (const [content, options, words] of [
    ['when,what\n1,2\n', {}, /COLUMN_MISSING.*account and time.*when, what.*--map/],
    ['account_id,timestamp\n1,1700000000\n', {}, /COLUMN_MISSING.*one of object, text/],
    ['a,b\n1,2\n', { map: { account: 'a', time: 'c', text: 'b' } }, /posts:1: COLUMN_MISSING.*c; the columns are a, b/],
    ['a,b\n1,2\n', { format: 'coortweet' }, /COLUMN_MISSING.*object_id/],
    ['a,b\n1,2\n', { map: { acount: 'a' } }, /USAGE.*not acount/],
    ['{"a":1}\n', {}, /COLUMN_MISSING/],
  ] as const) {
    const { error } = await readContent(content, options);
    assert.match(String(error), words, content);
  }
});

test('lists and URLs as cells hold them', () => {
  assert.deepEqual(listOf('a, b;c|d  e'), ['a', 'b', 'c', 'd', 'e']);
  assert.deepEqual(listOf('["a","b c"]'), ['a', 'b c']);
  assert.deepEqual(listOf("['a', u'b']"), ['a', 'b']);
  assert.deepEqual(listOf('[]'), []);
  assert.deepEqual(urlsOf('http://a.example/x,http://b.example/y'), ['http://a.example/x', 'http://b.example/y']);
  assert.deepEqual(
    urlsOf('["http:\\/\\/a.example\\/x?a=1,2"]'),
    ['http:\\/\\/a.example\\/x?a=1,2'].map((url) => url.replaceAll('\\', '')),
  );
  assert.deepEqual(urlsOf('a.example/x b.example'), ['a.example/x', 'b.example']);
  for (const nothing of ['', ' ', '-', '[]', 'NA', 'nan', 'None', undefined, null, 3])
    assert.deepEqual(urlsOf(nothing), []);
  assert.deepEqual(urlsInText('See (https://a.example/x_(y)), and https://b.example/?u=https://c.example/.'), [
    'https://a.example/x_(y)',
    'https://b.example/?u=https://c.example/',
  ]);
  assert.deepEqual(urlsInText('nothing here'), []);
});

test('hashtags and mentions in words', () => {
  assert.deepEqual(hashtagsInText('#Wahl2024 #été, ＃選挙 #123 a#b &#39; #x_y'), ['Wahl2024', 'été', '選挙', 'x_y']);
  assert.deepEqual(mentionsInText('@anna and @bob@host.example, mail@host.example'), ['anna', 'bob@host.example']);
});

test('cells of any size are read in linear time', () => {
  const started = performance.now();
  for (const piece of [
    '=http://',
    'http://',
    'http://a..........',
    '#',
    '#1',
    '@',
    '@a.',
    '[',
    "['",
    '%',
    ')))',
    'a.',
  ]) {
    const cell = piece.repeat(1_000_000 / piece.length);
    urlsOf(cell);
    urlsInText(cell);
    listOf(`[${cell}]`);
    hashtagsInText(cell);
    mentionsInText(cell);
  }
  assert.ok(performance.now() - started < 20_000);
});
