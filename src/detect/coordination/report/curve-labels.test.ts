import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeNames } from './curve-labels.ts';

const area = { left: 0, right: 400, top: 0, bottom: 200 };
const flat = (y: number): { x: number; y: number }[] => Array.from({ length: 9 }, (_, i) => ({ x: i * 40, y }));

test('two curves close to one another get their names apart', () => {
  const [upper, lower] = placeNames(
    [
      { steps: flat(100), width: 120 },
      { steps: flat(108), width: 120 },
    ],
    area,
  );
  assert.ok(upper !== undefined && upper.y < 100);
  assert.ok(lower !== undefined && lower.y > 108);
});

test('a name that finds no place is left out', () => {
  assert.deepEqual(placeNames([{ steps: flat(100), width: 500 }], area), [undefined]);
});
