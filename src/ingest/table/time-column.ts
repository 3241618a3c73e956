// A column of times in one unit: recognised from its first value, mixed units refused.
import { PollwardenError } from '../../kernel/errors.ts';
import type { CsvRecord } from './csv-scan.ts';
import { unquote } from './csv-scan.ts';
import type { TimeUnit } from './time-cell.ts';
import { isoSecondsAt, numberAt, perSecond, unitOf } from './time-cell.ts';

export type TimeColumn = {
  /** Unit of the values so far. */
  readonly unit: () => TimeUnit;
  /** Least and greatest of the values so far, in seconds. */
  readonly range: () => { readonly first: number; readonly last: number };
  /**
   * Seconds since 1970 in field `at` of the record, or NaN when it holds no time from 1970 on.
   * Error: TIME_UNITS_MIXED with file and line.
   */
  readonly secondsAt: (file: string, record: CsvRecord, at: number) => number;
};

export function createTimeColumn(): TimeColumn {
  let unit: TimeUnit | undefined;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const secondsAt = (file: string, record: CsvRecord, at: number): number => {
    unquote(record, at);
    const number = numberAt(record.bytes, record.from[at], record.to[at]);
    const value = Number.isNaN(number) ? isoSecondsAt(record.bytes, record.from[at], record.to[at]) : number;
    if (!(value >= 0)) return Number.NaN;
    const here = Number.isNaN(number) ? 'iso' : unitOf(value);
    unit ??= here;
    if (unit === here) {
      const seconds = value / perSecond(here);
      if (seconds < first) first = seconds;
      if (seconds > last) last = seconds;
      return seconds;
    }
    const mixed = `${unitTexts[unit]} so far, ${unitTexts[here]} here`;
    throw new PollwardenError('TIME_UNITS_MIXED', mixed, { file, line: record.line });
  };
  return { unit: () => unit ?? 's', range: () => ({ first, last }), secondsAt };
}

/** The units in words. */
export const unitTexts: Readonly<Record<TimeUnit, string>> = {
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  iso: 'ISO 8601 with zone',
};
