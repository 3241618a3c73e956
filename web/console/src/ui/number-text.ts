// Numbers as the language writes them, and sizes in bytes.
import { language } from '../messages/t.ts';

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
const superscript = (digits: string): string => [...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');

/** Whole numbers in full, others to three figures; very small ones with their exponent. */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return whole.format(value);
  if (Math.abs(value) >= 0.001) return precise.format(value);
  const [figures, exponent] = value.toExponential(1).split('e-');
  return `${figures} × 10⁻${superscript(exponent)}`;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function bytesText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const options = { style: 'unit', unit: units[power], unitDisplay: 'short', maximumSignificantDigits: 3 } as const;
  return new Intl.NumberFormat(language, options).format(bytes / 1000 ** power);
}
