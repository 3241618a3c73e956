// Ids of Mastodon's statuses: decimal numbers beyond 2^53, whose upper bits are the milliseconds of writing.
import type { RawRecord } from './connector.ts';

const isId = (value: unknown): value is string => typeof value === 'string' && /^\d{1,24}$/.test(value);

const plain = (id: string): string => id.replace(/^0+(?=\d)/, '');
const isLater = (a: string, b: string): boolean => a.length > b.length || (a.length === b.length && a > b);

/** The greatest of `last` and the ids of these records. */
export function laterId(last: string | undefined, records: readonly RawRecord[]): string | undefined {
  let found = last;
  for (const record of records) {
    const id = record.problem === undefined ? record.value['id'] : undefined;
    if (isId(id) && (found === undefined || isLater(plain(id), found))) found = plain(id);
  }
  return found;
}

/** An id `seconds` of writing before this one; the id itself where it is no snowflake of this century. */
export function earlierId(id: string, seconds: number): string {
  if (!isId(id)) return '0';
  const number = BigInt(id);
  const before = number - (BigInt(Math.round(seconds * 1000)) << 16n);
  return before >> 16n > 946_684_800_000n ? String(before) : id;
}

/** Milliseconds since 1970 at which a snowflake was made; undefined where it is none. */
export function timeOfId(id: string): number | undefined {
  const milliseconds = Number(BigInt(isId(id) ? id : 0) >> 16n);
  return milliseconds > 946_684_800_000 && milliseconds < 4_102_444_800_000 ? milliseconds : undefined;
}
