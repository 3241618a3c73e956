// Comma-separated values (RFC 4180) of a picture's table. A cell that a spreadsheet would run as a formula is disarmed.

export type Cell = string | number | null;

const formula = /^[=+\-@\t\r]/;

/** Rows with CRLF; texts that begin like a formula get an apostrophe before them. */
export const csvOf = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [columns, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
