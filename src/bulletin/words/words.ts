// The fingerprint of an opening in sixteen words for gazette and posters: 176 bits of its SHA-256, eleven a word, from the
// English list of BIP-39. Browser-safe.
import { wordlist } from '@scure/bip39/wordlists/english.js';

export const wordCount = 16;

export type FingerprintWord = {
  readonly word: string;
  /** Its number in the list, from 0, in four digits. */
  readonly digits: string;
};

const bitsOfWord = 11;

/** `hash`: SHA-256 of entry 0, 32 bytes. */
export function fingerprintWords(hash: Uint8Array): readonly FingerprintWord[] {
  const bits = Array.from(hash, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: wordCount }, (_, i) => {
    const index = Number.parseInt(bits.slice(i * bitsOfWord, (i + 1) * bitsOfWord), 2);
    return { word: wordlist[index], digits: String(index).padStart(4, '0') };
  });
}

/**
 * Sixteen words, or their numbers, as somebody typed or pasted them; four letters of a word are enough, as the list is made
 * for. Undefined where they are not sixteen of the list.
 */
export function readFingerprint(text: string): readonly FingerprintWord[] | undefined {
  const given = text
    .toLowerCase()
    .split(/[\s,;.:-]+/)
    .filter((part) => part !== '');
  const words = given.filter((part) => !/^\d+$/.test(part));
  const asked = words.length > 0 ? words.map(indexOfWord) : given.map(indexOfDigits);
  if (asked.length !== wordCount || asked.includes(-1)) return undefined;
  return asked.map((index) => ({ word: wordlist[index], digits: String(index).padStart(4, '0') }));
}

const indexOfWord = (word: string): number => {
  const exact = wordlist.indexOf(word);
  return exact >= 0 || word.length < 4 ? exact : wordlist.findIndex((one) => one.startsWith(word));
};
const indexOfDigits = (digits: string): number => (digits.length <= 4 && Number(digits) < 2048 ? Number(digits) : -1);

export const sameFingerprint = (one: readonly FingerprintWord[], other: readonly FingerprintWord[]): boolean =>
  one.length === other.length && one.every(({ digits }, i) => digits === other[i].digits);
