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

const share = { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
const made = new Map<string, { readonly number: Intl.NumberFormat; readonly share: Intl.NumberFormat }>();

/** Kept: a page has thousands of numbers, and to make a format takes longer than to use it. */
function formatsOf(language: string): { readonly number: Intl.NumberFormat; readonly share: Intl.NumberFormat } {
  const known = made.get(language);
  if (known !== undefined) return known;
  const formats = { number: new Intl.NumberFormat(language), share: new Intl.NumberFormat(language, share) };
  made.set(language, formats);
  return formats;
}

export const sayNumber = ({ language }: Speech, value: number): string => formatsOf(language).number.format(value);

/** With one decimal; undefined where nothing is to be divided by. */
export const sayShare = ({ language }: Speech, part: number, whole: number): string | undefined =>
  whole === 0 ? undefined : formatsOf(language).share.format(part / whole);

/** In the zone of the election, which is named, with UTC beside it. */
export function sayTime({ language, timeZone }: Speech, iso: string): string {
  const own = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone,
  }).format(new Date(iso));
  return `${own} (${timeZone}; ${iso.slice(0, 19)}Z)`;
}

/** A day of the calendar, in ISO form, wherever it is. */
export const sayDay = ({ language }: Speech, iso: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));

/** In steps of 1,000 bytes; bytes in words, which have a plural. */
export function saySize({ language }: Speech, bytes: number): string {
  const steps = [
    { unit: 'megabyte', size: 1e6 },
    { unit: 'kilobyte', size: 1e3 },
  ] as const;
  const { unit, size } = steps.find((step) => bytes >= step.size) ?? { unit: 'byte', size: 1 };
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  const style = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, style).format(bytes / size);
}
