// Intervals: Clopper-Pearson for k of n, Student's t for means. From the regularised incomplete beta function
// (continued fraction after Lentz; DLMF 8.17).

export type Interval = readonly [low: number, high: number];

/** log Γ(x) for x > 0 (Lanczos, g = 7). */
function logGamma(x: number): number {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const y = x - 1;
  let sum = c[0];
  for (let i = 1; i < c.length; i++) sum += c[i] / (y + i);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const guard = (v: number): number => (Math.abs(v) < tiny ? tiny : v);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return value;
}

/** Regularised incomplete beta function I_x(a, b). */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

/** The x in [0, 1] at which the increasing function `f` reaches `target`. */
function solve(f: (x: number) => number, target: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Exact 95 % interval of a share of which k of n were seen. */
export function clopperPearson(k: number, n: number, level = 0.95): Interval {
  const tail = (1 - level) / 2;
  const low = k === 0 ? 0 : solve((x) => incompleteBeta(k, n - k + 1, x), tail);
  const high = k === n ? 1 : solve((x) => incompleteBeta(k + 1, n - k, x), 1 - tail);
  return [low, high];
}

/** The 97.5 % point of Student's t. */
export function studentQuantile(degrees: number): number {
  // P(T <= t) = 1 - I_x(degrees/2, 1/2)/2 with x = degrees/(degrees + t²).
  const x = solve((v) => incompleteBeta(degrees / 2, 0.5, v), 0.05);
  return Math.sqrt((degrees * (1 - x)) / x);
}

/** Mean of values in [0, 1] with its 95 % t interval, cut to [0, 1]. Undefined without values. */
export function meanInterval(
  values: readonly number[],
): { readonly mean: number; readonly interval: Interval } | undefined {
  const n = values.length;
  if (n === 0) return undefined;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  if (n === 1) return { mean, interval: [0, 1] };
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile(n - 1) * Math.sqrt(variance / n);
  return { mean, interval: [Math.max(0, mean - half), Math.min(1, mean + half)] };
}
