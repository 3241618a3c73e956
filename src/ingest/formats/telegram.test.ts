import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContent } from '../testing/read-all.ts';

const micros = 1_700_000_000_000_000;

test('Telegram Desktop: entities, forwards, replies, channels, escapes that are no JSON', async () => {
  const message = {
    id: 7,
    type: 'message',
    date: '2023-11-14T23:13:20',
    date_unixtime: '1700000000',
    from: 'News',
    from_id: 'channel5',
    reply_to_message_id: 3,
    forwarded_from: 'Origin',
    text: ['Read ', { type: 'link', text: 'https://a.example/x' }, ' ', { type: 'hashtag', text: '#wahl' }],
    text_entities: [
      { type: 'plain', text: 'Read ' },
      { type: 'link', text: 'https://a.example/x' },
      { type: 'text_link', text: 'here', href: 'https://b.example/' },
      { type: 'hashtag', text: '#wahl' },
      { type: 'mention', text: '@Bob' },
      { type: 'mention_name', text: 'Carl', user_id: 33 },
    ],
  };
  const older = {
    id: 8,
    type: 'message',
    date_unixtime: '1700000000',
    text: ['old ', { type: 'link', text: 'https://c.example' }],
  };
  const chat = {
    name: 'News',
    type: 'public_channel',
    id: 5,
    messages: [
      { id: 1, type: 'service', date: 'x', action: 'pin' },
      message,
      older,
      { ...older, id: 9, date_unixtime: undefined, date: '2023-11-14T23:13:20' },
    ],
  };
  const content = JSON.stringify(chat, null, 1).replace('"old ', '"old\\x0B ');
  const { posts, rejected, notices, error } = await readContent(content);
  assert.equal(error, undefined);
  assert.equal(posts.length, 2);
  const { repostOf, ...first } = posts[0];
  assert.match(String(repostOf), /^Origin\/[0-9a-f]{16}$/);
  assert.deepEqual(first, {
    platform: 'telegram',
    postId: '5/7',
    accountId: 'channel5',
    timeMicros: micros,
    text: 'Read https://a.example/xhere#wahl@BobCarl',
    isQuote: undefined,
    replyTo: '5/3',
    urls: ['https://a.example/x', 'https://b.example/'],
    hashtags: ['wahl'],
    mentions: ['bob', '33'],
    media: [],
    objectId: undefined,
  });
  assert.deepEqual(
    [posts[1].accountId, posts[1].text, posts[1].urls],
    ['channel5', 'old\v https://c.example', ['https://c.example']],
  );
  assert.deepEqual(
    rejected.map((row) => [row.line, row.code]),
    [[4, 'TIME_INVALID']],
  );
  assert.ok(notices.some((notice) => notice.includes('1 messages of type service passed over')));
  for (const other of [JSON.stringify(chat), JSON.stringify({ about: '', chats: { list: [chat] } })]) {
    const found = await readContent(other);
    assert.deepEqual(
      found.posts.map((post) => post.postId),
      ['5/7', '5/8'],
    );
  }
});
