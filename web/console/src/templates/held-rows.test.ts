// Rows that are shown stay where they are while new ones arrive.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdRows } from './held-rows.ts';

type Row = { readonly id: string; readonly seen: number };
const row = (id: string, seen = 0): Row => ({ id, seen });
const keyOf = ({ id }: Row): string => id;

test('new rows wait, known ones are brought up to date in their places', () => {
  const held = holdRows([row('a'), row('b')], [row('c'), row('b', 2), row('a', 1)], keyOf);
  assert.deepEqual(held, { items: [row('a', 1), row('b', 2)], fresh: 1 });
});

test('a row that was pushed to the next page stays as it was', () => {
  assert.deepEqual(holdRows([row('a'), row('b')], [row('c'), row('a', 1)], keyOf), {
    items: [row('a', 1), row('b')],
    fresh: 1,
  });
});

test('a row that is gone while nothing new came is gone', () => {
  assert.deepEqual(holdRows([row('a'), row('b')], [row('b', 1)], keyOf), { items: [row('b', 1)], fresh: 0 });
});

test('an order that changed without a new row does not move the rows', () => {
  assert.deepEqual(holdRows([row('a'), row('b')], [row('b', 9), row('a', 1)], keyOf), {
    items: [row('a', 1), row('b', 9)],
    fresh: 0,
  });
});

test('the first rows are shown at once', () => {
  assert.deepEqual(holdRows([], [row('a')], keyOf), { items: [row('a')], fresh: 0 });
});
