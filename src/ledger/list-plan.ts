// How a list is answered: counted exactly where a summary table can or an index leads to few rows; else the first rows
// are looked for, and there are either few (then these are all) or many (then a walk along the order meets enough soon).
import type { Ledger } from './ledger.ts';
import type { Order } from './list-order.ts';
import { type Condition, defaultBounds, type ListSpec, type Sql, where } from './list-sql.ts';

/** Rows to take a page from. */
export type Source =
  /** All that match; `bounded` where only so many are looked at for one page. */
  | { readonly kind: 'walk'; readonly conditions: readonly Sql[]; readonly bounded: boolean; readonly scanned: boolean }
  /** Those of a small set (column r) that match. */
  | { readonly kind: 'among'; readonly rows: Sql; readonly conditions: readonly Sql[] };

export type Plan = { readonly source: Source; readonly matching: number; readonly atLeast: boolean };

export function planOf(ledger: Ledger, spec: ListSpec, conditions: readonly Condition[], order: Order): Plan {
  const { countedRows, fewRows } = spec.bounds ?? defaultBounds;
  const all = conditions.map(({ sql }) => sql);
  const scanned = spec.scan !== undefined && conditions.every((one) => one.scanned);
  const walk = (bounded: boolean): Source => ({ kind: 'walk', conditions: all, bounded, scanned });
  if (conditions.length === 0) return { source: walk(false), matching: countAll(ledger, spec), atLeast: false };
  const small = smallest(ledger, conditions, fewRows);
  if (small !== undefined) return planAmong(ledger, spec, conditions, small);
  if (spec.summary !== undefined && conditions.every(({ counted }) => counted)) {
    return { source: walk(false), matching: countIn(ledger, spec.summary, all), atLeast: false };
  }
  if (conditions.length === 1 && conditions[0].among !== undefined) {
    return { source: walk(true), matching: fewRows, atLeast: true };
  }
  const { rows, complete } = scanned ? firstScanned(ledger, spec, all) : firstWalked(ledger, spec, all, order);
  if (!complete) return { source: walk(true), matching: Math.min(rows.length, countedRows), atLeast: true };
  const known: Sql = { text: 'SELECT value AS r FROM json_each(?)', values: [JSON.stringify(rows)] };
  return { source: { kind: 'among', rows: known, conditions: [] }, matching: rows.length, atLeast: false };
}

type Small = { readonly condition: Condition; readonly among: Sql; readonly n: number };

function planAmong(ledger: Ledger, spec: ListSpec, conditions: readonly Condition[], small: Small): Plan {
  const others = conditions.filter((one) => one !== small.condition).map(({ sql }) => sql);
  const source: Source = { kind: 'among', rows: small.among, conditions: others };
  if (others.length === 0) return { source, matching: small.n, atLeast: false };
  const { text, values } = amongSql(spec, small.among, others);
  return { source, matching: numberOf(ledger, { text: `SELECT count(*) AS n ${text}`, values }), atLeast: false };
}

/** FROM and WHERE. CROSS JOIN keeps the order: the few rows first. */
export function amongSql({ table, row }: ListSpec, rows: Sql, conditions: readonly Sql[]): Sql {
  const { text, values } = where(conditions);
  return {
    text: `FROM (${rows.text}) AS few CROSS JOIN ${table} ON ${table}.${row} = few.r${text}`,
    values: [...rows.values, ...values],
  };
}

function smallest(ledger: Ledger, conditions: readonly Condition[], fewRows: number): Small | undefined {
  let best: Small | undefined;
  for (const condition of conditions) {
    const { among } = condition;
    if (among === undefined) continue;
    const limit = (best?.n ?? fewRows + 1) + 1;
    const n = numberOf(ledger, { ...among, text: `SELECT count(*) AS n FROM (${among.text} LIMIT ${limit})` });
    if (n <= fewRows && n < (best?.n ?? Infinity)) best = { condition, among, n };
  }
  return best;
}

type First = { readonly rows: readonly number[]; readonly complete: boolean };

/** A read of the narrow index bounds the sparse case. */
function firstScanned(ledger: Ledger, { table, row, scan, bounds }: ListSpec, conditions: readonly Sql[]): First {
  const { countedRows } = bounds ?? defaultBounds;
  const { text, values } = where(conditions);
  const sql = `SELECT ${row} AS r FROM ${table} INDEXED BY ${scan}${text} LIMIT ${countedRows + 1}`;
  const rows = rowsOf(ledger, { text: sql, values });
  return { rows, complete: rows.length <= countedRows };
}

function firstWalked(ledger: Ledger, spec: ListSpec, conditions: readonly Sql[], order: Order): First {
  const { table, row, bounds } = spec;
  const { countedRows, walkedRows } = bounds ?? defaultBounds;
  const { text, values } = where(conditions);
  const walked = `SELECT ${row} AS walked FROM ${table}${order.by} ORDER BY ${order.column} ${order.direction} LIMIT ${walkedRows}`;
  const sql = `SELECT ${table}.${row} AS r FROM (${walked}) CROSS JOIN ${table} ON ${table}.${row} = walked${text} LIMIT ${countedRows + 1}`;
  const rows = rowsOf(ledger, { text: sql, values });
  return { rows, complete: rows.length <= countedRows && countAll(ledger, spec) <= walkedRows };
}

const rowsOf = (ledger: Ledger, { text, values }: Sql): readonly number[] =>
  (ledger.db.prepare(text).all(...values) as { readonly r: number }[]).map(({ r }) => r);

const countIn = (ledger: Ledger, summary: string, conditions: readonly Sql[]): number => {
  const { text, values } = where(conditions);
  return numberOf(ledger, { text: `SELECT coalesce(sum(n), 0) AS n FROM ${summary}${text}`, values });
};

export function countAll(ledger: Ledger, { table, summary }: ListSpec): number {
  if (summary !== undefined) return countIn(ledger, summary, []);
  return numberOf(ledger, { text: `SELECT count(*) AS n FROM ${table}`, values: [] });
}

const numberOf = (ledger: Ledger, { text, values }: Sql): number =>
  (ledger.db.prepare(text).get(...values) as { readonly n: number }).n;
