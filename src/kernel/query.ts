// The query of every list, `key:value` and free words: the same in screen, address, command line and API. Browser-safe.
import { nearest } from './query-nearest.ts';
import { type Piece, splitQuery } from './query-pieces.ts';
import { readValue } from './query-values.ts';

export type QueryFieldKind = 'text' | 'number' | 'time' | 'choice' | 'flag' | 'set';

/** A key that a list declares. */
export type QueryField = {
  readonly key: string;
  readonly kind: QueryFieldKind;
  /** For people: what it filters by. */
  readonly meaning: string;
  /** For "choice" and, where they are closed, "set". */
  readonly values?: readonly string[];
  /** Of a "choice" whose `values` go from the least to the most: `>`, `>=`, `<` and `<=` work. */
  readonly ordered?: boolean;
  /** True where rows may lack it: `key:none` finds them. */
  readonly optional?: boolean;
};

export type Comparison = '=' | '<' | '<=' | '>' | '>=';

/** `text` is as it was written, without quotes. */
export type QueryValue =
  | { readonly kind: 'text'; readonly text: string }
  /** Of an ordered choice; `among` are the values that the comparison lets through, perhaps none. */
  | {
      readonly kind: 'rank';
      readonly op: '<' | '<=' | '>' | '>=';
      readonly text: string;
      readonly among: readonly string[];
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'number'; readonly op: Comparison; readonly value: number; readonly text: string }
  /** The span that the written time names, milliseconds since 1970 UTC, end exclusive: a day, a minute. */
  | {
      readonly kind: 'time';
      readonly op: Comparison;
      readonly from: number;
      readonly to: number;
      readonly text: string;
    }
  /** So long before now: `<2h` is younger than two hours. */
  | {
      readonly kind: 'age';
      readonly op: '<' | '<=' | '>' | '>=';
      readonly milliseconds: number;
      readonly text: string;
    };

/** Places count UTF-16 units from 0, end exclusive. */
export type QueryTerm =
  | {
      readonly kind: 'word';
      readonly text: string;
      readonly negated: boolean;
      readonly at: number;
      readonly end: number;
    }
  | {
      readonly kind: 'field';
      readonly key: string;
      /** Any of them. */
      readonly values: readonly QueryValue[];
      readonly negated: boolean;
      readonly at: number;
      readonly end: number;
    };

export type QueryProblemCode =
  | 'queryTooLong'
  | 'tooManyTerms'
  | 'tooManyValues'
  | 'unclosedQuote'
  | 'unknownKey'
  | 'valueMissing'
  | 'valueInvalid';

export type QueryProblem = {
  readonly code: QueryProblemCode;
  readonly at: number;
  readonly end: number;
  /** The key or value that it is about. */
  readonly subject: string;
  /** What was meant, perhaps; or what would be understood. */
  readonly hint?: string;
};

export type Query = { readonly terms: readonly QueryTerm[]; readonly problems: readonly QueryProblem[] };

export const mostQueryCharacters = 2000;
export const mostQueryTerms = 40;
export const mostQueryValues = 40;

/** Reads any text: what is understood are terms, the rest are problems with their places. */
export function parseQuery(text: string, fields: readonly QueryField[]): Query {
  const terms: QueryTerm[] = [];
  const problems: QueryProblem[] = [];
  const read = text.slice(0, mostQueryCharacters);
  if (read.length < text.length) {
    problems.push({ code: 'queryTooLong', at: read.length, end: text.length, subject: '' });
  }
  for (const piece of splitQuery(read)) {
    if (terms.length >= mostQueryTerms) {
      problems.push({ code: 'tooManyTerms', at: piece.at, end: read.length, subject: '' });
      break;
    }
    const found = readPiece(piece, fields);
    problems.push(...found.problems);
    if (found.term !== undefined) terms.push(found.term);
  }
  return { terms, problems };
}

type Read = { readonly term?: QueryTerm; readonly problems: readonly QueryProblem[] };

function readPiece(piece: Piece, fields: readonly QueryField[]): Read {
  const { at, end, negated } = piece;
  const problem = (code: QueryProblemCode, subject: string, hint?: string): Read => ({
    problems: [{ code, at, end, subject, ...(hint === undefined ? {} : { hint }) }],
  });
  if (piece.unclosed) return problem('unclosedQuote', '"');
  const { key } = piece;
  if (key === undefined) {
    const text = piece.values[0].text;
    return text === '' ? { problems: [] } : { term: { kind: 'word', text, negated, at, end }, problems: [] };
  }
  const field = fields.find((one) => one.key === key);
  if (field === undefined) {
    const near = nearest(
      key,
      fields.map((one) => one.key),
    );
    return problem('unknownKey', key, near);
  }
  if (piece.values.some(({ text, quoted }) => text === '' && !quoted)) return problem('valueMissing', key);
  if (piece.values.length > mostQueryValues) return problem('tooManyValues', key);
  const values: QueryValue[] = [];
  for (const raw of piece.values) {
    const value = readValue(raw, field);
    if ('hint' in value) return problem('valueInvalid', raw.text, value.hint);
    values.push(value);
  }
  return { term: { kind: 'field', key, values, negated, at, end }, problems: [] };
}

/** The text that reads back as these terms. */
export function formatQuery(terms: readonly QueryTerm[]): string {
  return terms.map(formatTerm).join(' ');
}

function formatTerm(term: QueryTerm): string {
  const sign = term.negated ? '-' : '';
  if (term.kind === 'word') return `${sign}${plainWord.test(term.text) ? term.text : quoted(term.text)}`;
  return `${sign}${term.key}:${term.values.map(formatValue).join(',')}`;
}

function formatValue(value: QueryValue): string {
  switch (value.kind) {
    case 'none':
      return 'none';
    case 'flag':
      return value.value ? 'yes' : 'no';
    case 'text':
      return plainValue.test(value.text) && value.text !== 'none' ? value.text : quoted(value.text);
    case 'number':
    case 'time':
      return `${value.op === '=' ? '' : value.op}${plainValue.test(value.text) ? value.text : quoted(value.text)}`;
    case 'rank':
      return `${value.op}${plainValue.test(value.text) ? value.text : quoted(value.text)}`;
    case 'age':
      break;
  }
  return `${value.op}${value.text}`;
}

const plainWord = /^[^\s":,\\-][^\s":\\]*$/;
const plainValue = /^[^\s",\\<>=]+$/;
const quoted = (text: string): string => `"${text.replace(/["\\]/g, (c) => `\\${c}`)}"`;
