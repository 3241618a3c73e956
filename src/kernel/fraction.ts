// Exact fractions over BigInt, always in lowest terms with a positive denominator. Browser-safe.
import { PollwardenError } from './errors.ts';

export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** INPUT_INVALID for a denominator of 0, or a number that is not whole and exact. */
export function fraction(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
  for (const part of [numerator, denominator])
    if (typeof part === 'number' && !Number.isSafeInteger(part))
      throw new PollwardenError('INPUT_INVALID', `${part} is no whole number up to 2^53-1`);
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  if (d === 0n) throw new PollwardenError('INPUT_INVALID', 'a fraction has no denominator of 0');
  const [above, below] = d < 0n ? [-n, -d] : [n, d];
  const common = gcd(above, below);
  return { numerator: above / common, denominator: below / common };
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const subtract = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);

export const multiply = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.numerator, a.denominator * b.denominator);

/** INPUT_INVALID for a division by 0. */
export const divide = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator, a.denominator * b.numerator);

/** Below 0, 0 or above 0, as sorting wants it. */
export function compare(a: Fraction, b: Fraction): number {
  const [one, other] = [a.numerator * b.denominator, b.numerator * a.denominator];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The largest whole number that is not above it. */
export function floor({ numerator, denominator }: Fraction): bigint {
  const whole = numerator / denominator;
  return numerator < 0n && whole * denominator !== numerator ? whole - 1n : whole;
}

/** "7" or "22/7"; what JSON carries. */
export const fractionText = ({ numerator, denominator }: Fraction): string =>
  denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;

/** Reads what fractionText wrote. INPUT_INVALID for anything else. */
export function readFraction(text: string): Fraction {
  if (text.length > 200 || !/^-?\d+(?:\/\d+)?$/.test(text))
    throw new PollwardenError('INPUT_INVALID', `"${text.slice(0, 40)}" is no fraction`);
  const [numerator, denominator = '1'] = text.split('/');
  return fraction(BigInt(numerator), BigInt(denominator));
}

/** For people: cut off, never rounded, after so many decimals; "…" where more would follow. */
export function decimalText(value: Fraction, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const positive = value.numerator < 0n ? -value.numerator : value.numerator;
  const scaled = (positive * scale) / value.denominator;
  const exact = scaled * value.denominator === positive * scale;
  const whole = (scaled / scale).toString().replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  const rest = exact
    ? (scaled % scale).toString().padStart(decimals, '0').replace(/0+$/, '')
    : (scaled % scale).toString().padStart(decimals, '0');
  const sign = value.numerator < 0n ? '-' : '';
  return `${sign}${whole}${decimals === 0 || rest === '' ? '' : `.${rest}`}${exact ? '' : '…'}`;
}
