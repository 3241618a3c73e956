import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lagText } from './lag-text.ts';

test('a lag of months is told in days', () => {
  assert.equal(lagText(21_958_177), '254 days');
  assert.equal(lagText(2.34), '2.3\u00a0s');
  assert.equal(lagText(3 * 86_400 + 7200), '3\u00a0d\u00a02\u00a0h');
});
