// Numbers as the language writes them, in even figures; sizes in bytes; shares of a whole.
import type { ReactElement } from 'react';
import { language } from '../messages/t.ts';

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });

/** Whole numbers in full, others to three figures; very small ones with their exponent. */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return whole.format(value);
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1).replace('e-', ' × 10⁻').replace(/\d+$/, superscript);
  return precise.format(value);
}

const superscript = (digits: string): string => [...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function bytesText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const options = { style: 'unit', unit: units[power], unitDisplay: 'short', maximumSignificantDigits: 3 } as const;
  return new Intl.NumberFormat(language, options).format(bytes / 1000 ** power);
}

type NumProps = { readonly value: number | null | undefined; readonly className?: string; readonly bytes?: boolean };

/** A dash where there is no number. */
export function Num({ value, className, bytes = false }: NumProps): ReactElement {
  const text = value === null || value === undefined ? '–' : bytes ? bytesText(value) : numberText(value);
  return <span className={className}>{text}</span>;
}
