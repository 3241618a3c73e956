// What a list declares of its table, and the SQL conditions that its terms become: values are always parameters.
import type { Comparison, QueryField, QueryTerm, QueryValue } from '../kernel/query.ts';

export type Sql = { readonly text: string; readonly values: readonly (string | number)[] };
export type SqlRow = Readonly<Record<string, string | number | null | Uint8Array>>;

export type ListField = QueryField & {
  /** Expression over the table's columns: written by us, never from outside. */
  readonly column: string;
  /** For "choice" that is kept as numbers. */
  readonly codes?: Readonly<Record<string, number>>;
  /** For "set" that is kept as bits: the expression; `codes` are the bits' places. */
  readonly bitOf?: string;
  /** Condition that finds rows without a value, for `key:none`. */
  readonly none?: string;
  /** Condition that finds rows with a value, for "flag". */
  readonly flag?: string;
  /** A text is compared whole; otherwise it is looked for within, without regard to case of ASCII letters. */
  readonly exact?: boolean;
  /** Rows (as r) of one value, where another table says which. */
  readonly rowsOf?: (text: string) => Sql;
  /** A condition of its own on the row; with `indexed`, an index of the table works it off. */
  readonly condition?: (text: string) => Sql;
  /** Also in the summary table. */
  readonly counted?: boolean;
  /** In the index for scans. */
  readonly scanned?: boolean;
  /** An index begins with it, so that few rows are found fast. */
  readonly indexed?: boolean;
  /** What a text stands for: "me". */
  readonly resolve?: (text: string, context: ListContext) => string;
};

export type ListBounds = {
  /** Beyond this, a set that no summary counts is "10,000+". */
  readonly countedRows: number;
  /** A condition with at most so many rows is worked off from its own index. */
  readonly fewRows: number;
  /** Rows that are looked at along an order where no index can tell; what lies beyond is another page's. */
  readonly walkedRows: number;
};
export const defaultBounds: ListBounds = { countedRows: 10_000, fewRows: 25_000, walkedRows: 10_000 };

export type ListSpec = {
  readonly table: string;
  /** Its integer primary key. */
  readonly row: string;
  readonly fields: readonly ListField[];
  /** Condition of a free word, and the rows (as r) that have it where an index knows them. */
  readonly word: (word: string) => { readonly sql: Sql; readonly among?: Sql };
  /** Whether `word` also takes several words, all of which must be there. */
  readonly wordsTogether?: boolean;
  /** Columns without NULL, by key. */
  readonly sorts: Readonly<Record<string, string>>;
  readonly defaultSort: string;
  /** Index that begins with the column and the row, by key of the order. */
  readonly sortIndexes?: Readonly<Record<string, string>>;
  /** Orders whose column is not in the index for scans. */
  readonly unscannedSorts?: readonly string[];
  /** Table with the columns of the fields that are `counted`, and n. */
  readonly summary?: string;
  /** What bounds the work of one answer, where it is not the default. */
  readonly bounds?: ListBounds;
  /** Index with the columns of the fields that are `scanned`. */
  readonly scan?: string;
};

/** `now` in milliseconds since 1970 UTC; `me` is the id of who asks. */
export type ListContext = { readonly now: number; readonly me?: string };

export type Condition = {
  readonly sql: Sql;
  /** The rows (as r) of the condition alone. */
  readonly among?: Sql;
  readonly counted: boolean;
  readonly scanned: boolean;
};

export function where(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return { text: '', values: [] };
  return {
    text: ` WHERE ${conditions.map(({ text }) => `(${text})`).join(' AND ')}`,
    values: conditions.flatMap(({ values }) => values),
  };
}

/** A condition on a text, looked for anywhere in it. */
export function containsText(column: string, text: string): Sql {
  return { text: `${column} LIKE ? ESCAPE '\\'`, values: [`%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`] };
}

export function conditionOf(term: QueryTerm, spec: ListSpec, context: ListContext): Condition {
  if (term.kind === 'word') {
    const { sql, among } = spec.word(term.text);
    return { sql: signed(sql, term.negated), ...(term.negated ? {} : { among }), counted: false, scanned: false };
  }
  const field = spec.fields.find(({ key }) => key === term.key);
  // The query was read with these fields.
  if (field === undefined) throw new Error(`no field ${term.key}`);
  const any = anyOf(term.values.map((value) => valueCondition(value, field, context, spec)));
  const counted = field.counted === true;
  const scanned = field.scanned === true;
  const among = term.negated ? undefined : amongOf(any, term.values, field, spec);
  return { sql: signed(any, term.negated), ...(among === undefined ? {} : { among }), counted, scanned };
}

function amongOf(any: Sql, values: readonly QueryValue[], field: ListField, spec: ListSpec): Sql | undefined {
  if (field.rowsOf !== undefined) {
    const [value] = values;
    return values.length === 1 && value.kind === 'text' ? field.rowsOf(value.text) : undefined;
  }
  if (field.indexed !== true) return undefined;
  return { text: `SELECT ${spec.row} AS r FROM ${spec.table} WHERE ${any.text}`, values: any.values };
}

const signed = ({ text, values }: Sql, negated: boolean): Sql => ({
  text: negated ? `(${text}) IS NOT TRUE` : text,
  values,
});

const anyOf = (conditions: readonly Sql[]): Sql => ({
  text: conditions.map(({ text }) => `(${text})`).join(' OR '),
  values: conditions.flatMap(({ values }) => values),
});

function valueCondition(value: QueryValue, field: ListField, context: ListContext, spec: ListSpec): Sql {
  const { column } = field;
  switch (value.kind) {
    case 'none':
      return { text: field.none ?? `${column} IS NULL`, values: [] };
    case 'flag': {
      const has = field.flag ?? `${column} <> 0`;
      return { text: value.value ? has : `(${has}) IS NOT TRUE`, values: [] };
    }
    case 'number':
      return { text: `${column} ${value.op} ?`, values: [value.value] };
    case 'time':
      return timeCondition(column, value.op, value.from, value.to);
    case 'age':
      return { text: `${column} ${flipped[value.op]} ?`, values: [context.now - value.milliseconds] };
    case 'rank':
      if (value.among.length === 0) return never;
      return anyOf(value.among.map((text) => textCondition(text, field, spec)));
    case 'text':
      break;
  }
  return textCondition(field.resolve?.(value.text, context) ?? value.text, field, spec);
}

/** Younger is later. */
const flipped = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function timeCondition(column: string, op: Comparison, from: number, to: number): Sql {
  switch (op) {
    case '=':
      return { text: `${column} >= ? AND ${column} < ?`, values: [from, to] };
    case '<':
      return { text: `${column} < ?`, values: [from] };
    case '<=':
      return { text: `${column} < ?`, values: [to] };
    case '>':
      return { text: `${column} >= ?`, values: [to] };
    case '>=':
      break;
  }
  return { text: `${column} >= ?`, values: [from] };
}

const never: Sql = { text: '0', values: [] };

function textCondition(text: string, field: ListField, spec: ListSpec): Sql {
  const { column, codes, bitOf, exact, kind, rowsOf, condition } = field;
  if (condition !== undefined) return condition(text);
  if (rowsOf !== undefined) {
    const rows = rowsOf(text);
    return { text: `${spec.table}.${spec.row} IN (${rows.text})`, values: rows.values };
  }
  if (codes !== undefined && bitOf !== undefined) {
    return Object.hasOwn(codes, text) ? { text: `${bitOf} & ? <> 0`, values: [2 ** codes[text]] } : never;
  }
  if (codes !== undefined) {
    return Object.hasOwn(codes, text) ? { text: `${column} = ?`, values: [codes[text]] } : never;
  }
  if (exact === true || kind !== 'text') return { text: `${column} = ?`, values: [text] };
  return containsText(column, text);
}
