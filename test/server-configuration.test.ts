// The page of settings is what the declared settings say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configurationPage } from '../scripts/configuration.ts';

test('docs/configuration.md is what the declared settings say now', () => {
  const { shown, now } = configurationPage();
  assert.equal(shown, now, 'run node scripts/configuration.ts');
});
