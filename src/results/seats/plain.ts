// Steps of an allocation as plain JSON: fractions as exact text ("46/3"), and what was compared, the highest first.
import { compareFractions, decimalText, exactText, type Fraction } from '../../kernel/fraction.ts';
import type { SeatStep } from './steps.ts';

export type PlainValue = string | number | boolean | readonly PlainValue[] | { readonly [key: string]: PlainValue };
export type PlainStep = { readonly step: number; readonly kind: SeatStep['kind']; readonly [key: string]: PlainValue };

const isFraction = (value: object): value is Fraction => 'numerator' in value && 'denominator' in value;

function plain(value: unknown): PlainValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return '';
  if (isFraction(value)) return exactText(value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}

/** `index` from 0; steps are numbered from 1. */
export const plainStep = (step: SeatStep, index: number): PlainStep => ({
  ...(plain(step) as { readonly [key: string]: PlainValue }),
  step: index + 1,
  kind: step.kind,
});

export type Compared = { readonly option: string; readonly value: string; readonly exact: string };

/** What a seat was given on: averages or remainders of all that took part, the highest first; empty for other steps. */
export function comparedIn(step: SeatStep): readonly Compared[] {
  const rows =
    step.kind === 'average'
      ? step.averages.map(({ id, average }) => ({ id, height: average }))
      : step.kind === 'remainder'
        ? step.remainders.map(({ id, remainder }) => ({ id, height: remainder }))
        : [];
  return rows
    .toSorted((a, b) => compareFractions(b.height, a.height))
    .map(({ id, height }) => ({ option: id, value: decimalText(height, 2), exact: exactText(height) }));
}

/** Who got a seat in a step; undefined where nobody did. */
export const seatTo = (step: SeatStep): string | undefined =>
  step.kind === 'average' || step.kind === 'remainder' || step.kind === 'majority' || step.kind === 'mostVotes'
    ? step.option
    : undefined;
