// Purpose records: complete ones are taken, lists of people are refused, an ended one stops the ingest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkPurposeRuns,
  examplePurpose,
  examplePurposeAt,
  parsePurpose,
  type Purpose,
  purposeId,
} from './purpose.ts';

const now = Date.parse('2026-03-01T10:00:00Z');
/** The example, filled in. */
const filled: Purpose = {
  ...examplePurpose,
  controller: { name: 'Election office of the city', contact: 'dpo@city.example' },
  purpose: 'Find coordinated behaviour around the vote of 14 June 2026 and describe it to the election office',
  legalBasis: { ...examplePurpose.legalBasis, law: 'Section 12 of the Election Act' },
  scope: { objects: ['paper.example', '#vote2026'], topics: ['how and where to vote'] },
};

const parse = (value: unknown): unknown => parsePurpose(JSON.stringify(value), 'p.json', now);
const invalid = (value: unknown, message: RegExp): void => {
  assert.throws(() => parse(value), { code: 'PURPOSE_INVALID', file: 'p.json', message });
};

test('a record is valid and keeps its id', () => {
  assert.deepEqual(parse(filled), filled);
  assert.equal(purposeId(filled), purposeId(structuredClone(filled)));
  assert.notEqual(purposeId(filled), purposeId({ ...filled, retentionDays: 30 }));
});

test('a scope that names accounts is refused', () => {
  for (const item of [
    '@alice',
    'alice@social.example',
    'did:plc:abc',
    'https://x.com/alice',
    'x.com/alice/status/1',
    't.me/alice',
    'https://social.example/@alice',
    'alice.bsky.social',
    'account: alice',
    '1234567890',
    'posts of https://bsky.app/profile/alice.example',
  ]) {
    invalid({ ...filled, scope: { objects: [item], topics: [] } }, /scope\.objects\.0: names an account/);
    invalid({ ...filled, scope: { objects: ['#vote'], topics: [item] } }, /scope\.topics\.0: names an account/);
  }
  for (const item of ['#vote', 'paper.example', 'https://news.example/article', 'x.com', 'accounts of the budget']) {
    parse({ ...filled, scope: { objects: [item], topics: [] } });
  }
  invalid({ ...filled, scope: { objects: [], topics: [] } }, /names no object and no topic/);
  invalid({ ...filled, scope: { ...filled.scope, accounts: ['alice'] } }, /accounts/);
});

test('what is missing or wrong is named with its place', () => {
  for (const name of Object.keys(filled)) {
    const { [name as keyof typeof filled]: _, ...rest } = filled;
    invalid(rest, new RegExp(name));
  }
  invalid({ ...filled, endDate: '2026-02-30' }, /endDate: is no date/);
  invalid({ ...filled, retentionDays: 0 }, /retentionDays/);
  invalid({ ...filled, legalBasis: { ...filled.legalBasis, article9: '6(1)(e)' } }, /article9/);
  invalid([], /the record/);
  assert.throws(() => parsePurpose('{', 'p.json', now), { code: 'PURPOSE_INVALID', message: /not JSON/ });
  assert.throws(() => parsePurpose('['.repeat(60_000), 'p.json', now), { code: 'PURPOSE_INVALID' });
  assert.throws(() => parsePurpose(' '.repeat(70_000), 'p.json', now), { code: 'PURPOSE_INVALID', message: /longer/ });
});

test('the last day is within, the next day is not', () => {
  const at = (iso: string): void => checkPurposeRuns(filled, 'p.json', Date.parse(iso));
  at('2026-07-31T23:59:59Z');
  assert.throws(() => at('2026-08-01T00:00:00Z'), { code: 'PURPOSE_ENDED', file: 'p.json', message: /2026-07-31/ });
});

test('the example has a last day in six months, and each of its texts is refused by name', () => {
  assert.equal(examplePurposeAt(now).endDate, '2026-09-01');
  const places = ['controller.name', 'controller.contact', 'purpose', 'legalBasis.law', 'scope.objects.0'];
  for (const place of places)
    invalid(examplePurposeAt(now), new RegExp(`${place}: still holds the text of the example`));
  invalid({ ...filled, purpose: ` ${examplePurpose.purpose}` }, /\(purpose: still holds the text of the example\)$/);
  parse({ ...filled, endDate: examplePurposeAt(now).endDate });
});

test('a last day more than two years away is refused with the reason', () => {
  parse({ ...filled, endDate: '2028-03-01' });
  invalid(
    { ...filled, endDate: '2028-03-02' },
    /endDate: is later than 2028-03-01, 2 years from now; a purpose is rev/,
  );
});

test('what is wrong is said in plain words', () => {
  const { controller: _, ...rest } = filled;
  invalid(rest, /\(controller: is missing\)$/);
  invalid(
    {},
    /controller: is missing; purpose: is missing; legalBasis: is missing; scope: is missing; endDate: is miss/,
  );
  invalid({ ...filled, controller: 1 }, /controller: has to be an object in braces, and is the number 1/);
  invalid({ ...filled, controller: 'x' }, /controller: has to be an object in braces, and is text/);
  invalid(
    { ...filled, scope: { objects: '#vote', topics: [] } },
    /scope.objects: has to be a list in brackets, and is t/,
  );
  invalid({ ...filled, purpose: 'short' }, /purpose: has to be at least 20 characters long/);
  invalid({ ...filled, retentionDays: 0 }, /retentionDays: has to be at least 1\)/);
  invalid({ ...filled, retentionDays: 5000 }, /retentionDays: may be at most 3650\)/);
  invalid({ ...filled, retentionDays: 1.5 }, /retentionDays: has to be a whole number, and is the number 1.5/);
  invalid({ ...filled, retentionDays: '90' }, /retentionDays: has to be a \w* ?number, and is text/);
  invalid({ ...filled, more: 1, most: 2 }, /\(more: is no field of the record; most: is no field of the record\)/);
  invalid([], /the record: has to be an object in braces, and is a list/);
  invalid(null, /the record: has to be an object in braces, and is null/);
});
