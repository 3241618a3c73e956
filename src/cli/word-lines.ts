// Sixteen words as a terminal shows them: two columns, each word with its number in the list.
import type { FingerprintWord } from '../bulletin/words/words.ts';

export function wordLines(words: readonly FingerprintWord[]): readonly string[] {
  const half = words.length / 2;
  const cell = ({ word, digits }: FingerprintWord, i: number): string =>
    `${String(i + 1).padStart(2)}  ${word.padEnd(10)} ${digits}`;
  return words.slice(0, half).map((word, i) => `  ${cell(word, i)}      ${cell(words[i + half], i + half)}`);
}
