// What could stand at the cursor of a query: keys, and after a colon the key's values.
import type { QueryField } from '../../../../src/kernel/query.ts';

export type Suggestion = {
  readonly text: string;
  readonly meaning?: string;
  /** The query with the suggestion in it, and where the cursor is then. */
  readonly query: string;
  readonly cursor: number;
};

const most = 9;

export function suggestionsAt(q: string, cursor: number, fields: readonly QueryField[]): readonly Suggestion[] {
  const start = Math.max(q.lastIndexOf(' ', cursor - 1), q.lastIndexOf('\n', cursor - 1)) + 1;
  const word = q.slice(start, cursor);
  const minus = word.startsWith('-') ? 1 : 0;
  const colon = word.indexOf(':');
  const put = (from: number, text: string): Pick<Suggestion, 'query' | 'cursor'> => ({
    query: q.slice(0, from) + text + q.slice(cursor),
    cursor: from + text.length,
  });
  if (colon < 0) {
    const typed = word.slice(minus).toLowerCase();
    return fields
      .filter(({ key }) => key.toLowerCase().startsWith(typed))
      .slice(0, most)
      .map(({ key, meaning }) => ({ text: `${key}:`, meaning, ...put(start + minus, `${key}:`) }));
  }
  const field = fields.find(({ key }) => key === word.slice(minus, colon));
  const from = start + Math.max(colon, word.lastIndexOf(',')) + 1;
  const typed = q.slice(from, cursor).toLowerCase();
  return valuesOf(field, typed)
    .filter((value) => value.toLowerCase().startsWith(typed) && value.toLowerCase() !== typed)
    .slice(0, most)
    .map((value) => ({ text: value, ...put(from, `${value} `) }));
}

/** With the comparison that is typed; before one is, "this and more" of all but the least and the most. */
function inOrder(values: readonly string[], typed: string): readonly string[] {
  const op = /^[<>]=?/.exec(typed)?.[0];
  return op === undefined ? values.slice(1, -1).map((value) => `>=${value}`) : values.map((value) => `${op}${value}`);
}

function valuesOf(field: QueryField | undefined, typed: string): readonly string[] {
  if (field === undefined) return [];
  const values = field.values ?? [];
  const own = field.kind === 'flag' ? ['yes', 'no'] : field.kind === 'time' ? ['<1h', '<24h', '<7d'] : values;
  if (field.ordered === true) return [...own, ...inOrder(values, typed)];
  return field.optional === true ? [...own, 'none'] : own;
}
