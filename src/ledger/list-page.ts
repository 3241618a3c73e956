// One page of a list by keyset: what lies beyond the cursor in the order, and where the next page begins.
import type { Ledger } from './ledger.ts';
import type { Cursor, Order } from './list-order.ts';
import { amongSql, type Source } from './list-plan.ts';
import { defaultBounds, type ListSpec, type Sql, type SqlRow, where } from './list-sql.ts';

export type Page = { readonly rows: readonly SqlRow[]; readonly next: Cursor | undefined };

export function pageOf(
  ledger: Ledger,
  spec: ListSpec,
  source: Source,
  order: Order,
  after: Cursor | undefined,
  limit: number,
): Page {
  const beyond = beyondSql(spec, order, after);
  if (source.kind === 'among') {
    return paged(
      fetch(ledger, spec, order, amongSql(spec, source.rows, [...source.conditions, ...beyond]), limit + 1),
      limit,
    );
  }
  const conditions = [...source.conditions, ...beyond];
  if (!source.bounded) return paged(fetch(ledger, spec, order, walkSql(spec, order.by, conditions), limit + 1), limit);
  const end = boundary(ledger, spec, order, beyond);
  if (end === undefined)
    return paged(fetch(ledger, spec, order, walkSql(spec, order.by, conditions), limit + 1), limit);
  const within = [...conditions, endSql(spec, order, end)];
  const rows = fetch(ledger, spec, order, walkSql(spec, order.by, within), limit + 1);
  if (rows.length > limit) return paged(rows, limit);
  if (!source.scanned || !order.scanned) return { rows, next: end };
  // Rare among what comes first: all of the narrow index is read instead.
  return paged(fetch(ledger, spec, order, walkSql(spec, ` INDEXED BY ${spec.scan}`, conditions), limit + 1), limit);
}

function paged(found: readonly SqlRow[], limit: number): Page {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last !== undefined ? cursorOf(last) : undefined };
}

const cursorOf = (row: SqlRow): Cursor => ({
  value: row.order_value as string | number,
  row: Number(row.order_row),
});

const beyondSql = (
  { table, row }: ListSpec,
  { column, direction }: Order,
  after: Cursor | undefined,
): readonly Sql[] =>
  after === undefined
    ? []
    : [
        {
          text: `(${column}, ${table}.${row}) ${direction === 'DESC' ? '<' : '>'} (?, ?)`,
          values: [after.value, after.row],
        },
      ];

const endSql = ({ table, row }: ListSpec, { column, direction }: Order, end: Cursor): Sql => ({
  text: `(${column}, ${table}.${row}) ${direction === 'DESC' ? '>=' : '<='} (?, ?)`,
  values: [end.value, end.row],
});

const walkSql = ({ table }: ListSpec, by: string, conditions: readonly Sql[]): Sql => {
  const { text, values } = where(conditions);
  return { text: `FROM ${table}${by}${text}`, values };
};

/** The last row that one page looks at; undefined where there are fewer. */
function boundary(ledger: Ledger, spec: ListSpec, order: Order, beyond: readonly Sql[]): Cursor | undefined {
  const { text, values } = walkSql(spec, order.by, beyond);
  const { table, row, bounds } = spec;
  const { walkedRows } = bounds ?? defaultBounds;
  const found = ledger.db
    .prepare(
      `SELECT ${order.column} AS order_value, ${table}.${row} AS order_row ${text} ` +
        `ORDER BY ${order.column} ${order.direction}, ${table}.${row} ${order.direction} LIMIT 1 OFFSET ${walkedRows - 1}`,
    )
    .get(...values) as SqlRow | undefined;
  return found === undefined ? undefined : cursorOf(found);
}

/** Finds the rows by narrow indexes first, then reads them whole. */
function fetch(ledger: Ledger, spec: ListSpec, order: Order, { text, values }: Sql, limit: number): readonly SqlRow[] {
  const { table, row } = spec;
  const { column, direction } = order;
  const ordered = `ORDER BY ${column} ${direction}, ${table}.${row} ${direction}`;
  return ledger.db
    .prepare(
      `SELECT ${table}.*, ${column} AS order_value, ${table}.${row} AS order_row ` +
        `FROM (SELECT ${table}.${row} AS r ${text} ${ordered} LIMIT ?) AS page CROSS JOIN ${table} ON ${table}.${row} = page.r ` +
        ordered,
    )
    .all(...values, limit) as SqlRow[];
}
