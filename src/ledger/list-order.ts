// The order of a list and the cursor of its next page. A cursor comes back from outside: it is read as data, checked,
// and at most moves where a page begins.
import { PollwardenError } from '../kernel/errors.ts';
import type { ListSpec } from './list-sql.ts';

export type Order = {
  readonly name: string;
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
  /** " INDEXED BY …" where the list has an index for the order, else ''. */
  readonly by: string;
  /** Whether the index for scans holds the column. */
  readonly scanned: boolean;
};
export type Cursor = { readonly value: string | number; readonly row: number };

/** INPUT_INVALID for a key that the list does not sort by. */
export function orderOf(spec: ListSpec, sort = spec.defaultSort): Order {
  const { sorts, sortIndexes, unscannedSorts } = spec;
  const descending = sort.startsWith('-');
  const key = descending ? sort.slice(1) : sort;
  if (!Object.hasOwn(sorts, key)) {
    throw new PollwardenError('INPUT_INVALID', `sort is one of ${Object.keys(sorts).join(', ')}, "-" for descending`);
  }
  const index = sortIndexes?.[key];
  return {
    name: sort,
    column: sorts[key],
    direction: descending ? 'DESC' : 'ASC',
    by: index === undefined ? '' : ` INDEXED BY ${index}`,
    scanned: unscannedSorts?.includes(key) !== true,
  };
}

export function formatCursor({ name }: Order, { value, row }: Cursor): string {
  return Buffer.from(JSON.stringify([name, value, row])).toString('base64url');
}

const mostCharacters = 1000;

/** INPUT_INVALID for what is not a cursor of this order. */
export function parseCursor(text: string, { name }: Order): Cursor {
  const invalid = new PollwardenError('INPUT_INVALID', 'cursor: not one of this list in this order');
  if (text.length > mostCharacters) throw invalid;
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw invalid;
  }
  if (!Array.isArray(read) || read.length !== 3 || read[0] !== name) throw invalid;
  const [, value, row] = read as readonly unknown[];
  const scalar = typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
  if (!scalar || typeof row !== 'number' || !Number.isSafeInteger(row)) throw invalid;
  return { value, row };
}
