// Benjamini-Hochberg. Comparisons that were not listed had no smaller p than those that were. Browser-safe.

/** q-values of `pValues`, in their order. */
export function qValues(pValues: readonly number[]): readonly number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
  const q = new Array<number>(pValues.length);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    least = Math.min(least, (pValues[order[rank - 1]] * pValues.length) / rank);
    q[order[rank - 1]] = least;
  }
  return q;
}
