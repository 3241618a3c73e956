// Poisson tails.

/** -log10 P(X >= n) for X ~ Poisson(lambda); 0 when n is not above lambda. */
export function log10Tail(n: number, lambda: number): number {
  if (n <= lambda || n === 0) return 0;
  let log = -lambda + n * Math.log(lambda);
  for (let i = 2; i <= n; i++) log -= Math.log(i);
  let sum = 1;
  let term = 1;
  for (let k = n + 1; term > 1e-12 * sum; k++) {
    term *= lambda / k;
    sum += term;
  }
  return -(log + Math.log(sum)) / Math.LN10;
}
