// CSV by RFC 4180 in UTF-8, lines ended by LF. Ids are written as they are, so that a table reads back exactly;
// `spreadsheet` puts an apostrophe before cells that a spreadsheet would run as a formula.
import { type Cell, type ExportColumn, isoTime } from './columns.ts';

export type CsvOptions = { readonly spreadsheet?: boolean };

const formula = /^[=+\-@\t\r]/;

/** Chunks of the table's text, header first; a table without rows is its header alone. */
export function* csvChunks<R>(
  columns: readonly ExportColumn<R>[],
  rows: readonly R[],
  options: CsvOptions = {},
): Generator<string> {
  let chunk = `${columns.map((column) => column.name).join(',')}\n`;
  for (const row of rows) {
    chunk += `${columns.map((column) => cellText(column, row, options)).join(',')}\n`;
    if (chunk.length < 1 << 16) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function cellText<R>(column: ExportColumn<R>, row: R, options: CsvOptions): string {
  const value = column.value(row);
  if (column.type === 'text') return quote(guard(String(value ?? ''), options));
  return numberText(column.type === 'time' ? isoTime(Number(value)) : value);
}

const guard = (text: string, { spreadsheet }: CsvOptions): string =>
  spreadsheet === true && formula.test(text) ? `'${text}` : text;

/** Shortest decimal that reads back as the same number; empty where there is none. */
function numberText(value: Cell): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return value ?? '';
}

/** Quoted where RFC 4180 asks for it, and where blanks at the ends would be lost by lenient readers. */
export function quote(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
