// The calendar of polls and the policy that names it: hostile input, all Member States, signatures.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { PollwardenError } from '../../kernel/errors.ts';
import { checkCalendar, signCalendar } from '../store/release-calendar.ts';
import { calendarOfCsv } from './calendar-csv.ts';
import { instantOf, lastClose, memberStates, type PollCalendar, readCalendarFile } from './calendar.ts';
import { embargoInstant, readPolicy } from './policy.ts';

const closings = (late: string): string =>
  [
    'memberState,closes',
    ...memberStates.map((state) => `${state},2029-06-10T${state === late ? '23' : '20'}:00:00+02:00`),
  ].join('\n');
const calendar = calendarOfCsv(closings('IT'), 'ep-2029');
const pem = (): string => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

const policy = (embargo: unknown): unknown => ({
  format: 'pollwarden-release-policy/1',
  election: 'ep-2029',
  embargo,
  detail: 'areas',
  flow: 'oneChannel',
  contests: ['a'],
});

test('the embargo is the close of the last poll in the Union', () => {
  assert.deepEqual(lastClose(calendar), { memberState: 'IT', at: Date.parse('2029-06-10T21:00:00Z') });
  const { calendar: signed, fingerprint } = signCalendar(calendar, pem());
  const read = readPolicy(policy({ kind: 'calendar', fingerprint, calendar: signed }), 'ep-2029', ['a', 'b']);
  assert.equal(embargoInstant(read), Date.parse('2029-06-10T21:00:00Z'));
});

test('a calendar without one of the 27 is refused, whichever it is', () => {
  for (const state of memberStates) {
    const polls = calendar.polls.filter(({ memberState }) => memberState !== state);
    assert.throws(() => lastClose({ ...calendar, polls }), { code: 'RELEASE_CALENDAR_INVALID' });
  }
});

test('a signature holds for the key that the policy names, and for no other calendar or key', () => {
  const { calendar: signed, fingerprint } = signCalendar(calendar, pem());
  checkCalendar(signed, fingerprint);
  const other = signCalendar(signed, pem());
  checkCalendar(other.calendar, fingerprint);
  checkCalendar(other.calendar, other.fingerprint);
  assert.throws(() => checkCalendar(signed, other.fingerprint), { code: 'KEY_UNKNOWN' });
  const earlier: PollCalendar = {
    ...signed,
    polls: signed.polls.map((poll) => ({ ...poll, closes: '2029-06-10T12:00:00+02:00' })),
  };
  assert.throws(() => checkCalendar(earlier, fingerprint), { code: 'SIGNATURE_INVALID' });
});

test('instants are ISO with an offset, of days that exist', () => {
  for (const text of ['2029-06-10T20:00:00+02:00', '2029-06-10T20:00Z']) assert.notEqual(instantOf(text), undefined);
  for (const text of ['2029-06-10', '2029-06-10T20:00:00', '2029-02-30T20:00:00Z', '2029-06-10T25:00:00Z', 'now'])
    assert.equal(instantOf(text), undefined, text);
});

test('whatever it is given, a reader answers or refuses by name', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ format: fc.constant('pollwarden-poll-calendar/1') })), (value) => {
      for (const read of [() => readCalendarFile(value), () => readPolicy(value, 'e', ['a'])]) {
        try {
          read();
        } catch (error) {
          assert.ok(error instanceof PollwardenError);
        }
      }
    }),
  );
});

test('a policy that is odd in one place is refused there', () => {
  const good = policy({ kind: 'instant', at: '2029-06-10T20:00:00Z' }) as Readonly<Record<string, unknown>>;
  readPolicy(good, 'ep-2029', ['a']);
  for (const [key, value] of [
    ['election', 'another'],
    ['detail', 'villages'],
    ['flow', 'none'],
    ['contests', []],
    ['contests', ['a', 'a']],
    ['contests', ['z']],
    ['embargo', { kind: 'instant', at: 'soon' }],
    ['embargo', { kind: 'calendar', fingerprint: 'x', calendar }],
    ['embargo', { kind: 'calendar', fingerprint: '0'.repeat(64), calendar: { ...calendar, election: 'other' } }],
    ['more', 1],
  ] as const)
    assert.throws(() => readPolicy({ ...good, [key]: value }, 'ep-2029', ['a']), { code: /^RELEASE_/ }, key);
});
