import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../../kernel/random.ts';
import { claimAt, calibrationCurve } from './claim.ts';
import { simes } from './combine.ts';
import { decoyStream } from './decoys.ts';
import { firstShares, withTimes } from './first-shares.ts';
import { countNear, pairsWithin } from './group-view.ts';
import { delays, habitsOf, meetings } from './habits.ts';
import { candidatePairs, reach } from './pairs.ts';
import { log10Tail } from './poisson.ts';
import { qValues } from './q-values.ts';
import { scoreLayer } from './layer-scores.ts';
import { randomRows, type Row, tableOf } from './testing.ts';

const windows = [2, 5, 20];

/** First shares by the definition: a map, no sorting tricks. */
function firstByMap(rows: readonly Row[]): Map<string, Row> {
  const first = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.account}/${row.object}`;
    const known = first.get(key);
    if (known === undefined || row.time < known.time) first.set(key, row);
  }
  return first;
}

function meetingsByBruteForce(rows: readonly Row[]): Map<string, number[]> {
  const first = [...firstByMap(rows).values()];
  const met = new Map<string, number[]>();
  for (const x of first) {
    for (const y of first) {
      if (x.account >= y.account || x.object !== y.object) continue;
      const key = `${x.account}/${y.account}`;
      const counts = met.get(key) ?? windows.map(() => 0);
      met.set(key, counts);
      windows.forEach((w, i) => {
        if (Math.abs(x.time - y.time) <= w) counts[i]++;
      });
    }
  }
  return met;
}

describe('first shares', () => {
  it('keep the earliest share of each account and object', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const rows = randomRows(seededRandom(seed), 200, 12, 9, 50);
      const shares = firstShares(tableOf(rows, 9), 12);
      const expected = firstByMap(rows);
      assert.equal(shares.count, expected.size);
      for (let s = 0; s < shares.count; s++) {
        assert.equal(shares.time[s], expected.get(`${shares.account[s]}/${shares.object[s]}`)?.time);
        const end = shares.objectStart[shares.object[s] + 1];
        if (s + 1 < end) assert.ok(shares.time[s] <= shares.time[s + 1]);
      }
    }
  });

  it('do not depend on the order of the rows', () => {
    const rows = randomRows(seededRandom(3), 300, 10, 8, 10_000);
    const a = firstShares(tableOf(rows, 8), 10);
    const b = firstShares(tableOf(rows.toReversed(), 8), 10);
    assert.deepEqual([...a.time], [...b.time]);
    assert.deepEqual([...a.account], [...b.account]);
  });

  it('keep who shared what when their times change', () => {
    const shares = firstShares(tableOf(randomRows(seededRandom(4), 300, 10, 8, 1000), 8), 10);
    const random = seededRandom(5);
    const moved = withTimes(
      shares,
      shares.time.map(() => random.below(500)),
    );
    const who = (x: typeof shares): string[] =>
      Array.from({ length: x.count }, (_, s) => `${x.account[s]}/${x.object[s]}`).sort();
    assert.deepEqual(who(moved), who(shares));
    for (let s = 1; s < moved.count; s++) {
      if (moved.object[s] === moved.object[s - 1]) assert.ok(moved.time[s - 1] <= moved.time[s]);
    }
    for (let a = 0; a < 10; a++) {
      for (let k = moved.accountStart[a]; k < moved.accountStart[a + 1]; k++) {
        assert.equal(moved.account[moved.accountShares[k]], a);
      }
    }
  });
});

describe('candidate pairs', () => {
  it('are those of the definition, with their meetings in each window', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const rows = randomRows(seededRandom(seed, 1), 250, 14, 10, 60);
      const shares = firstShares(tableOf(rows, 10), 14);
      const found = candidatePairs(shares, reach(shares, 20, 1000), windows, 2, () => true);
      const expected = [...meetingsByBruteForce(rows)].filter(([, counts]) => counts[2] >= 2);
      const got = new Map<string, number[]>();
      for (let p = 0; p < found.count; p++) {
        got.set(`${found.a[p]}/${found.b[p]}`, [...found.met.subarray(p * 3, p * 3 + 3)]);
      }
      assert.deepEqual(got, new Map(expected));
    }
  });

  it('miss only pairs beyond the cap, and count those they find exactly', () => {
    const rows = randomRows(seededRandom(9), 4000, 150, 12, 200);
    const shares = firstShares(tableOf(rows, 12), 150);
    const exact = scoreLayer(shares, windows, 1_000_000);
    const capped = scoreLayer(shares, windows, 6);
    assert.equal(exact.bursts.size, 0);
    assert.ok(capped.bursts.size > 0);
    assert.ok(capped.pairs.count > 0);
    const met = new Map<string, string>();
    for (let p = 0; p < exact.pairs.count; p++) {
      met.set(`${exact.pairs.a[p]}/${exact.pairs.b[p]}`, exact.pairs.met.subarray(p * 3, p * 3 + 3).join());
    }
    let compared = 0;
    for (let p = 0; p < capped.pairs.count; p++) {
      const known = met.get(`${capped.pairs.a[p]}/${capped.pairs.b[p]}`);
      if (known === undefined) continue;
      assert.equal(capped.pairs.met.subarray(p * 3, p * 3 + 3).join(), known);
      compared++;
    }
    assert.ok(compared > 0);
  });
});

describe('habits', () => {
  it('count meetings of samples as the definition does, on the line and on the circle', () => {
    const random = seededRandom(11);
    const rows = Array.from({ length: 60 }, (_, i) => ({ account: i % 3, object: i, time: random.below(86_400 * 3) }));
    const shares = firstShares(tableOf(rows, 60), 3);
    const { timesOfDay } = habitsOf(shares);
    const of = (a: number): number[] => rows.filter((r) => r.account === a).map((r) => r.time % 86_400);
    for (const window of [60, 3600, 20_000, 43_200]) {
      let circle = 0;
      let line = 0;
      for (const x of of(0)) {
        for (const y of of(1)) {
          const d = Math.abs(x - y);
          if (Math.min(d, 86_400 - d) <= window) circle++;
          if (d <= window) line++;
        }
      }
      assert.equal(meetings(timesOfDay, 0, 1, window, 86_400), circle);
      assert.equal(meetings(timesOfDay, 0, 1, window), line);
    }
  });

  it('decoys keep who shared what and the same seed gives the same decoy', () => {
    const shares = firstShares(tableOf(randomRows(seededRandom(6), 500, 20, 15, 100_000), 15), 20);
    const delay = delays(shares, shares.time);
    for (const index of [0, 1, 2]) {
      const a = decoyStream(shares, delay, 7, index);
      const b = decoyStream(shares, delay, 7, index);
      assert.deepEqual([...a.time], [...b.time]);
      assert.deepEqual([...a.objectStart], [...shares.objectStart]);
      assert.notDeepEqual([...a.time], [...shares.time]);
    }
  });
});

describe('arithmetic', () => {
  it('Poisson tails equal the sum of the terms', () => {
    for (const lambda of [0.001, 0.3, 1, 4.5, 20]) {
      for (let n = 1; n < 60; n++) {
        let below = 0;
        let term = Math.exp(-lambda);
        for (let k = 0; k < n; k++) {
          below += term;
          term *= lambda / (k + 1);
        }
        if (n <= lambda) assert.equal(log10Tail(n, lambda), 0);
        else if (1 - below > 1e-9)
          assert.ok(Math.abs(log10Tail(n, lambda) + Math.log10(1 - below)) < 1e-5, `${n} ${lambda}`);
      }
    }
  });

  it('q-values are those of Benjamini and Hochberg', () => {
    const p = [0.01, 0.04, 0.03, 0.005, 0.5];
    assert.deepEqual(
      qValues(p).map((q) => Math.round(q * 1e6) / 1e6),
      [0.025, 0.05, 0.05, 0.025, 0.5],
    );
    assert.ok(Math.abs(qValues([0.01], 10)[0] - 0.1) < 1e-12);
  });

  it('Simes takes the best rank and never less than Bonferroni', () => {
    assert.equal(simes([3], 1), 3);
    assert.ok(Math.abs(simes([3, 3], 2) - 3) < 1e-12);
    assert.ok(Math.abs(simes([3], 10) - 2) < 1e-12);
  });

  it('windows over times equal the definition', () => {
    const random = seededRandom(21);
    for (let round = 0; round < 50; round++) {
      const times = Float64Array.from({ length: 30 }, () => random.below(100)).sort();
      let pairs = 0;
      for (let i = 0; i < 30; i++) for (let j = i + 1; j < 30; j++) if (times[j] - times[i] <= 7) pairs++;
      assert.equal(pairsWithin(times, 30, 7), pairs);
      const centre = random.below(100);
      assert.equal(countNear(times, centre, 7), times.filter((t) => Math.abs(t - centre) <= 7).length);
    }
  });
});

describe('the cut', () => {
  it('is not reached by few edges, and is by many', () => {
    assert.equal(claimAt([5, 5, 5], [[], [], [], [], []], 0.05).cut, undefined);
    const claim = claimAt([5, 4, 4, 3], [[], [], [], [], []], 0.05);
    assert.equal(claim.cut, 3);
    assert.equal(claim.expectedFalse, 0.2);
  });

  it('rises above scores that decoys reach', () => {
    const targets = Array.from({ length: 100 }, (_, i) => 2 + i / 10);
    const decoys = [[2.5, 3, 3.5, 4, 2.2, 2.1, 2.05, 4.2, 4.4, 4.6, 4.8, 5], [], [], [], []];
    const rate = (score: number): number =>
      (decoys.flat().filter((d) => d >= score).length + 1) / 5 / targets.filter((t) => t >= score).length;
    const claim = claimAt(targets, decoys, 0.02);
    assert.equal(
      claim.cut,
      targets.find((t) => targets.some((u) => u <= t && rate(u) <= 0.02)),
    );
    assert.ok(claim.cut !== undefined && claim.cut > 2 && rate(claim.cut) <= 0.02);
    for (let k = 1; k < 100; k++) assert.ok(claim.qOf(targets[k]) <= claim.qOf(targets[k - 1]) + 1e-12);
  });

  it('is drawn from counts that fall with the score', () => {
    const points = calibrationCurve({
      targets: [3, 2, 5],
      decoys: [[1.2], []],
      allTargets: Float32Array.from([1, 2, 3, 5]),
      allDecoys: [Float32Array.from([1.2, 1.7]), Float32Array.from([1])],
    });
    assert.deepEqual(points[0], { score: 1, targets: 3, decoys: 0.5, allTargets: 4, allDecoys: 1.5 });
    for (let k = 1; k < points.length; k++) assert.ok(points[k].targets <= points[k - 1].targets);
  });
});
