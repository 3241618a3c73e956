// Quiet hours over ordinary nights and over both nights on which the clock changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type QuietHours, quietUntil } from './quiet-hours.ts';

const night: QuietHours = {
  from: '22:00',
  to: '07:00',
  timeZone: 'Europe/Brussels',
  days: [1, 2, 3, 4, 5, 6, 7],
  criticalBreaksThrough: false,
};
const until = (quiet: QuietHours, now: string): string | undefined => {
  const end = quietUntil(quiet, Date.parse(now));
  return end === undefined ? undefined : new Date(end).toISOString();
};

void test('a night reaches over midnight; its end is not in it', () => {
  assert.equal(until(night, '2026-06-01T19:59:59Z'), undefined);
  assert.equal(until(night, '2026-06-01T20:00:00Z'), '2026-06-02T05:00:00.000Z');
  assert.equal(until(night, '2026-06-02T04:59:59Z'), '2026-06-02T05:00:00.000Z');
  assert.equal(until(night, '2026-06-02T05:00:00Z'), undefined);
});

void test('in spring the night is an hour shorter, in autumn an hour longer', () => {
  assert.equal(until(night, '2026-03-28T21:00:00Z'), '2026-03-29T05:00:00.000Z');
  assert.equal(until(night, '2026-10-24T20:00:00Z'), '2026-10-25T06:00:00.000Z');
  assert.equal(until(night, '2026-10-25T05:59:00Z'), '2026-10-25T06:00:00.000Z');
});

void test('an end within the hour that comes twice ends once; one within the skipped hour ends at the change', () => {
  const short = { ...night, to: '02:30' };
  assert.equal(until(short, '2026-10-25T00:29:00Z'), '2026-10-25T00:30:00.000Z');
  assert.equal(until(short, '2026-10-25T01:10:00Z'), undefined, 'the second 02:10 is not quiet again');
  assert.equal(until(short, '2026-03-28T22:00:00Z'), '2026-03-29T01:00:00.000Z');
  const late = { ...night, from: '02:30', to: '06:00' };
  assert.equal(until(late, '2026-03-29T01:00:00Z'), '2026-03-29T04:00:00.000Z');
  assert.equal(until(late, '2026-10-25T01:00:00Z'), '2026-10-25T05:00:00.000Z', 'from the first 02:30 on');
});

void test('days are those on which the night begins', () => {
  const friday = { ...night, days: [5] };
  assert.equal(until(friday, '2026-06-05T21:00:00Z'), '2026-06-06T05:00:00.000Z');
  assert.equal(until(friday, '2026-06-06T04:00:00Z'), '2026-06-06T05:00:00.000Z');
  assert.equal(until(friday, '2026-06-06T21:00:00Z'), undefined);
});

void test('hours within a day, and whole days that follow one another', () => {
  const noon = { ...night, from: '12:00', to: '14:00' };
  assert.equal(until(noon, '2026-06-01T11:00:00Z'), '2026-06-01T12:00:00.000Z');
  assert.equal(until(noon, '2026-06-01T20:00:00Z'), undefined);
  const weekend = { ...night, from: '00:00', to: '00:00', days: [6, 7] };
  assert.equal(until(weekend, '2026-06-06T10:00:00Z'), '2026-06-07T22:00:00.000Z');
});
