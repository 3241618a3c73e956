import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isoToMicros, offsetMinutes } from './iso-time.ts';
import { createTimeColumn } from './times.ts';

const moment = 1_700_000_000_123_456;

test('seconds, milliseconds, microseconds and ISO 8601 name the same moment', () => {
  for (const [value, unit] of [
    ['1700000000.123456', 'seconds'],
    [1700000000.123456, 'seconds'],
    ['1700000000123.456', 'milliseconds'],
    ['1700000000123456', 'microseconds'],
    ['2023-11-14T22:13:20.123456Z', 'iso'],
    ['2023-11-14 23:13:20.123456+01:00', 'iso'],
  ] as const) {
    const column = createTimeColumn();
    assert.equal(column.read(value), moment, String(value));
    assert.equal(column.unit(), unit);
  }
});

test('a column keeps to its unit', () => {
  for (const [first, second] of [
    ['1700000000', '1700000000000'],
    ['1700000000000', '1700000000000000'],
    ['1700000000', '2023-11-14T22:13:20Z'],
    ['2023-11-14T22:13:20Z', '1700000000'],
  ] as const) {
    const column = createTimeColumn();
    assert.ok(column.read(first) > 0);
    assert.equal(column.read(second), -1);
    assert.equal(column.problem().code, 'TIME_UNITS_MIXED');
    assert.ok(column.read(first) > 0, 'the column itself is not harmed');
  }
});

test('small numbers are a clock of their own, unless the column has real times', () => {
  const own = createTimeColumn();
  assert.equal(own.read('0'), 0);
  assert.equal(own.read('59.5'), 59_500_000);
  assert.equal(own.unit(), 'seconds');

  const real = createTimeColumn();
  real.sample('0');
  real.sample('1700000000');
  assert.equal(real.read('0'), -1);
  assert.equal(real.problem().code, 'TIME_INVALID');
  assert.equal(real.read('1700000000'), 1_700_000_000_000_000);
});

test('times that cannot be are refused, with the reason', () => {
  for (const [value, code] of [
    ['-1', 'TIME_INVALID'],
    [-5, 'TIME_INVALID'],
    ['', 'VALUE_MISSING'],
    [' ', 'VALUE_MISSING'],
    [undefined, 'VALUE_MISSING'],
    [null, 'VALUE_MISSING'],
    ['NaN', 'TIME_INVALID'],
    ['Infinity', 'TIME_INVALID'],
    ['1e400', 'TIME_INVALID'],
    ['5000000000', 'TIME_INVALID'],
    ['99999999999999999999', 'TIME_INVALID'],
    ['yesterday', 'TIME_INVALID'],
    ['2023-11-14', 'TIME_INVALID'],
    ['2023-11-14T22:13:20', 'TIME_INVALID'],
    ['2023-02-30T00:00:00Z', 'TIME_INVALID'],
    ['2023-11-14T25:00:00Z', 'TIME_INVALID'],
    ['1969-12-31T23:59:59Z', 'TIME_INVALID'],
    ['2023-11-14T22:13:20+99:00', 'TIME_INVALID'],
    ['0x10', 'TIME_INVALID'],
  ] as const) {
    const column = createTimeColumn();
    assert.equal(column.read(value), -1, String(value));
    assert.equal(column.problem().code, code, String(value));
    assert.ok(column.problem().reason.length > 5);
  }
});

test('a zone told by the user is used for times without one, and only for them', () => {
  const column = createTimeColumn(120);
  assert.equal(column.read('2023-11-15 00:13:20.123456'), moment);
  assert.equal(column.read('2023-11-14T22:13:20.123456Z'), moment);
});

test('times of X v1.1, leap seconds, short offsets', () => {
  assert.equal(isoToMicros('Wed Oct 10 20:19:24 +0000 2018'), 1_539_202_764_000_000);
  assert.equal(isoToMicros('2016-12-31T23:59:60Z'), 1_483_228_800_000_000);
  assert.equal(isoToMicros('2018-10-10T20:19Z'), 1_539_202_740_000_000);
  assert.equal(offsetMinutes('+02'), 120);
  assert.equal(offsetMinutes('-0330'), -210);
  assert.equal(offsetMinutes('CET'), undefined);
});
