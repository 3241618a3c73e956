// What a list is: where its rows come from, its keys, columns and words. One object, used by list and detail page.
import type { ReactNode } from 'react';
import type { QueryField } from '../../../../src/kernel/query.ts';

export type Column<Row> = {
  /** Also the sort key, where it sorts. */
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Right aligned, in even figures. */
  readonly number?: boolean;
  readonly sorts?: boolean;
  /** Hidden until it is chosen. */
  readonly spare?: boolean;
  /** Takes the width that is left. Once per list. */
  readonly wide?: boolean;
  /** Holds sentences: they wrap. */
  readonly wraps?: boolean;
  /** Left out on a narrow screen, where each row is a card: what another column says, or what can wait. */
  readonly roomy?: boolean;
};

export type ListAnswer<Row> = {
  readonly items: readonly Row[];
  readonly matching: number;
  readonly all: number;
  /** True where `matching` was not counted to its end. */
  readonly atLeast?: boolean;
  readonly next?: string;
};

export type ListSpec<Row> = {
  /** Name for saved views and columns: letters and hyphens, such as "findings". */
  readonly page: string;
  /** The API route, such as "/findings". It takes q, sort, cursor, limit. */
  readonly endpoint: string;
  /** Keys of the query; none: no query bar. */
  readonly fields: readonly QueryField[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Address of the row's page. */
  readonly rowPath?: (row: Row) => string;
  /** With "-" before it descending. */
  readonly defaultSort?: string;
  /** How a row looks in the narrow list beside a detail page. */
  readonly compact?: (row: Row) => { readonly title: ReactNode; readonly meta?: ReactNode };
  /** Where the route answers in another form. */
  readonly read?: (answer: never) => ListAnswer<Row>;
  /** Sent with every request. */
  readonly values?: Readonly<Record<string, string>>;
  /** The route knows no paging: everything is in one answer. */
  readonly unpaged?: boolean;
};
