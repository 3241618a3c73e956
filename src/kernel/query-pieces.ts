// Splits a query at its blanks into words and `key:value,value`, with quotes; nothing is refused here.
import type { Comparison } from './query.ts';

export type RawValue = { readonly op: Comparison | undefined; readonly text: string; readonly quoted: boolean };

/** A word has no key and one value. */
export type Piece = {
  readonly negated: boolean;
  readonly key: string | undefined;
  readonly values: readonly RawValue[];
  readonly unclosed: boolean;
  readonly at: number;
  readonly end: number;
};

const blank = /\s/;
/** What stands before a colon and is a key; "https://…" is a word. */
const keyBefore = /^([A-Za-z][A-Za-z0-9_]{0,39}):(?!\/\/)/;

export function splitQuery(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    if (blank.test(text[at])) {
      at++;
      continue;
    }
    const piece = pieceAt(text, at);
    pieces.push(piece);
    at = piece.end;
  }
  return pieces;
}

function pieceAt(text: string, at: number): Piece {
  const negated = text[at] === '-' && at + 1 < text.length && !blank.test(text[at + 1]);
  const start = negated ? at + 1 : at;
  const key = keyBefore.exec(text.slice(start, start + 41))?.[1];
  if (key === undefined) {
    const word = valueAt(text, start, false);
    return { negated, key, values: [word], unclosed: word.unclosed, at, end: word.end };
  }
  const values: RawValue[] = [];
  let unclosed = false;
  let end = start + key.length;
  do {
    const value = valueAt(text, end + 1, true);
    values.push(value);
    unclosed ||= value.unclosed;
    ({ end } = value);
  } while (text[end] === ',');
  return { negated, key, values, unclosed, at, end };
}

type ReadValue = RawValue & { readonly unclosed: boolean; readonly end: number };

/** Of a field the value ends at a comma too, and may begin with a comparison. */
function valueAt(text: string, from: number, inField: boolean): ReadValue {
  const op = inField ? (/^(?:[<>]=?|=)/.exec(text.slice(from, from + 2))?.[0] as Comparison | undefined) : undefined;
  const at = from + (op?.length ?? 0);
  if (text[at] === '"') return quotedAt(text, at, op, inField);
  let end = at;
  while (end < text.length && !blank.test(text[end]) && !(inField && text[end] === ',')) end++;
  return { op, text: text.slice(at, end), quoted: false, unclosed: false, end };
}

function quotedAt(text: string, at: number, op: Comparison | undefined, inField: boolean): ReadValue {
  let value = '';
  let end = at + 1;
  while (end < text.length && text[end] !== '"') {
    if (text[end] === '\\' && end + 1 < text.length) end++;
    value += text[end];
    end++;
  }
  const unclosed = end >= text.length;
  end = Math.min(text.length, end + 1);
  const after = end;
  while (end < text.length && !blank.test(text[end]) && !(inField && text[end] === ',')) end++;
  return { op, text: value + text.slice(after, end), quoted: true, unclosed, end };
}
