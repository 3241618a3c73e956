// Plain tables for people: aligned columns, two spaces between, no lines.
import { displayWidth } from './printable.ts';

export type Column = { readonly title: string; readonly align?: 'left' | 'right' };

/** Lines of a table with a header. Cells must be printable already (see printable.ts). `indent` in spaces. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  indent = 2,
): readonly string[] {
  const widths = columns.map((column, c) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[c] ?? '')), displayWidth(column.title)),
  );
  const line = (cells: readonly string[]): string =>
    (' '.repeat(indent) + cells.map((cell, c) => pad(cell, widths[c], columns[c].align)).join('  ')).trimEnd();
  return [line(columns.map((c) => c.title)), ...rows.map((row) => line(columns.map((_, c) => row[c] ?? '')))];
}

function pad(cell: string, width: number, align: 'left' | 'right' = 'left'): string {
  const fill = ' '.repeat(Math.max(0, width - displayWidth(cell)));
  return align === 'right' ? fill + cell : cell + fill;
}

/** 1234567.8 as "1,234,567.8"; at most `digits` after the point. */
export function formatCount(value: number, digits = 0): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}
