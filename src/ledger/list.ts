// Lists of the ledger: a query, an order and a cursor become parameterised SQL over declared columns. Nothing from
// outside is ever part of the SQL's text. Large tables answer in bounded time: see plan().
import { PollwardenError } from '../kernel/errors.ts';
import { problemText } from '../kernel/query-problem-text.ts';
import { parseQuery } from '../kernel/query.ts';
import {
  type Condition,
  conditionOf,
  type ListContext,
  type ListSpec,
  type Sql,
  type SqlRow,
  where,
} from './list-sql.ts';
import { type Cursor, formatCursor, type Order, orderOf, parseCursor } from './list-order.ts';
import type { Ledger } from './ledger.ts';

export type ListRequest = {
  readonly q?: string;
  readonly sort?: string;
  readonly cursor?: string;
  /** Rows of a page. */
  readonly limit: number;
};

export type ListPage = {
  readonly rows: readonly SqlRow[];
  readonly matching: number;
  /** True where `matching` was not counted to its end. */
  readonly atLeast: boolean;
  readonly all: number;
  readonly next: string | undefined;
};

/** Beyond this, a set that no summary counts is "10,000+". */
export const countedRows = 10_000;
/** A condition with fewer rows than this is worked off from its own index. */
const fewRows = 20_000;

/** The page that was asked for. QUERY_INVALID with the place; INPUT_INVALID for an order or a cursor that is not ours. */
export function listRows(ledger: Ledger, spec: ListSpec, request: ListRequest, context: ListContext): ListPage {
  const conditions = conditionsOf(spec, request.q ?? '', context);
  const order = orderOf(spec, request.sort);
  const after = request.cursor === undefined ? undefined : parseCursor(request.cursor, order);
  const { source, matching, atLeast } = plan(ledger, spec, conditions, order);
  const found = pageOf(ledger, spec, source, order, after, request.limit + 1);
  const rows = found.slice(0, request.limit);
  const last = rows.at(-1);
  const next = found.length > rows.length && last !== undefined ? formatCursor(order, last) : undefined;
  return { rows, matching, atLeast, all: countAll(ledger, spec), next };
}

/** All rows that match, in order, read in pages, so that an export of any size needs little memory. */
export function* eachRow(
  ledger: Ledger,
  spec: ListSpec,
  request: Omit<ListRequest, 'limit' | 'cursor'>,
  context: ListContext,
): Generator<SqlRow> {
  let cursor: string | undefined;
  do {
    const page = listRows(ledger, spec, { ...request, cursor, limit: 1000 }, context);
    yield* page.rows;
    cursor = page.next;
  } while (cursor !== undefined);
}

function conditionsOf(spec: ListSpec, q: string, context: ListContext): readonly Condition[] {
  const { terms, problems } = parseQuery(q, spec.fields);
  if (problems.length > 0) throw new PollwardenError('QUERY_INVALID', problems.slice(0, 3).map(problemText).join('; '));
  return terms.map((term) => conditionOf(term, spec, context));
}

type Plan = { readonly source: Source; readonly matching: number; readonly atLeast: boolean };
/** Rows to take the page from: all that match, or a known few. */
type Source = { readonly conditions: readonly Sql[]; readonly among?: Sql; readonly rows?: readonly number[] };

/**
 * Counts exactly where a summary table can, or where an index leads to few rows; else the first rows are looked for, and
 * there are either few (then these are all) or many (then a walk along the order's index meets enough of them soon).
 */
function plan(ledger: Ledger, spec: ListSpec, conditions: readonly Condition[], order: Order): Plan {
  const all = conditions.map(({ sql }) => sql);
  if (conditions.length === 0) return { source: { conditions: [] }, matching: countAll(ledger, spec), atLeast: false };
  const exact = conditions.every(({ counted }) => counted) ? countBySummary(ledger, spec, all) : undefined;
  const driver = smallest(ledger, conditions);
  if (driver !== undefined) {
    const others = conditions.filter((one) => one !== driver).map(({ sql }) => sql);
    const source = { conditions: others, among: driver.among };
    return { source, matching: exact ?? countAmong(ledger, spec, source), atLeast: false };
  }
  if (exact !== undefined) return { source: { conditions: all }, matching: exact, atLeast: false };
  const rows = firstRows(ledger, spec, conditions, order);
  if (rows.length <= countedRows) return { source: { conditions: [], rows }, matching: rows.length, atLeast: false };
  return { source: { conditions: all }, matching: countedRows, atLeast: true };
}

function smallest(ledger: Ledger, conditions: readonly Condition[]): Condition | undefined {
  let best: Condition | undefined;
  let least = fewRows + 1;
  for (const condition of conditions) {
    if (condition.among === undefined) continue;
    const { text, values } = condition.among;
    const n = numberOf(ledger, { text: `SELECT count(*) AS n FROM (${text} LIMIT ${least})`, values });
    if (n < least) [best, least] = [condition, n];
  }
  return best;
}

function firstRows(
  ledger: Ledger,
  { table, row, scan }: ListSpec,
  conditions: readonly Condition[],
  order: Order,
): readonly number[] {
  const { text, values } = where(conditions.map(({ sql }) => sql));
  const covered = scan !== undefined && conditions.every((one) => one.scanned);
  const by = covered ? ` INDEXED BY ${scan}` : '';
  const limit = `LIMIT ${countedRows + 1}`;
  // Along the order a page of a dense set is found at once; a full read of the narrow index bounds the sparse one.
  const along = covered ? '' : ` ORDER BY ${order.column} ${order.direction}`;
  return (
    ledger.db.prepare(`SELECT ${row} AS r FROM ${table}${by}${text}${along} ${limit}`).all(...values) as {
      readonly r: number;
    }[]
  ).map(({ r }) => r);
}

const countBySummary = (ledger: Ledger, { summary }: ListSpec, conditions: readonly Sql[]): number | undefined => {
  if (summary === undefined) return undefined;
  const { text, values } = where(conditions);
  return numberOf(ledger, { text: `SELECT coalesce(sum(n), 0) AS n FROM ${summary}${text}`, values });
};

function countAmong(ledger: Ledger, spec: ListSpec, source: Source): number {
  const { text, values } = from(spec, source);
  return numberOf(ledger, { text: `SELECT count(*) AS n ${text}`, values });
}

function countAll(ledger: Ledger, { table, summary }: ListSpec): number {
  const text =
    summary === undefined ? `SELECT count(*) AS n FROM ${table}` : `SELECT coalesce(sum(n), 0) AS n FROM ${summary}`;
  return numberOf(ledger, { text, values: [] });
}

const numberOf = (ledger: Ledger, { text, values }: Sql): number =>
  (ledger.db.prepare(text).get(...values) as { readonly n: number }).n;

/** FROM and WHERE of a source. CROSS JOIN keeps the order: the few rows first. */
function from({ table, row }: ListSpec, { conditions, among, rows }: Source, more: readonly Sql[] = []): Sql {
  const few =
    rows === undefined ? among : { text: 'SELECT value AS r FROM json_each(?)', values: [JSON.stringify(rows)] };
  const { text, values } = where([...conditions, ...more]);
  if (few === undefined) return { text: `FROM ${table}${text}`, values };
  const joined = `FROM (${few.text}) AS few CROSS JOIN ${table} ON ${table}.${row} = few.r${text}`;
  return { text: joined, values: [...few.values, ...values] };
}

function pageOf(
  ledger: Ledger,
  spec: ListSpec,
  source: Source,
  order: Order,
  after: Cursor | undefined,
  limit: number,
): readonly SqlRow[] {
  const { table, row } = spec;
  const { column, direction } = order;
  const beyond = direction === 'DESC' ? '<' : '>';
  const more =
    after === undefined
      ? []
      : [{ text: `(${column}, ${table}.${row}) ${beyond} (?, ?)`, values: [after.value, after.row] }];
  const { text, values } = from(spec, source, more);
  const sorted = `SELECT ${table}.${row} AS r ${text} ORDER BY ${column} ${direction}, ${table}.${row} ${direction} LIMIT ?`;
  return ledger.db
    .prepare(
      `SELECT ${table}.*, ${column} AS order_value, ${row} AS order_row FROM (${sorted}) AS page CROSS JOIN ${table} ` +
        `ON ${table}.${row} = page.r ORDER BY ${column} ${direction}, ${row} ${direction}`,
    )
    .all(...values, limit) as SqlRow[];
}
