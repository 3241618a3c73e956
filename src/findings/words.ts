// Words of a text as the index of findings holds them: lower case, without accents, letters and digits only.

const mostWords = 2000;

/** Distinct words, in the order of the text. */
export function wordsOf(text: string): readonly string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].slice(0, mostWords);
}
