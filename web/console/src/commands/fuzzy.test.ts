import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzyFind, fuzzyScore } from './fuzzy.ts';

const titles = ['Go to Findings', 'Go to Operations', 'Go to Overview', 'Show shortcuts', 'Invite person'];
const find = (typed: string): readonly string[] => fuzzyFind(typed, titles, (title) => title);

test('starts of words come first', () => {
  assert.equal(find('gf')[0], 'Go to Findings');
  assert.equal(find('go op')[0], 'Go to Operations');
  assert.equal(find('over')[0], 'Go to Overview');
  assert.equal(find('ip')[0], 'Invite person');
});

test('all letters must come in order', () => {
  assert.equal(fuzzyScore('sfg', 'Go to Findings'), undefined);
  assert.deepEqual(find('xyz'), []);
  assert.deepEqual(find(''), titles);
});
