// Stream equals batch: whatever the split, the order, the lateness and the restarts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../../kernel/random.ts';
import { layers } from '../../../ingest/post.ts';
import { batchCounts } from './counts.ts';
import type { CoordinationStream } from './contract.ts';
import { createCoordinationStream, liveWindows } from './stream.ts';
import { batchOf, type Row, streamOptions, tablesOf } from './testing.ts';

const now = 2_000_000_000;

function compare(stream: CoordinationStream, rows: readonly Row[], options: ReturnType<typeof streamOptions>): void {
  const from = stream.status().from ?? Number.NEGATIVE_INFINITY;
  const held = rows.filter((row) => row.time >= from);
  const { accounts, tables } = tablesOf(held);
  const counts = stream.counts();
  for (const table of tables) {
    const expected = batchCounts(table, accounts, liveWindows(options), options.liveCap);
    const counted = counts.get(table.layer);
    assert.deepEqual(sorted(counted?.pairs), sorted(expected.pairs), table.layer);
    assert.deepEqual(counted?.bursts, expected.bursts);
    assert.deepEqual(counted?.within, expected.within);
    assert.deepEqual(sorted(counted?.activity), sorted(expected.activity));
  }
  assert.equal(stream.status().shares, held.length);
}

const sorted = (map: ReadonlyMap<string, unknown> | undefined): readonly unknown[] =>
  [...(map ?? new Map<string, unknown>())].toSorted(([x], [y]) => (x < y ? -1 : 1));

const rowArbitrary = fc.record({
  time: fc.integer({ min: 0, max: 40_000 }).map((tenths) => 1_700_000_000 + tenths / 10),
  account: fc.integer({ min: 0, max: 9 }).map((n) => `acc_${n}`),
  layer: fc.constantFrom(layers[1], layers[2], layers[5]),
  object: fc.integer({ min: 0, max: 4 }).map((n) => `object ${n}`),
});

const rowsArbitrary = fc
  .array(rowArbitrary, { maxLength: 120 })
  .map((rows) => rows.map((row, i): Row => ({ ...row, post: `pst_${i}` })));

const smallPanes = { paneSeconds: 600, horizonSeconds: 1800, latenessSeconds: 120, liveWindowSeconds: 60 };

test('counts equal the batch after any order, any split and any number of restarts', () => {
  fc.assert(
    fc.property(
      rowsArbitrary,
      fc.constantFrom(1, 2, 3, 64),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 10 }),
      fc.option(fc.integer({ min: 0, max: 120 })),
      (rows, liveCap, sizes, restartAt) => {
        const options = streamOptions({ ...smallPanes, liveCap });
        const stream = createCoordinationStream(options);
        for (let at = 0, k = 0; at < rows.length; k++) {
          const size = sizes[k % sizes.length];
          stream.add(batchOf(rows.slice(at, at + size)), now);
          if (k % 3 === 0) stream.update();
          at += size;
          compare(stream, rows.slice(0, at), options);
          if (restartAt === null || restartAt >= at || restartAt < at - size) continue;
          // A restart: what the lake holds is added again, in its own order.
          stream.clear();
          stream.add(batchOf(rows.slice(0, at).toSorted((x, y) => (x.post < y.post ? -1 : 1))), now);
          compare(stream, rows.slice(0, at), options);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('the same for a long stream with bursts, repeats and late events, in order and disordered', () => {
  const random = seededRandom(11);
  const rows = Array.from({ length: 30_000 }, (_, i): Row => {
    const object = Math.floor(random.next() ** 3 * 400);
    return {
      time: 1_700_000_000 + i * 3 + random.below(900),
      account: `acc_${Math.floor(random.next() ** 2 * 2000)}`,
      layer: layers[1 + random.below(6)],
      object: `object ${object}`,
      post: `pst_${i}`,
    };
  });
  for (const liveCap of [5, 64]) {
    const options = streamOptions({ horizonSeconds: 6 * 3600, liveCap });
    const stream = createCoordinationStream(options);
    for (let at = 0; at < rows.length; at += 997) {
      stream.add(batchOf(rows.slice(at, at + 997)), now);
      stream.update();
      if (at % (997 * 6) === 0) compare(stream, rows.slice(0, at + 997), options);
    }
    compare(stream, rows, options);
    const again = createCoordinationStream(options);
    again.add(batchOf(rows.toReversed()), now);
    assert.deepEqual(
      [...again.counts()],
      [...stream.counts()].map(([layer]) => [layer, again.counts().get(layer)]),
    );
    compare(again, rows, options);
  }
});

test('panes close by the watermark, once each, the newest where several have', () => {
  const options = streamOptions(smallPanes);
  const stream = createCoordinationStream(options);
  const at = (time: number, n: number): Row => ({ time, account: 'a', layer: 'url', object: 'o', post: `p${n}` });
  const start = 1_699_999_800;
  stream.add(batchOf([at(start, 1)]), now);
  assert.equal(stream.closedPane(), undefined);
  stream.add(batchOf([at(start + 719, 2)]), now);
  assert.equal(stream.closedPane(), undefined);
  stream.add(batchOf([at(start + 720, 3)]), now);
  assert.deepEqual(stream.closedPane(), { from: start - 1200, to: start + 600 });
  assert.equal(stream.closedPane(), undefined);
  stream.add(batchOf([at(start + 5, 4)]), now);
  assert.equal(stream.status().late, 1);
  stream.add(batchOf([at(start + 10_000, 5)]), now);
  assert.deepEqual(stream.closedPane(), { from: start + 7800, to: start + 9600 });
  stream.add(batchOf([at(start + 1, 6)]), now);
  assert.equal(stream.status().expired, 1);
  assert.equal(stream.status().shares, 1);
});

test('a share dated after now waits, and does not close the panes of the others', () => {
  const stream = createCoordinationStream(streamOptions(smallPanes));
  const share = (time: number): Row => ({ time, account: 'a', layer: 'url', object: 'o', post: `p${time}` });
  stream.add(batchOf([share(1_700_000_000), share(1_900_000_000)]), 1_700_000_010);
  assert.equal(stream.status().fromTheFuture, 1);
  assert.equal(stream.status().watermark, 1_700_000_000 - 120);
  stream.tick(1_899_999_800);
  assert.equal(stream.status().fromTheFuture, 0);
  assert.equal(stream.status().watermark, 1_900_000_000 - 120);
});

test('without events the watermark follows the clock of a live stream, and not that of a replay', () => {
  const share: Row = { time: 1_700_000_000, account: 'a', layer: 'url', object: 'o', post: 'p' };
  const live = createCoordinationStream(streamOptions(smallPanes));
  live.add(batchOf([share]), 1_700_000_001);
  live.tick(1_700_000_030);
  assert.equal(live.status().watermark, 1_700_000_000 - 120);
  live.tick(1_700_000_400);
  assert.equal(live.status().watermark, 1_700_000_400 - 180);
  const replay = createCoordinationStream(streamOptions(smallPanes));
  replay.add(batchOf([share]), 1_800_000_000);
  replay.tick(1_800_000_001);
  assert.equal(replay.status().watermark, 1_700_000_000 - 120);
});

test('memory is bounded: the oldest panes go and the horizon in use is told', () => {
  const options = streamOptions({ ...smallPanes, horizonSeconds: 60_000, mostShares: 500 });
  const stream = createCoordinationStream(options);
  for (let i = 0; i < 5000; i += 10) {
    const rows = Array.from({ length: 10 }, (_, k): Row => {
      const n = i + k;
      return { time: 1_700_000_000 + n * 5, account: `a${n % 40}`, layer: 'url', object: `o${n >> 3}`, post: `p${n}` };
    });
    stream.add(batchOf(rows), now);
    assert.ok(stream.status().shares <= 500);
  }
  assert.ok((stream.status().shortenedTo ?? 0) > 600);
  assert.ok(stream.status().accounts <= 40);
});
