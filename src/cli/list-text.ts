// The table of one page of a list, under what it is a part of, with the way to the next page.
import { type Column, formatTable, formatCount } from './table.ts';

export type Page = {
  readonly matching: number;
  /** Counting was given up at `matching`. */
  readonly atLeast: boolean;
  readonly all: number;
  readonly next?: string | undefined;
};

/** `noun`: of the rows, in the plural. */
export function listText(
  noun: string,
  page: Page,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const matching = `${formatCount(page.matching)}${page.atLeast ? ' or more' : ''}`;
  const head = `${formatCount(rows.length)} of ${matching} that match, of ${formatCount(page.all)} ${noun}`;
  const more = page.next === undefined ? [] : [`More: --cursor ${page.next}`];
  return [head, ...(rows.length > 0 ? formatTable(columns, rows) : []), ...more].join('\n');
}
