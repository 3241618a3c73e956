// Local times over both changes of the clock, in zones that differ: whole hours, half an hour, southern, no change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { day, dayNumberOf, isTimeZone, localDay, momentOf, momentOn, wallTime, weekdayOf } from './local-time.ts';

const on = (zone: string, date: string, time: string): string =>
  new Date(momentOn(zone, dayNumberOf(date) as number, time)).toISOString();

void test('a time that is skipped in spring is the moment of the change', () => {
  assert.equal(on('Europe/Brussels', '2026-03-29', '01:59'), '2026-03-29T00:59:00.000Z');
  assert.equal(on('Europe/Brussels', '2026-03-29', '02:00'), '2026-03-29T01:00:00.000Z');
  assert.equal(on('Europe/Brussels', '2026-03-29', '02:30'), '2026-03-29T01:00:00.000Z');
  assert.equal(on('Europe/Brussels', '2026-03-29', '03:00'), '2026-03-29T01:00:00.000Z');
  assert.equal(on('Europe/Brussels', '2026-03-29', '03:01'), '2026-03-29T01:01:00.000Z');
});

void test('a time that comes twice in autumn is its first coming', () => {
  assert.equal(on('Europe/Brussels', '2026-10-25', '02:00'), '2026-10-25T00:00:00.000Z');
  assert.equal(on('Europe/Brussels', '2026-10-25', '02:30'), '2026-10-25T00:30:00.000Z');
  assert.equal(on('Europe/Brussels', '2026-10-25', '03:00'), '2026-10-25T02:00:00.000Z');
});

void test('half an hour, the south, an offset of three quarters and no change', () => {
  assert.equal(on('Australia/Lord_Howe', '2026-10-04', '02:15'), '2026-10-03T15:30:00.000Z');
  assert.equal(on('America/Santiago', '2026-04-04', '23:30'), '2026-04-05T02:30:00.000Z');
  assert.equal(on('Asia/Kathmandu', '2026-06-01', '00:00'), '2026-05-31T18:15:00.000Z');
  assert.equal(on('UTC', '2026-06-01', '12:00'), '2026-06-01T12:00:00.000Z');
  // Samoa had no 30 December 2011: the day begins when the next does.
  assert.equal(on('Pacific/Apia', '2011-12-30', '12:00'), '2011-12-30T10:00:00.000Z');
});

void test('reading a moment and finding it again agree, wherever clocks show it once', () => {
  const zones = ['Europe/Brussels', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Africa/Casablanca'];
  const moments = fc.integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2030, 0, 1) / 1000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), moments, (zone, seconds) => {
      const moment = seconds * 1000;
      const found = momentOf(zone, wallTime(zone, moment));
      assert.equal(wallTime(zone, found), wallTime(zone, moment));
      assert.ok(found <= moment && moment - found <= 3_600_000 * 2);
    }),
  );
});

void test('weekdays, days and zones are told apart', () => {
  assert.equal(weekdayOf(dayNumberOf('2026-05-04') as number), 1);
  assert.equal(weekdayOf(dayNumberOf('1969-12-28') as number), 7);
  assert.equal(localDay('Pacific/Auckland', Date.UTC(2026, 5, 1, 13)), Date.UTC(2026, 5, 2) / day);
  assert.equal(dayNumberOf('2026-02-30'), undefined);
  assert.equal(isTimeZone('Europe/Brussels'), true);
  assert.equal(isTimeZone('Europe/Atlantis'), false);
  assert.equal(isTimeZone('../etc/passwd'), false);
});
