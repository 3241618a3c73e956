// What is packed comes out as it went in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../kernel/random.ts';
import type { ShareBatch } from '../lake/lake.ts';
import { memoryOf, packShares, unpackShares } from './packed-shares.ts';

function randomBatch(seed: number, count: number): ShareBatch {
  const random = seededRandom(seed);
  const texts = (kinds: number): readonly string[] => Array.from({ length: count }, () => `t${random.below(kinds)}`);
  const post = texts(3);
  return {
    count,
    timeMicros: Float64Array.from({ length: count }, () => random.below(2 ** 31) * 1000),
    platform: texts(1),
    post,
    account: texts(2),
    layer: texts(2),
    object: texts(4).map((name, row) => (random.below(3) === 0 ? post[row] : name)),
    shingles: Array.from({ length: count }, () =>
      random.below(2) === 0
        ? undefined
        : Uint32Array.from({ length: 1 + random.below(5) }, () => random.below(2 ** 31)),
    ),
  };
}

test('any batch comes out of another thread as it went in', () => {
  for (const count of [0, 1, 2, 100]) {
    for (let seed = 0; seed < 20; seed++) {
      const expected = randomBatch(seed, count);
      const packed = packShares(randomBatch(seed, count));
      assert.deepEqual(unpackShares(structuredClone(packed, { transfer: memoryOf(packed) })), expected);
    }
  }
});
