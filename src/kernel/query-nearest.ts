// The candidate nearest to a mistyped word: at most two letters off. Both sides are short.
const mostLetters = 40;

/** Undefined where nothing is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > mostLetters) return undefined;
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Math.min(2, Math.floor(word.length / 2)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best ?? candidates.find((candidate) => lower.length > 2 && candidate.toLowerCase().startsWith(lower));
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
