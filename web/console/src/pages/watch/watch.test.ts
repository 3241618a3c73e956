// How far the vote is in the election's own days, what needs a person, and the steps of the findings over time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SourceList } from '../../../../../src/server/features/sources/schemas.ts';
import { electionNow, phaseOf, voteDay } from './election-day.ts';
import { accountProblemsOf, problemsOf } from './watch-problems.ts';

const election = (name: string, from: string, to: string, timeZone = 'Europe/Helsinki') => ({
  name,
  timeZone,
  phases: [
    { phase: 'campaign' as const, from: '2026-05-01', to: '2026-06-06' },
    { phase: 'voting' as const, from, to },
  ],
});
const at = (text: string): number => Date.parse(text);

test('days to the vote are those of the election’s time zone', () => {
  const helsinki = election('A', '2026-06-07', '2026-06-07');
  // Half past nine in the evening of the 5th in UTC is already the 6th in Helsinki.
  assert.deepEqual(voteDay(helsinki, at('2026-06-05T21:30:00Z')), { kind: 'before', days: 1 });
  assert.deepEqual(voteDay(helsinki, at('2026-06-05T20:30:00Z')), { kind: 'before', days: 2 });
  assert.deepEqual(voteDay(helsinki, at('2026-06-07T08:00:00Z')), { kind: 'on', day: 1, days: 1 });
  assert.deepEqual(voteDay(helsinki, at('2026-06-07T21:30:00Z')), { kind: 'after', days: 1 });
  assert.deepEqual(voteDay({ ...helsinki, phases: [] }, 0), { kind: 'unknown' });
  assert.equal(phaseOf(helsinki, at('2026-05-20T12:00:00Z')), 'campaign');
  assert.equal(phaseOf(helsinki, at('2026-06-08T12:00:00Z')), undefined);
});

test('of several elections the one that votes next is shown, or the last', () => {
  const elections = [election('later', '2026-09-01', '2026-09-02'), election('next', '2026-06-07', '2026-06-07')];
  assert.equal(electionNow({ elections }, at('2026-06-01T00:00:00Z'))?.name, 'next');
  assert.equal(electionNow({ elections }, at('2026-06-20T00:00:00Z'))?.name, 'later');
  assert.equal(electionNow({ elections }, at('2027-01-01T00:00:00Z'))?.name, 'next');
  assert.equal(electionNow({ elections: [] }, 0), undefined);
});

test('a time zone that is not known here is read as UTC', () => {
  const nowhere = election('A', '2026-06-07', '2026-06-07', 'Nowhere/City');
  assert.deepEqual(voteDay(nowhere, at('2026-06-06T23:00:00Z')), { kind: 'before', days: 1 });
});

const day = 86_400_000;
type Source = SourceList['items'][number];
const source = (change: Partial<Source>): Source =>
  ({ name: 'S', wanted: 'running', state: 'running', purposeEndsAt: 100 * day, ...change }) as Source;
const listOf = (items: readonly Source[]): SourceList => ({
  items: [...items],
  detection: { state: 'running', rows: 0 },
  asOf: 0,
});

test('what stands still, is late, or ends soon needs a person; what was stopped by a person does not', () => {
  const kinds = (items: readonly Source[], ownTime = false): readonly string[] =>
    problemsOf(listOf(items), 90 * day, ownTime).map(({ kind }) => kind);
  assert.deepEqual(kinds([source({ purposeEndsAt: 200 * day })]), []);
  assert.deepEqual(kinds([source({})]), ['purpose']);
  assert.deepEqual(kinds([source({ state: 'failed', purposeEndsAt: 200 * day })]), ['state']);
  assert.deepEqual(kinds([source({ state: 'stopped', wanted: 'stopped' })]), []);
  const late = source({ lagSeconds: 600, purposeEndsAt: 200 * day });
  assert.deepEqual(kinds([late]), ['lag']);
  assert.deepEqual(kinds([late], true), []);
  const failed = problemsOf({ ...listOf([]), detection: { state: 'failed', rows: 0, problem: 'x' } }, 0, false);
  assert.deepEqual(failed, [{ kind: 'detection', problem: 'x' }]);
});

test('a password alone, and one administrator alone, need a person as long as it is so', () => {
  const me = { hasPassword: true, totp: false, passkeys: [] };
  const kinds = (...of: Parameters<typeof accountProblemsOf>): readonly string[] =>
    accountProblemsOf(...of).map(({ kind }) => kind);
  assert.deepEqual(kinds(me, 1), ['passwordOnly', 'oneAdministrator']);
  assert.deepEqual(kinds({ ...me, totp: true }, 2), []);
  assert.deepEqual(kinds({ ...me, passkeys: [{ id: 'p', name: 'key', createdAt: 0 }] }, undefined), []);
  assert.deepEqual(kinds(undefined, undefined), []);
});
