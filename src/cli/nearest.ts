// The nearest known word to one that is not known, for suggestions.

/** Number of single-character insertions, deletions and replacements that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The candidate nearest to `word`, or undefined when none is near (more than 40 % of its length away). */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const cut = word.slice(0, 80);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(cut.length * 0.4)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(cut, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}
