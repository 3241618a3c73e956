// Whom a command acts for: a name, and never one that the record gives to somebody who was signed in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byFlag } from './results-folder.ts';

test('a name is needed, of a bounded length, and an id in brackets is nobody’s to type', () => {
  assert.equal(byFlag('  A. Chair ', 'election fix').name, 'A. Chair');
  for (const name of [undefined, '', ' ', 'x'.repeat(101), 'A. Chair (1a2b3c4d)', 'A. Chair (1a2b3c4d) '])
    assert.throws(() => byFlag(name, 'election fix'), /--by/, name);
  assert.equal(byFlag('A. Chair (deputy)', 'election fix').name, 'A. Chair (deputy)');
});
