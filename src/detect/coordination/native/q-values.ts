// Benjamini-Hochberg.

/** q-values of `pValues`, in their order; `tests` when there were more than are listed (the rest had p = 1). */
export function qValues(pValues: readonly number[], tests = pValues.length): readonly number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
  const q = new Array<number>(pValues.length);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    least = Math.min(least, (pValues[order[rank - 1]] * tests) / rank);
    q[order[rank - 1]] = least;
  }
  return q;
}
