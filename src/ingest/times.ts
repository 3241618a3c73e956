// Times of a column: the unit is recognised from the first rows, once, and every later row must keep to it.
import type { ErrorCode } from '../kernel/errors.ts';
import { isoToMicros } from './iso-time.ts';

export type TimeUnit = 'seconds' | 'milliseconds' | 'microseconds' | 'iso';

export type TimeProblem = { readonly code: ErrorCode; readonly reason: string };

export type TimeColumn = {
  /** Shows a value of the first rows, in order, before `read` is called. */
  readonly sample: (value: unknown) => void;
  /** Undefined until a value could be understood. */
  readonly unit: () => TimeUnit | undefined;
  /** Microseconds since 1970-01-01T00:00:00Z, or -1 and `problem` says why. */
  readonly read: (value: unknown) => number;
  readonly problem: () => TimeProblem;
};

/** 2100-01-01T00:00:00Z; a later time is taken for a mistake. */
const latestMicros = 4_102_444_800_000_000;

/** Below this a number is a clock of its own (seconds since a start), as test data have it. */
const smallLimit = 1e8;

type Class = TimeUnit | 'small';

/** `zoneMinutes`: what a time without a zone means; without it such a time is rejected, as nobody can know. */
export function createTimeColumn(zoneMinutes?: number): TimeColumn {
  let decided: Class | undefined;
  let problem: TimeProblem = { code: 'TIME_INVALID', reason: 'empty' };
  const fail = (code: ErrorCode, reason: string): number => {
    problem = { code, reason };
    return -1;
  };

  const read = (value: unknown): number => {
    const amount = typeof value === 'number' ? value : typeof value === 'string' ? numberOf(value) : Number.NaN;
    if (Number.isNaN(amount)) return readIso(value);
    if (amount < 0) return fail('TIME_INVALID', `negative time ${amount}`);
    if (!Number.isFinite(amount)) return fail('TIME_INVALID', 'the number has no end');
    const found = classOf(amount);
    if (found === undefined) return fail('TIME_INVALID', `${amount} is no time in s, ms or µs`);
    decided ??= found;
    if (found !== decided) {
      if (found === 'small') return fail('TIME_INVALID', `${amount} in a column of ${decided}`);
      return fail('TIME_UNITS_MIXED', `${word(found)} in a column of ${word(decided)}`);
    }
    const micros = toMicros(amount, found, value);
    return micros > latestMicros ? fail('TIME_INVALID', `${amount} lies after the year 2100`) : micros;
  };

  const readIso = (value: unknown): number => {
    if (typeof value !== 'string' || value.trim() === '') return fail('VALUE_MISSING', 'the time is empty');
    const micros = isoToMicros(value.trim(), zoneMinutes);
    if (typeof micros === 'string') return fail('TIME_INVALID', micros);
    decided ??= 'iso';
    if (decided !== 'iso') return fail('TIME_UNITS_MIXED', `ISO 8601 in a column of ${word(decided)}`);
    if (micros < 0 || micros > latestMicros) return fail('TIME_INVALID', `${value.trim()} lies outside 1970 to 2100`);
    return micros;
  };

  const sample = (value: unknown): void => {
    if (decided !== undefined && decided !== 'small') return;
    const before = decided;
    decided = undefined;
    // A small number decides only when nothing else is in the sample: it may be a missing value written as 0.
    if (read(value) < 0 || decided === undefined) decided = before;
  };

  return {
    sample,
    unit: () => (decided === 'small' ? 'seconds' : decided),
    read,
    problem: () => problem,
  };
}

function word(unit: Class): string {
  return unit === 'iso' ? 'ISO 8601' : unit === 'small' ? 'seconds since a start of their own' : unit;
}

function classOf(amount: number): Class | undefined {
  if (amount < smallLimit) return 'small';
  if (amount < 1e11) return 'seconds';
  if (amount < 1e14) return 'milliseconds';
  return amount < 1e17 ? 'microseconds' : undefined;
}

function toMicros(amount: number, unit: Class, value: unknown): number {
  if (unit === 'microseconds') return Math.round(amount);
  if (unit === 'milliseconds') return Math.round(amount * 1e3);
  if (Number.isInteger(amount)) return amount * 1e6;
  // Whole seconds and their fraction apart, so that no digit written is lost to the size of the whole.
  const text = typeof value === 'string' ? value.trim() : String(amount);
  const dot = text.indexOf('.');
  if (dot < 0 || text.includes('e') || text.includes('E')) return Math.round(amount * 1e6);
  return Math.trunc(amount) * 1e6 + Math.round(Number(`0${text.slice(dot)}`) * 1e6);
}

const numberPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A decimal number, or NaN. Digits alone, the common case, are read without a pattern. */
function numberOf(text: string): number {
  const length = text.length;
  if (length > 0 && length <= 16) {
    let amount = 0;
    let i = 0;
    for (; i < length; i++) {
      const digit = text.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9) break;
      amount = amount * 10 + digit;
    }
    if (i === length) return amount;
  }
  const trimmed = text.trim();
  return trimmed.length <= 40 && numberPattern.test(trimmed) ? Number(trimmed) : Number.NaN;
}
