// Exact fractions over whole numbers of any size: votes, quotas and averages are never rounded. Browser-safe.

export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** In lowest terms with a denominator above 0; RangeError for a denominator of 0. */
export function fraction(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  if (d === 0n) throw new RangeError('a fraction has a denominator other than 0');
  const common = gcd(n, d) * (d < 0n ? -1n : 1n);
  return common === 0n ? { numerator: 0n, denominator: 1n } : { numerator: n / common, denominator: d / common };
}

export const compareFractions = (a: Fraction, b: Fraction): number => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
};

export const subtract = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);

export const multiply = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.numerator, a.denominator * b.denominator);

export const divide = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator, a.denominator * b.numerator);

/** The whole number at or below. */
export function floorOf({ numerator, denominator }: Fraction): bigint {
  const whole = numerator / denominator;
  return numerator < 0n && whole * denominator !== numerator ? whole - 1n : whole;
}

/** "7" or "15 1/3"; for pages, never for reckoning. */
export function fractionText(value: Fraction): string {
  const whole = floorOf(value);
  const rest = value.numerator - whole * value.denominator;
  if (rest === 0n) return grouped(whole);
  const part = `${grouped(rest)}/${grouped(value.denominator)}`;
  return whole === 0n ? part : `${grouped(whole)} ${part}`;
}

/** "7" or "46/3": what machines read. */
export const exactText = ({ numerator, denominator }: Fraction): string =>
  denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;

/** For people: cut off after so many decimals, never rounded; "…" where more would follow. */
export function decimalText(value: Fraction, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const positive = value.numerator < 0n ? -value.numerator : value.numerator;
  const scaled = (positive * scale) / value.denominator;
  const exact = scaled * value.denominator === positive * scale;
  const digits = (scaled % scale).toString().padStart(decimals, '0');
  const rest = decimals === 0 ? '' : exact ? digits.replace(/0+$/, '') : digits;
  return `${value.numerator < 0n ? '-' : ''}${grouped(scaled / scale)}${rest === '' ? '' : `.${rest}`}${exact ? '' : '…'}`;
}

const grouped = (value: bigint): string => value.toLocaleString('en');
