import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clopperPearson, incompleteBeta, meanInterval, studentQuantile } from './intervals.ts';

const near = (a: number, b: number, within = 1e-6): void => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);

test('incomplete beta: closed forms', () => {
  for (const x of [0.01, 0.2, 0.5, 0.77, 0.99]) {
    near(incompleteBeta(1, 1, x), x, 1e-12);
    near(incompleteBeta(2, 1, x), x * x, 1e-12);
    near(incompleteBeta(1, 3, x), 1 - (1 - x) ** 3, 1e-12);
    near(incompleteBeta(0.5, 0.5, x), (2 / Math.PI) * Math.asin(Math.sqrt(x)), 1e-10);
  }
});

test('Clopper-Pearson: no event in n has the upper end 1 - 0.025^(1/n), and the ends are exact binomial tails', () => {
  near(clopperPearson(0, 400)[1], 1 - 0.025 ** (1 / 400), 1e-9);
  near(clopperPearson(20, 20)[0], 0.025 ** (1 / 20), 1e-9);
  assert.equal(clopperPearson(0, 20)[0], 0);
  assert.equal(clopperPearson(20, 20)[1], 1);
  const tail = (p: number, from: number, to: number, n: number): number => {
    let sum = 0;
    for (let k = from; k <= to; k++) {
      let choose = 1;
      for (let i = 0; i < k; i++) choose *= (n - i) / (k - i);
      sum += choose * p ** k * (1 - p) ** (n - k);
    }
    return sum;
  };
  const [low, high] = clopperPearson(7, 30);
  near(tail(low, 7, 30, 30), 0.025, 1e-9);
  near(tail(high, 0, 7, 30), 0.025, 1e-9);
});

test('Student: known quantiles, and the interval of a mean', () => {
  near(studentQuantile(1), 12.7062047, 1e-5);
  near(studentQuantile(19), 2.0930241, 1e-6);
  near(studentQuantile(1e5), 1.96, 1e-3);
  assert.equal(meanInterval([]), undefined);
  const { mean, interval } = meanInterval([0.4, 0.5, 0.6]) ?? assert.fail();
  near(mean, 0.5);
  near(interval[1] - mean, (4.3026527 * 0.1) / Math.sqrt(3), 1e-6);
});
