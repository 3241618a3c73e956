// Problems of a query in plain English, for the command line and the API; the console has its own texts by code.
import type { QueryProblem, QueryProblemCode } from './query.ts';

const texts: Readonly<Record<QueryProblemCode, string>> = {
  queryTooLong: 'the query is longer than 2000 characters',
  tooManyTerms: 'the query has more than 40 terms',
  tooManyValues: 'more than 40 values for',
  unclosedQuote: 'a quote is not closed',
  unknownKey: 'there is no key',
  valueMissing: 'no value after',
  valueInvalid: 'not understood:',
};

/** One line, with the place counted from 1. */
export function problemText({ code, at, subject, hint }: QueryProblem): string {
  const about = subject === '' || code === 'unclosedQuote' ? '' : ` "${subject.slice(0, 60)}"`;
  const meant = hint === undefined ? '' : code === 'unknownKey' ? `; did you mean "${hint}"?` : ` (${hint})`;
  return `at ${at + 1}: ${texts[code]}${about}${meant}`;
}
