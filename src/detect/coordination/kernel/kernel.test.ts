import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { orderShares } from './order.ts';
import { countPairs, windowBegins, windowEnds } from './windows.ts';

const share = fc.record({
  object: fc.nat(4),
  account: fc.nat(6),
  time: fc.oneof(
    fc.nat(30),
    fc.nat(3000).map((x) => x / 100),
  ),
});

test('ordered shares and windows give exactly the pairs of a naive double loop', () => {
  fc.assert(
    fc.property(fc.array(share, { maxLength: 60, size: 'max' }), fc.nat(20), (rows, window) => {
      const object = Uint32Array.from(rows, (r) => r.object);
      const time = Float64Array.from(rows, (r) => r.time);
      const shares = orderShares(rows.length, 5, object, time);
      const end = windowEnds(shares, window);
      const begin = windowBegins(shares, end);
      const found = new Set<string>();
      for (let i = 0; i < shares.count; i++) {
        for (let j = i + 1; j < end[i]; j++) {
          assert.ok(begin[j] <= i, 'begin mirrors end');
          found.add([shares.row[i], shares.row[j]].sort((a, b) => a - b).join());
        }
      }
      const expected = new Set<string>();
      for (let i = 0; i < rows.length; i++) {
        for (let j = i + 1; j < rows.length; j++) {
          if (rows[i].object === rows[j].object && Math.abs(rows[i].time - rows[j].time) <= window)
            expected.add(`${i},${j}`);
        }
      }
      assert.deepEqual(found, expected);
      assert.equal(countPairs(end), expected.size);
    }),
  );
});

test('ties keep the tie order, then row order; dropped rows are absent', () => {
  const object = Uint32Array.of(0, 0, 0, 1, 0);
  const time = Float64Array.of(5, 5, 5, 1, 4);
  const order = orderShares(5, 2, object, time, Uint32Array.of(2, 1, 1, 0, 9), Uint8Array.of(1, 1, 1, 1, 0));
  assert.deepEqual([...order.row], [1, 2, 0, 3]);
  assert.deepEqual([...order.objectStart], [0, 3, 4]);
});
