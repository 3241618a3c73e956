// Values of a query by the kind of their field: numbers, times as spans, ages, choices, flags.
import { nearest } from './query-nearest.ts';
import type { RawValue } from './query-pieces.ts';
import type { Comparison, QueryField, QueryValue } from './query.ts';

type Invalid = { readonly hint: string };

/** The value, or a hint of what would be understood. */
export function readValue(raw: RawValue, field: QueryField): QueryValue | Invalid {
  if (field.optional === true && raw.text === 'none' && !raw.quoted && raw.op === undefined) return { kind: 'none' };
  switch (field.kind) {
    case 'number':
      return readNumber(raw);
    case 'time':
      return readTime(raw);
    case 'flag':
      return readFlag(raw);
    case 'choice':
    case 'set':
      return readChoice(raw, field);
    case 'text':
      break;
  }
  if (raw.op !== undefined) return { hint: 'a text, in quotes; it has no order' };
  return { kind: 'text', text: raw.text };
}

function readChoice({ op = '=', text }: RawValue, field: QueryField): QueryValue | Invalid {
  const { key, values, ordered } = field;
  if (op !== '=' && ordered !== true) return { hint: `values of ${key} with commas; they have no order` };
  if (values === undefined) return { kind: 'text', text };
  const known = values.includes(text) ? text : values.find((value) => value.toLowerCase() === text.toLowerCase());
  if (known === undefined) return { hint: nearest(text, values) ?? values.slice(0, 12).join(', ') };
  if (op === '=') return { kind: 'text', text: known };
  return { kind: 'rank', op, text: known, among: valuesBeside(op, known, values) };
}

/** The values on the side of `text` that the comparison names, in their order. */
function valuesBeside(op: '<' | '<=' | '>' | '>=', text: string, values: readonly string[]): readonly string[] {
  const at = values.indexOf(text);
  const withIt = op === '<=' || op === '>=' ? 1 : 0;
  return op === '<' || op === '<=' ? values.slice(0, at + withIt) : values.slice(at + 1 - withIt);
}

function readFlag({ op, text }: RawValue): QueryValue | Invalid {
  if (op === undefined && /^(?:yes|true|1)$/i.test(text)) return { kind: 'flag', value: true };
  if (op === undefined && /^(?:no|false|0)$/i.test(text)) return { kind: 'flag', value: false };
  return { hint: 'yes, no' };
}

function readNumber({ op = '=', text }: RawValue): QueryValue | Invalid {
  const value = /^-?\d{1,15}(?:\.\d{1,15})?(?:e-?\d{1,3})?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? { kind: 'number', op, value, text } : { hint: 'a number, such as >5' };
}

const timeHint = '2026-06-01, 2026-06-01T18:30, <2h (younger than two hours), >7d';
const unitMilliseconds: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

function readTime({ op = '=', text }: RawValue): QueryValue | Invalid {
  const age = /^(\d{1,6})([smhdw])$/.exec(text);
  if (age !== null) {
    if (op === '=') return { hint: `<${text} (younger) or >${text} (older)` };
    return { kind: 'age', op, milliseconds: Number(age[1]) * unitMilliseconds[age[2]], text };
  }
  const span = spanOf(text);
  return span === undefined ? { hint: timeHint } : { kind: 'time', op: op satisfies Comparison, ...span, text };
}

const written = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?Z?)?)?)?$/;

/** The year, month, day, minute or second that a time names, in UTC. Undefined where it names none. */
function spanOf(text: string): { readonly from: number; readonly to: number } | undefined {
  const match = written.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1)
    .map((part: string | undefined) => (part === undefined ? undefined : Number(part)));
  if (year === undefined) return undefined;
  const date = (y: number, m: number, d = 1, h = 0, min = 0, s = 0): number => Date.UTC(y, m - 1, d, h, min, s);
  const from = date(year, month ?? 1, day, hour, minute, second);
  const iso = Number.isNaN(from) ? '' : new Date(from).toISOString();
  const digits = text.replace(/[^\d]/g, '');
  if (iso.replace(/[^\d]/g, '').slice(0, digits.length) !== digits) return undefined;
  if (month === undefined) return { from, to: date(year + 1, 1) };
  if (day === undefined) return { from, to: date(year, month + 1) };
  const step = second !== undefined ? 1000 : minute !== undefined ? 60_000 : 86_400_000;
  return { from, to: from + step };
}
