// Weighted draws by binary search in cumulated weights.
import type { Random } from '../../kernel/random.ts';

export type Sampler = { readonly items: Uint32Array; readonly cumulated: Float64Array };

/** A sampler that draws `items[i]` in proportion to `weights[items[i]]`. */
export function weightedSampler(items: Uint32Array, weights: Float64Array): Sampler {
  const cumulated = new Float64Array(items.length);
  let sum = 0;
  for (let i = 0; i < items.length; i++) {
    sum += weights[items[i]];
    cumulated[i] = sum;
  }
  return { items, cumulated };
}

export function draw(sampler: Sampler, random: Random): number {
  const { items, cumulated } = sampler;
  const target = random.next() * cumulated[cumulated.length - 1];
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle] > target) high = middle;
    else low = middle + 1;
  }
  return items[low];
}

/** Pareto deviate with minimum 1, cut at `most`. */
export function pareto(random: Random, alpha: number, most: number): number {
  return Math.min(most, (1 - random.next()) ** (-1 / alpha));
}
