// What is written ahead is read again as it was, whatever the cells; files of earlier versions too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deserialize, serialize } from 'node:v8';
import { seededRandom } from '../kernel/random.ts';
import type { Cell } from './batch.ts';
import { type PackedLogged, packLogged, unpackLogged } from './packed-batch.ts';
import type { Logged } from './pending.ts';

function randomRows(seed: number, count: number): Logged {
  const random = seededRandom(seed);
  const of = (cell: () => Cell): readonly Cell[] => Array.from({ length: count }, cell);
  const columns = {
    time: of(() => random.below(2 ** 31) * 1_000_000 + 1),
    run: of(() => 'run-0'),
    account: of(() => `a${random.below(2)}`),
    post: of(() => `p${random.next()}`),
    size: of(() => (random.below(3) === 0 ? null : random.below(5))),
    shingles: of(() => (random.below(2) === 0 ? null : Uint8Array.from({ length: random.below(9) }, () => 7))),
    nothing: of(() => null),
  };
  const keys = Uint32Array.from({ length: count * 4 }, () => random.below(2 ** 31));
  return { type: 'rows', kind: 'share', days: [{ day: '2026-06-07', batch: { count, columns, keys } }] };
}

/** Buffers are views of what was read; what counts is what they hold. */
const plain = (logged: Logged): unknown =>
  JSON.parse(JSON.stringify(logged, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value)));

test('rows come back as they were', () => {
  for (const count of [0, 1, 2, 3, 50]) {
    for (let seed = 0; seed < 30; seed++) {
      const rows = randomRows(seed, count);
      const read = deserialize(serialize(packLogged(rows))) as PackedLogged;
      assert.deepEqual(plain(unpackLogged(read)), plain(rows));
    }
  }
});

test('what an earlier version wrote is read', () => {
  const rows = randomRows(1, 20);
  assert.deepEqual(plain(unpackLogged(deserialize(serialize(rows)) as PackedLogged)), plain(rows));
});
