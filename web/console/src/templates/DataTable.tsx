// A table of rows: sticky head, sorting by its titles, rows that open and can be chosen; one column on narrow screens.
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { t } from '../messages/t.ts';
import { Icon } from '../ui/icons.tsx';
import type { Column } from './list-spec.ts';

export type Selection = { readonly chosen: ReadonlySet<string>; readonly toggle: (key: string) => void };
export type DataTableProps<Row> = {
  /** Names the table for readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly rowTo?: (row: Row) => string;
  /** With "-" before it descending. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  readonly selection?: Selection;
};

export function DataTable<Row>(props: DataTableProps<Row>): ReactElement {
  const { label, rows, columns, rowKey, sort, onSort, selection } = props;
  return (
    <div className="table-frame" role="region" aria-label={label} tabIndex={-1}>
      <table className="table" role="table" aria-label={label} aria-rowcount={rows.length}>
        <thead role="rowgroup">
          <tr role="row">
            {selection !== undefined && (
              <th role="columnheader" className="table-choose">
                <span className="spoken">{t('common.chosen')}</span>
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Line key={rowKey(row)} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function classOf<Row>({ number, wide, wraps, roomy }: Column<Row>): string | undefined {
  const names = [number && 'number', wide && 'table-wide', wraps && 'table-wraps', roomy && 'table-roomy'];
  return names.filter((name) => typeof name === 'string').join(' ') || undefined;
}

type HeadProps<Row> = Pick<DataTableProps<Row>, 'sort' | 'onSort'> & { readonly column: Column<Row> };

function Head<Row>({ column, sort, onSort }: HeadProps<Row>): ReactElement {
  const { key, title, number = false, sorts = false } = column;
  const order = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : undefined;
  // Numbers and times are wanted from the greatest first.
  const other = order === undefined ? (number ? `-${key}` : key) : order === 'ascending' ? `-${key}` : key;
  return (
    <th role="columnheader" scope="col" className={classOf(column)} aria-sort={order}>
      {sorts && onSort !== undefined ? (
        <button type="button" className="table-sort" onClick={() => onSort(other)}>
          {title}
          {order !== undefined && <Icon name={order === 'ascending' ? 'up' : 'down'} size={12} />}
        </button>
      ) : (
        title
      )}
    </th>
  );
}

function Line<Row>({
  row,
  columns,
  rowKey,
  rowTo,
  selection,
}: DataTableProps<Row> & { readonly row: Row }): ReactElement {
  const key = rowKey(row);
  const chosen = selection?.chosen.has(key) === true;
  return (
    <tr role="row" data-row={key} tabIndex={-1} className={chosen ? 'is-chosen' : undefined}>
      {selection !== undefined && (
        <td role="cell" className="table-choose">
          <input
            type="checkbox"
            checked={chosen}
            aria-label={t('common.chooseRow')}
            onChange={() => selection.toggle(key)}
          />
        </td>
      )}
      {columns.map((column, i) => (
        <Cell key={column.key} column={column} to={isMain(columns, i) ? rowTo?.(row) : undefined}>
          {column.cell(row)}
        </Cell>
      ))}
    </tr>
  );
}

/** The row's link is in its wide column, or in the first. */
function isMain<Row>(columns: readonly Column<Row>[], at: number): boolean {
  const wide = columns.findIndex((column) => column.wide === true);
  return at === Math.max(0, wide);
}

type CellProps<Row> = { readonly column: Column<Row>; readonly to: string | undefined; readonly children: ReactNode };

const Cell = <Row,>({ column, to, children }: CellProps<Row>): ReactElement => (
  <td role="cell" className={classOf(column)}>
    <span className="table-label" aria-hidden="true">
      {column.title}
    </span>
    {to === undefined ? (
      <span className="table-value">{children}</span>
    ) : (
      <Link to={to} data-row-link className="table-link table-value">
        {children}
      </Link>
    )}
  </td>
);
