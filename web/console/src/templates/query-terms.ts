// Changes single terms of a query's text and leaves the rest as the person wrote it.
import { parseQuery, type QueryField } from '../../../../src/kernel/query.ts';

/** The value of `key:value` where it stands alone and plainly; undefined otherwise. */
export function termValue(q: string, key: string, fields: readonly QueryField[]): string | undefined {
  const terms = parseQuery(q, fields).terms.filter((term) => term.kind === 'field' && term.key === key);
  const [term] = terms;
  if (terms.length !== 1 || term.kind !== 'field' || term.negated || term.values.length !== 1) return undefined;
  const [value] = term.values;
  return value.kind === 'text' ? value.text : value.kind === 'flag' ? (value.value ? 'yes' : 'no') : undefined;
}

/** `q` with `key:value` in place of what it said of the key; without it where the value is undefined. */
export function withTerm(q: string, key: string, value: string | undefined, fields: readonly QueryField[]): string {
  const places = parseQuery(q, fields).terms.filter((term) => term.kind === 'field' && term.key === key);
  const rest = places.reduceRight((text, { at, end }) => `${text.slice(0, at)} ${text.slice(end)}`, q);
  return [value === undefined ? '' : `${key}:${value}`, rest].join(' ').replace(/\s+/g, ' ').trim();
}
