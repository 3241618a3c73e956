import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesText, numberText } from './number-text.ts';
import { relativeText, utcDayText, utcText } from './time-text.ts';

const now = Date.UTC(2026, 5, 7, 12);

test('near times are told from now, far ones by their date', () => {
  assert.equal(relativeText(now - 500, now), 'just now');
  assert.equal(relativeText(now + 500, now), 'just now');
  assert.equal(relativeText(now - 1000, now), '1 sec ago');
  assert.equal(relativeText(now - 59_999, now), '59 sec ago');
  assert.equal(relativeText(now - 60_000, now), '1 min ago');
  assert.match(relativeText(now + 2 * 86_400_000, now), /^in 2 days$/);
  assert.equal(relativeText(now - 40 * 86_400_000, now), '28 Apr 2026');
  assert.equal(utcDayText(Date.UTC(2027, 4, 26) - 1), '25 May 2027');
  assert.equal(utcText(now), '2026-06-07 12:00:00 UTC');
});

test('numbers: whole ones in full, small ones with their exponent', () => {
  assert.equal(numberText(1_234_567), '1,234,567');
  assert.equal(numberText(0.04321), '0.0432');
  assert.equal(numberText(0.00000012), '1.2 × 10⁻⁷');
  assert.equal(numberText(0.000012), '1.2 × 10⁻⁵');
  assert.equal(numberText(-0.00000012), '-1.2 × 10⁻⁷');
  assert.equal(numberText(1.5e-12), '1.5 × 10⁻¹²');
});

test('sizes', () => {
  assert.equal(bytesText(0), '0 byte');
  assert.equal(bytesText(1_230_000), '1.23 MB');
  assert.equal(bytesText(999_999), '1,000 kB');
});
