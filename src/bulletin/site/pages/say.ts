// Words, numbers and times of a page in its language.
import type { PageWords } from './words/english.ts';

export type Speech = {
  /** As in the attribute lang. */
  readonly language: string;
  readonly words: PageWords;
  /** IANA name; the election's own. */
  readonly timeZone: string;
};

/** The text with what stands in braces filled in. */
export const say = (
  { words }: Speech,
  key: keyof PageWords,
  given: Readonly<Record<string, string | number>> = {},
): string => words[key].replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => String(given[name] ?? whole));

/** Making one takes a hundred times as long as using it; there are some dozens of languages. */
const wholeNumbers = new Map<string, Intl.NumberFormat>();

export function sayNumber({ language }: Speech, value: number): string {
  const known = wholeNumbers.get(language) ?? new Intl.NumberFormat(language);
  wholeNumbers.set(language, known);
  return known.format(value);
}

/** With one decimal; undefined where nothing is to be divided by. */
export const sayShare = ({ language }: Speech, part: number, whole: number): string | undefined =>
  whole === 0
    ? undefined
    : new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
        part / whole,
      );

/** In the zone of the election, which is named, with UTC beside it. */
export function sayTime({ language, timeZone }: Speech, iso: string): string {
  const own = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone,
  }).format(new Date(iso));
  return `${own} (${timeZone}; ${iso.slice(0, 19)}Z)`;
}

/** In steps of 1,000 bytes. */
export function saySize({ language }: Speech, bytes: number): string {
  const steps = [
    { unit: 'megabyte', size: 1e6 },
    { unit: 'kilobyte', size: 1e3 },
  ] as const;
  const { unit, size } = steps.find((step) => bytes >= step.size) ?? { unit: 'byte', size: 1 };
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, style).format(bytes / size);
}
