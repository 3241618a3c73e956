import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readToken } from './fragment.ts';

test('a token is what a token can be, and nothing else', () => {
  const token = 'FshaNjnG2CC1VVXw0T8CCN3rwpj2my6zFHIbvwX4ymU';
  assert.equal(readToken(`#${token}`), token);
  for (const none of ['', '#', '#short', `#${token}<b>`, `#${'x'.repeat(201)}`, `#a b${token}`]) {
    assert.equal(readToken(none), undefined, none);
  }
});
