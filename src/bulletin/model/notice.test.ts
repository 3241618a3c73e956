// A notice is what was signed as one, and nothing else is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isInForce, type Notice, noticeText, parseNotice } from './notice.ts';

const notice: Notice = {
  format: 'pollwarden-notice/1',
  election: 'demo',
  log: 'log.example/demo',
  from: '2026-06-01T00:00:00.000Z',
  until: '2026-06-20T00:00:00.000Z',
  texts: { en: 'Under attack.', fr: 'Attaque en cours.' },
  channels: ['https://mirror.example/', 'the radio'],
};

test('what was written is read, in the one form', () => {
  assert.deepEqual(parseNotice(noticeText(notice)), { ok: true, value: notice });
  const refused = [
    'log.example/demo\n12\nAAAA\n',
    noticeText(notice).replace('{"channels"', '{ "channels"'),
    noticeText({ ...notice, until: notice.from }),
    noticeText({ ...notice, texts: { fr: 'x' } }),
    noticeText({ ...notice, texts: { en: 'x', english: 'y' } }),
    noticeText({ ...notice, channels: Array.from({ length: 21 }, () => 'x') }),
    noticeText({ ...notice, texts: { en: 'x'.repeat(2001) } }),
    noticeText(notice).slice(0, -1),
  ];
  for (const text of refused) assert.equal(parseNotice(text).ok, false, text.slice(0, 80));
});

test('no text of a stranger throws, and none that was changed is the same notice', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof parseNotice(`pollwarden-notice/1\n${text}\n`).ok === 'boolean'));
  const text = noticeText(notice);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      const read = parseNotice(changed);
      return changed === text || !read.ok || noticeText(read.value) === changed;
    }),
  );
});

test('it is in force from its beginning up to its end', () => {
  const at = (iso: string): boolean => isInForce(notice, Date.parse(iso));
  assert.deepEqual(['2026-05-31T23:59:59Z', notice.from, '2026-06-19T23:59:59Z', notice.until].map(at), [
    false,
    true,
    true,
    false,
  ]);
});
