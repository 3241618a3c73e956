// What plausibility found as CSV (RFC 4180), one finding a row, reason first. For internal eyes. Browser-safe.
import { csvCell } from '../tally/csv.ts';
import type { Hit, UnitHits } from './hit.ts';

const columns = [
  'contest',
  'unit',
  'name',
  'area',
  'reason',
  'expected',
  'ordinary',
  'against',
  'next',
  'rule',
  'special',
  'score',
  'p',
  'q',
] as const;

/** Numbers of a calibration are rounded to two digits that count. */
const number = (value: number | undefined): string => (value === undefined ? '' : String(Number(value.toPrecision(2))));

const row = ({ contest, unit, name, area, special }: UnitHits, hit: Hit): readonly string[] => [
  contest,
  unit,
  name,
  area,
  hit.reason,
  hit.expected,
  hit.ordinary,
  hit.against.join(' '),
  hit.next,
  hit.rule,
  special,
  hit.score === undefined ? '' : String(hit.score),
  number(hit.p),
  number(hit.q),
];

export function* plausibilityCsv(units: Iterable<UnitHits>): Generator<string> {
  yield `${columns.join(',')}\r\n`;
  for (const unit of units) for (const hit of unit.hits) yield `${row(unit, hit).map(cell).join(',')}\r\n`;
}

/** A negative score is a number and no formula. */
const cell = (text: string): string => (/^-?\d+(\.\d+)?(e-?\d+)?$/.test(text) ? text : csvCell(text));
