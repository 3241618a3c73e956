// Poisson tails.

/** log n! for n = 0, 1, …; grows as needed. */
const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k++) logFactorials.push(logFactorials[k - 1] + Math.log(k));
  return logFactorials[n];
}

/** -log10 P(X >= n) for X ~ Poisson(lambda), n a whole number; 0 when n is not above lambda. */
export function log10Tail(n: number, lambda: number): number {
  if (n <= lambda || n === 0) return 0;
  const log = -lambda + n * Math.log(lambda) - logFactorial(n);
  let sum = 1;
  let term = 1;
  for (let k = n + 1; term > 1e-12 * sum; k++) {
    term *= lambda / k;
    sum += term;
  }
  return -(log + Math.log(sum)) / Math.LN10;
}
