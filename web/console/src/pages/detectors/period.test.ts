import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldPeriod, proposedPeriod, rangeOf } from './period.ts';

const kind = (firstDay?: string, lastDay?: string) => ({
  kind: 'share',
  meaning: '',
  rows: 1,
  bytes: 1,
  segments: 1,
  rowsWrittenAhead: 0,
  ...(firstDay === undefined ? {} : { firstDay }),
  ...(lastDay === undefined ? {} : { lastDay }),
  days: [],
});

test('what the lake holds is from the oldest day of any kind to the newest', () => {
  const kinds = [kind(), kind('2026-03-05', '2026-03-09'), kind('2026-03-02', '2026-03-07')];
  assert.deepEqual(heldPeriod({ kinds }), { first: '2026-03-02', last: '2026-03-09' });
  assert.equal(heldPeriod({ kinds: [kind()] }), undefined);
});

test('the newest days are proposed, however long ago they were, and no day before the first', () => {
  const held = { first: '2024-02-20', last: '2024-03-02' };
  assert.deepEqual(proposedPeriod(held, 3), { first: '2024-02-29', last: '2024-03-02' });
  assert.deepEqual(proposedPeriod(held, 180), held);
});

test('both days are looked at whole; days the wrong way round are refused', () => {
  const day = Date.UTC(2026, 2, 1);
  assert.deepEqual(rangeOf({ first: '2026-03-01', last: '2026-03-01' }), { from: day, to: day + 86_400_000 });
  assert.equal(rangeOf({ first: '2026-03-02', last: '2026-03-01' }), undefined);
  assert.equal(rangeOf({ first: '', last: '2026-03-01' }), undefined);
});
