// Pseudonyms: the same account everywhere, nothing that names people left, articles still readable.
import assert from 'node:assert/strict';
import { createHmac, createSecretKey } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cleanObject, cleanPostId } from './pseudonym-ids.ts';
import { existingKey, keyPath, openKey } from './pseudonym-key.ts';
import { base32, createPseudonyms } from './pseudonym.ts';
import { cleanHost, cleanUrl } from './pseudonym-urls.ts';

const key = createSecretKey(Buffer.alloc(32, 7));
const names = createPseudonyms(key);
const never = (): boolean => false;
const clean = (url: string): string => cleanUrl(names, url, never);

test('a pseudonym is the HMAC-SHA-256 of type, space and id, cut to 128 bits', () => {
  const digest = createHmac('sha256', key).update('acc\0x\0alice').digest();
  assert.equal(names.account('x', '@Alice'), `acc_${base32(digest.toString('latin1', 0, 16))}`);
  assert.match(names.account('x', 'alice'), /^acc_[a-z2-7]{26}$/);
});

test('base32 of RFC 4648, section 10', () => {
  const vectors = {
    '': '',
    f: 'my',
    fo: 'mzxq',
    foo: 'mzxw6',
    foob: 'mzxw6yq',
    fooba: 'mzxw6ytb',
    foobar: 'mzxw6ytboi',
  };
  for (const [text, expected] of Object.entries(vectors))
    assert.equal(base32(Buffer.from(text).toString('latin1')), expected);
});

test('the spellings of one account share its pseudonym; accounts of two platforms do not', () => {
  const alice = names.account('mastodon', 'alice@social.example');
  for (const spelling of [
    '@alice@social.example',
    'Alice@Social.Example',
    'https://social.example/@alice',
    'https://social.example/users/alice',
  ]) {
    assert.equal(names.account('mastodon', spelling), alice, spelling);
  }
  assert.equal(names.account('Twitter', 'Alice'), names.account('x', 'alice'));
  assert.equal(cleanPostId(names, 'Twitter', '5'), cleanPostId(names, 'x', '5'));
  assert.notEqual(names.account('x', 'alice'), names.account('telegram', 'alice'));
  assert.notEqual(names.account('table', 'Alice'), names.account('table', 'alice'));
});

test('account and post of a URL join with the ids of the platform', () => {
  const x = names.account('x', 'alice');
  const post = cleanPostId(names, 'x', '1799');
  assert.equal(clean('https://x.com/Alice/status/1799'), `https://x.com/${x}/status/${post}`);
  assert.equal(
    clean('https://mobile.twitter.com/alice/status/1799/photo/1').includes(`${x}/status/${post}/photo/`),
    true,
  );
  assert.equal(clean('https://x.com/i/web/status/1799'), `https://x.com/i/web/status/${post}`);
  const did = 'did:plc:abc123';
  const uri = `at://${did}/app.bsky.feed.post/3kxyz`;
  assert.equal(cleanPostId(names, 'bluesky', uri).split('/')[0], names.account('bluesky', did));
  const [account, record] = cleanPostId(names, 'bluesky', uri).split('/');
  assert.equal(
    clean(`https://bsky.app/profile/${did}/post/3kxyz`),
    `https://bsky.app/profile/${account}/post/${record}`,
  );
  const fediverse = names.account('mastodon', 'alice@social.example');
  const status = cleanPostId(names, 'mastodon', 'https://social.example/users/alice/statuses/11');
  assert.equal(status, cleanPostId(names, 'mastodon', 'https://social.example/@alice/11'));
  assert.equal(clean('https://social.example/@alice/11'), `https://social.example/@${status}`);
  assert.equal(status.split('/')[0], fediverse);
});

test('profiles and posts of known platforms hold no name', () => {
  const urls = [
    'https://x.com/secretname',
    'https://twitter.com/secretname/with_replies',
    'https://twitter.com/secretname/lists/secretname',
    'https://twitter.com/intent/user?screen_name=secretname',
    'https://x.com/search?q=from%3Asecretname',
    'https://bsky.app/profile/secretname.example.org',
    'https://bsky.app/profile/secretname.bsky.social/post/3k2',
    'https://t.me/secretname/55',
    'https://t.me/s/secretname',
    'https://www.facebook.com/secretname/posts/pfbid0secretname',
    'https://m.facebook.com/profile.php?id=secretname',
    'https://facebook.com/permalink.php?story_fbid=secretname&id=secretname',
    'https://facebook.com/people/secretname/100',
    'https://facebook.com/groups/secretname/permalink/1',
    'https://instagram.com/secretname/',
    'https://instagram.com/stories/secretname/1',
    'https://www.tiktok.com/@secretname/video/7',
    'https://youtube.com/@secretname',
    'https://youtube.com/channel/secretname',
    'https://youtube.com/c/secretname/videos',
    'https://youtube.com/user/secretname',
    'https://youtube.com/secretname',
    'https://social.example/@secretname@other.example/5',
    'https://social.example/users/secretname/statuses/5',
    'https://social.example/web/@secretname',
    'https://social.example/%40secretname/5',
    'https://medium.com/@secretname/title-123',
    'https://secretname.substack.com/p/title',
    'https://secretname.bsky.social/',
    'https://threads.net/@secretname/post/x',
    'https://vk.com/secretname',
    'https://reddit.com/user/secretname/comments/1',
    'https://linkedin.com/in/secretname',
    'https://news.example/author/secretname',
    'https://secretname:secretname@news.example/a',
    'https://news.example/a?utm=1&user=secretname',
    'https://news.example/a?secretname',
    'https://news.example/a#secretname',
    'https://news.example/a?next=https%3A%2F%2Fx.com%2Fsecretname',
    'https://web.archive.org/web/2024/https://x.com/secretname/status/1',
    'https://cdn.ampproject.org/c/s/x.com/secretname/status/1',
    'https://news.example/mail/secretname@mail.example',
    'https://x%2Ecom/secretname',
    'https:\\\\x.com\\secretname',
    'x.com/secretname',
    'javascript:secretname',
    'secretname',
    '//x.com/secretname',
    'HTTPS://X.COM/secretname',
    'https://x.com./secretname',
    'https://x.com:443/secretname',
    'https://x.com//secretname',
  ];
  for (const url of urls) assert.doesNotMatch(clean(url), /secretname/i, url);
});

test('articles, tags, communities and videos stay readable', () => {
  for (const url of [
    'https://news.example/2024/06/09/turnout-in-the-north.html',
    'https://news.example/politics/people/mayor',
    'https://news.example/a?page=2&lang=en&date=2024-06-09',
    'http://news.example/',
    'https://news.example',
    'https://youtube.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com/shorts/dQw4w9WgXcQ',
    'https://x.com/hashtag/election',
    'https://reddit.com/r/europe/',
    'https://bücher.example/übersicht',
  ]) {
    assert.equal(clean(url), url);
  }
  assert.equal(clean('https://news.example/a?id=123456').startsWith('https://news.example/a?id=val_'), true);
});

test('identifiers that the ingest has met are replaced in paths', () => {
  const seen = (piece: string): boolean => piece === 'alice_77';
  assert.doesNotMatch(cleanUrl(names, 'https://news.example/by/Alice_77/x', seen), /alice/i);
  assert.match(
    cleanUrl(names, 'https://news.example/by/Alice_77/x', seen),
    /^https:\/\/news\.example\/by\/val_\w+\/x$/,
  );
});

test('a URL is cleaned the same way twice, and cleaning is total', () => {
  const odd = [
    '',
    '?',
    '#',
    'https://',
    'https:///a',
    'https://a b/c',
    '%',
    'https://news.example/%zz',
    '\0',
    'http://[::1]/x',
  ];
  for (const url of [...odd, `https://a/${'https://'.repeat(50)}x.com/secretname`]) {
    assert.equal(clean(url), clean(url));
    assert.doesNotMatch(clean(url), /secretname/);
  }
  assert.equal(cleanHost(names, 'news.example'), 'news.example');
});

test('objects by layer', () => {
  const object = (layer: Parameters<typeof cleanObject>[3], text: string): string =>
    cleanObject(names, 'x', 'pst_own', layer, text, never);
  assert.equal(object('repost', '1799'), cleanPostId(names, 'x', '1799'));
  assert.equal(object('repost', 'x:1799'), cleanPostId(names, 'x', '1799'));
  assert.equal(object('reply', '1799'), cleanPostId(names, 'x', '1799'));
  assert.equal(object('mention', '@Alice'), names.account('x', 'alice'));
  assert.equal(object('text', 'anything'), 'pst_own');
  assert.equal(object('hashtags', 'vote now'), 'vote now');
  assert.equal(object('hashtag', 'thanks@alice'), `thanks@${names.account('x', 'alice')}`);
  assert.equal(object('url', 'news.example/a?page=2'), 'news.example/a?page=2');
  assert.equal(object('url', 'x.com/i/status/1799'), `x.com/i/status/${cleanPostId(names, 'x', '1799')}`);
  assert.equal(object('url', 'x.com/alice'), `x.com/${names.account('x', 'alice')}`);
  assert.equal(object('url', 'https://x.com/alice'), `https://x.com/${names.account('x', 'alice')}`);
  assert.match(object('object', 'RT-1799'), /^obj_/);
  assert.equal(object('object', 'https://news.example/a'), 'https://news.example/a');
  assert.match(object('media', 'abc'), /^med_/);
  assert.equal(object('domain', 'alice.substack.com'), `${names.account('substack.com', 'alice')}.substack.com`);
});

test('the key is made once, for the owner alone, and a file that is no key is refused', () => {
  const data = mkdtempSync(join(tmpdir(), 'pollwarden-key-'));
  try {
    assert.equal(existingKey(data, 'pseudonym'), undefined);
    const made = openKey(data, 'pseudonym');
    assert.ok(made.equals(openKey(data, 'pseudonym')));
    assert.ok(!made.equals(openKey(data, 'rejected')));
    assert.equal(statSync(keyPath(data, 'pseudonym')).mode & 0o777, 0o600);
    chmodSync(keyPath(data, 'pseudonym'), 0o644);
    openKey(data, 'pseudonym');
    assert.equal(statSync(keyPath(data, 'pseudonym')).mode & 0o777, 0o600);
    writeFileSync(keyPath(data, 'pseudonym'), 'short');
    assert.throws(() => openKey(data, 'pseudonym'), { code: 'FILE_UNREADABLE' });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
