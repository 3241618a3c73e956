// R's quantile of the weights, from how often each weight occurs.

/**
 * R's quantile of type 7 of the weights, from how often each occurs.
 * Answers NaN when there are none.
 */
export function weightQuantile(histogram: ReadonlyMap<number, number>, probability: number): number {
  const weights = [...histogram].sort((a, b) => a[0] - b[0]);
  let count = 0;
  for (const [, n] of weights) count += n;
  if (count === 0) return Number.NaN;
  const at = 1 + (count - 1) * probability;
  const low = Math.floor(at);
  const nth = (n: number): number => {
    let seen = 0;
    for (const [weight, times] of weights) {
      seen += times;
      if (seen >= n) return weight;
    }
    return Number.NaN;
  };
  const lower = nth(low);
  const upper = nth(Math.ceil(at));
  const part = at - low;
  return lower === upper ? lower : (1 - part) * lower + part * upper;
}
