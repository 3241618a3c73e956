// Reads one CSV file (RFC 4180 quoting, UTF-8, a header) row by row. Browser-safe. A bad row is told, the rest goes on.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { ColumnNames } from '../../packs/pack.ts';

export type Row = { readonly cells: readonly string[] /** Counted from 1, the header's is 1. */; readonly row: number };
export type Table = {
  readonly file: string;
  readonly header: readonly string[];
  /** Yields rows with as many cells as the header has; others go to `bad`. */
  readonly rows: (bad: (row: number, detail: string) => void) => Generator<Row>;
};

export const mostFileBytes = 512 * 1_048_576;
const mostLineCharacters = 65_536;

/** Throws ENCODING_INVALID, FILE_UNREADABLE (too large), COLUMN_MISSING (no header). */
export function readTable(file: string, bytes: Uint8Array, separator: string): Table {
  if (bytes.length > mostFileBytes) throw new PollwardenError('FILE_UNREADABLE', 'is larger than 512 MiB', { file });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PollwardenError('ENCODING_INVALID', undefined, { file });
  }
  const first = cellsFrom(text, 0, separator);
  const header = first.cells.map((cell) => cell.trim());
  if (header.every((name) => name === '')) throw new PollwardenError('COLUMN_MISSING', 'there is no header', { file });
  return { file, header, rows: (bad) => rowsOf(text, first.next, separator, header.length, bad) };
}

function* rowsOf(
  text: string,
  start: number,
  separator: string,
  width: number,
  bad: (row: number, detail: string) => void,
): Generator<Row> {
  let row = 1;
  for (let at = start; at < text.length; ) {
    row++;
    const { cells, next, problem } = cellsFrom(text, at, separator);
    at = next;
    if (cells.length === 1 && cells[0] === '' && problem === undefined) continue;
    if (problem !== undefined) bad(row, problem);
    else if (cells.length !== width) bad(row, `has ${cells.length} cells, the header ${width}`);
    else yield { cells, row };
  }
}

type Line = { readonly cells: readonly string[]; readonly next: number; readonly problem?: string };

/** One record from `at`. Lines without quotation marks, nearly all, are split at once. */
function cellsFrom(text: string, at: number, separator: string): Line {
  const end = text.indexOf('\n', at);
  const lineEnd = end < 0 ? text.length : end;
  if (lineEnd - at > mostLineCharacters)
    return { cells: [], next: lineEnd + 1, problem: 'is longer than 65,536 characters' };
  const line = text.slice(at, text[lineEnd - 1] === '\r' && lineEnd > at ? lineEnd - 1 : lineEnd);
  if (!line.includes('"')) return { cells: line.split(separator), next: lineEnd + 1 };
  return quotedCells(text, at, separator);
}

function quotedCells(text: string, start: number, separator: string): Line {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      for (;;) {
        const close = text.indexOf('"', at + 1);
        if (close < 0 || close - start > mostLineCharacters) return unclosed(text, start);
        cell += text.slice(at + 1, close);
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
    } else {
      while (at < text.length && text[at] !== separator && text[at] !== '\n') at++;
      cell = text.slice(start === at ? at : lastStart(text, at, separator, start), at);
      if (cell.endsWith('\r') && (at >= text.length || text[at] === '\n')) cell = cell.slice(0, -1);
    }
    cells.push(cell);
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    if (at >= text.length || text[at] === '\n') return { cells, next: at + 1 };
    if (text[at] !== separator) return { ...unclosed(text, start), problem: 'has text after a closing quotation mark' };
    at++;
  }
}

/** Where the unquoted cell that ends at `at` began. */
function lastStart(text: string, at: number, separator: string, start: number): number {
  let from = at;
  while (from > start && text[from - 1] !== separator && text[from - 1] !== '\n') from--;
  return from;
}

function unclosed(text: string, start: number): Line {
  const end = text.indexOf('\n', start);
  return { cells: [], next: (end < 0 ? text.length : end) + 1, problem: 'has a quotation mark that is not closed' };
}

/** Index of the first of `names` that the header has; undefined where none is there. */
export function findColumn({ header }: Table, names: ColumnNames): number | undefined {
  for (const name of typeof names === 'string' ? [names] : names) {
    const at = header.indexOf(name);
    if (at >= 0) return at;
  }
  return undefined;
}

/** As findColumn; COLUMN_MISSING with the file and what the header has. */
export function columnOf(table: Table, names: ColumnNames): number {
  const at = findColumn(table, names);
  if (at !== undefined) return at;
  const wanted = typeof names === 'string' ? names : names.join(' or ');
  throw new PollwardenError('COLUMN_MISSING', `"${wanted}"; it has ${table.header.slice(0, 30).join(', ')}`, {
    file: table.file,
  });
}

/** A count: digits only, empty is 0; undefined for anything else. */
export function countOf(cell: string): number | undefined {
  if (cell === '') return 0;
  let value = 0;
  for (let i = 0; i < cell.length; i++) {
    const digit = cell.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}
