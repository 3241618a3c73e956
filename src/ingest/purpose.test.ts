// Purpose records: complete ones are taken, lists of people are refused, an ended one stops the ingest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPurposeRuns, examplePurpose, parsePurpose, purposeId } from './purpose.ts';

const parse = (value: unknown): unknown => parsePurpose(JSON.stringify(value), 'p.json');
const invalid = (value: unknown, message: RegExp): void => {
  assert.throws(() => parse(value), { code: 'PURPOSE_INVALID', file: 'p.json', message });
};

test('the example is valid and keeps its id', () => {
  assert.deepEqual(parse(examplePurpose), examplePurpose);
  assert.equal(purposeId(examplePurpose), purposeId(structuredClone(examplePurpose)));
  assert.notEqual(purposeId(examplePurpose), purposeId({ ...examplePurpose, retentionDays: 30 }));
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
    invalid({ ...examplePurpose, scope: { objects: [item], topics: [] } }, /scope\.objects\.0: names an account/);
    invalid({ ...examplePurpose, scope: { objects: ['#vote'], topics: [item] } }, /scope\.topics\.0: names an account/);
  }
  for (const item of ['#vote', 'news.example', 'https://news.example/article', 'x.com', 'accounts of the budget']) {
    parse({ ...examplePurpose, scope: { objects: [item], topics: [] } });
  }
  invalid({ ...examplePurpose, scope: { objects: [], topics: [] } }, /names no object and no topic/);
  invalid({ ...examplePurpose, scope: { ...examplePurpose.scope, accounts: ['alice'] } }, /accounts/);
});

test('what is missing or wrong is named with its place', () => {
  for (const name of Object.keys(examplePurpose)) {
    const { [name as keyof typeof examplePurpose]: _, ...rest } = examplePurpose;
    invalid(rest, new RegExp(name));
  }
  invalid({ ...examplePurpose, endDate: '2026-02-30' }, /endDate: is no date/);
  invalid({ ...examplePurpose, retentionDays: 0 }, /retentionDays/);
  invalid({ ...examplePurpose, legalBasis: { ...examplePurpose.legalBasis, article9: '6(1)(e)' } }, /article9/);
  invalid([], /the record/);
  assert.throws(() => parsePurpose('{', 'p.json'), { code: 'PURPOSE_INVALID', message: /not JSON/ });
  assert.throws(() => parsePurpose('['.repeat(60_000), 'p.json'), { code: 'PURPOSE_INVALID' });
  assert.throws(() => parsePurpose(' '.repeat(70_000), 'p.json'), { code: 'PURPOSE_INVALID', message: /longer/ });
});

test('the last day is within, the next day is not', () => {
  const at = (iso: string): void => checkPurposeRuns(examplePurpose, 'p.json', Date.parse(iso));
  at('2026-07-31T23:59:59Z');
  assert.throws(() => at('2026-08-01T00:00:00Z'), { code: 'PURPOSE_ENDED', file: 'p.json', message: /2026-07-31/ });
});
