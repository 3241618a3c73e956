// Finds what was meant by a few letters: all must come in order; starts of words and letters together count more.

/** Higher is better; undefined where the letters are not all there. */
export function fuzzyScore(typed: string, text: string): number | undefined {
  const wanted = typed.toLowerCase().replace(/\s+/g, '');
  const within = text.toLowerCase();
  let score = 0;
  let from = 0;
  let before = -2;
  for (const letter of wanted) {
    const at = bestPlace(within, letter, from, before);
    if (at < 0) return undefined;
    if (at === before + 1) score += 3;
    if (startsWord(within, at)) score += 4;
    before = at;
    from = at + 1;
  }
  return score - within.length / 100;
}

const startsWord = (text: string, at: number): boolean => at === 0 || text[at - 1] === ' ';

/** Right after the letter before, else at the next word's start where the rest can follow, else the next place. */
function bestPlace(text: string, letter: string, from: number, before: number): number {
  if (from === before + 1 && text[from] === letter) return from;
  const next = text.indexOf(letter, from);
  for (let at = next; at >= 0; at = text.indexOf(letter, at + 1)) if (startsWord(text, at)) return at;
  return next;
}

export const fuzzyFind = <T>(typed: string, items: readonly T[], textOf: (item: T) => string): readonly T[] =>
  typed.trim() === ''
    ? items
    : items
        .map((item) => ({ item, score: fuzzyScore(typed, textOf(item)) }))
        .filter(({ score }) => score !== undefined)
        .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
        .map(({ item }) => item);
