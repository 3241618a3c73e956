// Calendar, lists as text and what they match.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PollwardenError } from '../kernel/errors.ts';
import { readAccountEntry } from './account-entry.ts';
import { checkCalendar, type Election, phaseAt } from './calendar.ts';
import { createMatcher } from './match.ts';
import { readWatchItems } from './read-list.ts';
import type { WatchItem, WatchKind } from './watchlist.ts';

const election: Election = {
  name: 'European election',
  timeZone: 'Europe/Brussels',
  phases: [
    { phase: 'campaign', from: '2026-05-01', to: '2026-06-07' },
    { phase: 'voting', from: '2026-06-07', to: '2026-06-07' },
    { phase: 'tally', from: '2026-06-07', to: '2026-06-08' },
  ],
};

void test('a phase holds by the days of its own time zone, the later where several hold', () => {
  const at = (text: string): string | undefined => phaseAt([election], Date.parse(text))?.phase;
  assert.equal(at('2026-04-30T21:59:59Z'), undefined);
  assert.equal(at('2026-04-30T22:00:00Z'), 'campaign');
  assert.equal(at('2026-06-06T22:00:00Z'), 'tally');
  assert.equal(at('2026-06-08T21:59:59Z'), 'tally');
  assert.equal(at('2026-06-08T22:00:00Z'), undefined);
});

void test('a calendar with a day, a zone or an order that cannot be is refused by name', () => {
  const refused = (change: Partial<Election>, words: RegExp): void =>
    assert.throws(() => checkCalendar([{ ...election, ...change }]), words);
  refused({ timeZone: 'Europe/Atlantis' }, /CALENDAR_INVALID.*European election.*Europe\/Atlantis/);
  refused({ phases: [{ phase: 'voting', from: '2026-02-30', to: '2026-03-01' }] }, /2026-02-30 is no day/);
  refused({ phases: [{ phase: 'voting', from: '2026-03-02', to: '2026-03-01' }] }, /ends before/);
  assert.throws(() => checkCalendar([election, election]), /twice/);
  checkCalendar([election]);
});

void test('lists are read line by line, as CSV with forms, and as JSON', () => {
  const items: readonly WatchItem[] = [
    { form: 'hashtag', value: '#Vote2026' },
    { form: 'domain', value: 'vote.example' },
    { form: 'url', value: 'https://vote.example/how' },
    { form: 'word', value: 'polling station' },
  ];
  assert.deepEqual(
    readWatchItems('topic', '#Vote2026\r\nvote.example\n\nhttps://vote.example/how\npolling station\n'),
    items,
  );
  assert.deepEqual(
    readWatchItems('topic', `form,value\n${items.map((i) => `${i.form},"${i.value}"`).join('\n')}`),
    items,
  );
  assert.deepEqual(readWatchItems('topic', `\uFEFF${JSON.stringify(items)}`), items);
  assert.deepEqual(readWatchItems('officialName', '"Commission, electoral"'), [
    { form: 'name', value: 'Commission, electoral' },
  ]);
});

const faults: readonly (readonly [WatchKind, string, RegExp])[] = [
  ['topic', '', /holds no item/],
  ['topic', 'good word\n\nname,x', /line 3: "name" is none of word, hashtag, url, domain/],
  ['topic', 'hashtag,"open', /line 1: a quote is not closed/],
  ['topic', 'a,b,c', /line 1: has more than two columns/],
  ['officialName', 'domain,no domain', /line 1: "no domain" is no domain/],
  ['officialName', 'ab', /line 1: "ab" is too short/],
  ['account', 'x:two words', /line 1: .* holds a blank/],
  ['topic', '[1]', /item 1 is neither/],
  ['topic', '[{"form":"person","value":"x"}]', /"person" is none of/],
  ['topic', '[', /not JSON/],
  ['topic', 'w'.repeat(501), /longer than 500/],
];
for (const [kind, text, words] of faults) {
  void test(`a list with a fault is refused at its place: ${text.slice(0, 20)}`, () => {
    assert.throws(() => readWatchItems(kind, text), words);
  });
}

void test('any text is a list or a named refusal', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom<WatchKind>('topic', 'officialName', 'account'),
      (text, kind) => {
        try {
          assert.ok(readWatchItems(kind, text).length > 0);
        } catch (error) {
          assert.ok(error instanceof PollwardenError && error.code === 'WATCHLIST_INVALID');
        }
      },
    ),
    { numRuns: 1000 },
  );
});

const list = (kind: WatchKind, name: string, text: string) =>
  ({ id: name, kind, name, note: '', items: readWatchItems(kind, text), createdAt: 0, updatedAt: 0 }) as const;

void test('objects touch lists by domain, link, hashtag and whole words; never by a part of a word', () => {
  const { touches } = createMatcher([
    list('officialName', 'Authority', 'elections.example\nElectoral Commission'),
    list('topic', 'Voting', '#Vote2026\nhttps://news.example/vote\npolling station\na.*b c'),
  ]);
  const touched = (layer: string, object: string, sample: string | null = null): readonly string[] =>
    touches({ layer, object, sample });
  assert.deepEqual(touched('domain', 'elections.example'), ['Authority']);
  assert.deepEqual(touched('domain', 'results.elections.example'), ['Authority']);
  assert.deepEqual(touched('domain', 'notelections.example'), []);
  assert.deepEqual(touched('url', 'elections.example/a?b=1'), ['Authority']);
  assert.deepEqual(touched('url', 'evil.example/elections.example'), []);
  assert.deepEqual(touched('url', 'news.example/vote/how'), ['Voting']);
  assert.deepEqual(touched('url', 'news.example/voters'), []);
  assert.deepEqual(touched('hashtag', 'vote2026'), ['Voting']);
  assert.deepEqual(touched('hashtags', 'other vote2026'), ['Voting']);
  assert.deepEqual(touched('text', 'txt_1', 'The POLLING  station, moved!'), ['Voting']);
  assert.deepEqual(touched('text', 'txt_1', 'polling stations'), []);
  assert.deepEqual(touched('text', 'txt_1', 'the Électoral commission says'), ['Authority']);
  assert.deepEqual(touched('text', 'txt_1', 'axxb c'), []);
});

void test('accounts are read in the ways people write them', () => {
  assert.deepEqual(readAccountEntry(`acc_${'a'.repeat(26)}`), {
    kind: 'pseudonym',
    pseudonym: `acc_${'a'.repeat(26)}`,
  });
  assert.deepEqual(readAccountEntry('x:@Gazette'), { kind: 'name', platform: 'x', id: '@Gazette' });
  assert.deepEqual(readAccountEntry('mastodon:@a@host.example'), {
    kind: 'name',
    platform: 'mastodon',
    id: '@a@host.example',
  });
  assert.deepEqual(readAccountEntry('did:plc:abc'), { kind: 'name', platform: 'bluesky', id: 'did:plc:abc' });
  const refused = (error: Error): boolean =>
    /WATCHLIST_INVALID/.test(error.message) && !error.message.includes('secretname');
  assert.throws(() => readAccountEntry('secretname'), refused);
});
