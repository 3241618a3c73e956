// Late are those awaited when most of their peers are there; a small area looks at the one above; a set time ends all waiting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lateUnits, latenessOfAreas, median } from './lateness.ts';

const areas = [
  { id: 'all', name: 'Country', level: 'country' },
  { id: 'big', name: 'Big', level: 'region', parent: 'all' },
  { id: 'small', name: 'Small', level: 'region', parent: 'all' },
];
/** `there` of `n` have arrived, at 1000, 2000 and so on. */
const some = (area: string, n: number, there: number) =>
  Array.from({ length: n }, (_, i) => ({ key: `${area}${i}`, area, firstAt: i < there ? 1000 * (i + 1) : undefined }));

test('awaited units are late when nine of ten peers are there', () => {
  assert.deepEqual([...lateUnits(some('big', 20, 17), areas, 0)], []);
  assert.deepEqual([...lateUnits(some('big', 20, 18), areas, 0)], ['big18', 'big19']);
  assert.deepEqual([...lateUnits(some('big', 20, 20), areas, 0)], []);
});

test('an area with few units is looked at with those around it', () => {
  const lone = some('small', 1, 0);
  assert.deepEqual([...lateUnits(lone, areas, 0)], []);
  assert.deepEqual([...lateUnits([...lone, ...some('big', 20, 20)], areas, 0)], ['small0']);
  assert.deepEqual([...lateUnits([...lone, ...some('big', 20, 10)], areas, 0)], []);
});

test('from the given time on, everything awaited is late', () => {
  const rule = { share: 0.9, leastPeers: 10, by: 5000 };
  assert.equal(lateUnits(some('big', 20, 1), areas, 4999, rule).size, 0);
  assert.equal(lateUnits(some('big', 20, 1), areas, 5000, rule).size, 19);
});

test('areas count the units below them; areas in a ring end', () => {
  const counts = latenessOfAreas([...some('big', 3, 3), ...some('small', 2, 0)], areas);
  assert.deepEqual(counts.get('all'), { units: 5, awaited: 2, medianAt: 2000 });
  assert.deepEqual(counts.get('small'), { units: 2, awaited: 2, medianAt: undefined });
  const ring = [
    { id: 'a', name: 'A', level: 'x', parent: 'b' },
    { id: 'b', name: 'B', level: 'x', parent: 'a' },
  ];
  assert.equal(lateUnits([{ key: 'k', area: 'a', firstAt: undefined }], ring, 0).size, 0);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});
