// Probabilities of a calibration: falling with the score, right at its knots, and never more certain than its data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../kernel/random.ts';
import { probabilityOf, tailOf, tailPoints } from './calibration.ts';
import { qValues } from './q-values.ts';

const random = seededRandom(4);
const scores = Array.from({ length: 20_000 }, () => random.normal());
const tail = tailOf(scores) ?? { n: 0, knots: [] };

test('too few scores calibrate nothing', () => {
  assert.equal(tailOf(scores.slice(0, 199)), undefined);
  assert.equal(tailOf(scores.slice(0, 300))?.knots.length, tailPoints.filter((point) => point * 300 >= 5).length);
});

test('at a knot the probability is that of its point', () => {
  tail.knots.forEach((knot, i) => {
    const { p, extrapolated } = probabilityOf(tail, -knot);
    assert.ok(Math.abs(p / tailPoints[i] - 1) < 1e-9);
    assert.equal(extrapolated, false);
  });
});

test('it falls with the score, stays within 0 and 1, and ends a decade beyond the data', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 0, max: 1e3, noNaN: true }),
      (score, more) => {
        const { p } = probabilityOf(tail, score);
        const further = probabilityOf(tail, Math.abs(score) + more);
        assert.ok(p > 0 && p <= 1 && further.p <= p + 1e-12);
        assert.ok(further.p >= 0.1 / tail.n);
      },
    ),
  );
});

test('what is tried on data like those that calibrated is found as often as it says', () => {
  const others = Array.from({ length: 20_000 }, () => probabilityOf(tail, random.normal()).p);
  for (const p of [0.3, 0.05, 0.01]) {
    const seen = others.filter((one) => one <= p).length / others.length;
    assert.ok(Math.abs(seen - p) < 4 * Math.sqrt((p * (1 - p)) / 10_000), `${seen} at ${p}`);
  }
});

test('constant scores do not divide by nothing', () => {
  const flat = tailOf(new Array<number>(1000).fill(0)) ?? { n: 0, knots: [] };
  for (const score of [0, 0.1, 50]) assert.ok(Number.isFinite(probabilityOf(flat, score).p));
});

test('q-values are never below their p-values, and one order suits both', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1e-9, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 }), (p) => {
      const q = qValues(p);
      q.forEach((value, i) => {
        assert.ok(value >= p[i] - 1e-15 && value <= 1);
        p.forEach((other, j) => assert.ok(!(other < p[i]) || q[j] <= value + 1e-15));
      });
    }),
  );
});
