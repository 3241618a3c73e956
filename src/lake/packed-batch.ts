// Batches as they are written ahead: a run of equal cells once, numbers and bytes of a column in one piece, since writing
// cell by cell costs most of what an append costs. Files of earlier versions, with plain lists, are read as they are.
import type { Cell, KeyedBatch } from './batch.ts';
import type { Logged } from './pending.ts';

/** How long each run is; bytes: the length of each cell, -1 for null. */
type PackedColumn =
  | readonly Cell[]
  | Float64Array
  | { readonly type: 'runs'; readonly cells: readonly Cell[]; readonly lengths: Uint32Array }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array; readonly lengths: Int32Array };

export type PackedLogged =
  | Extract<Logged, { type: 'run' }>
  | (Omit<Extract<Logged, { type: 'rows' }>, 'days'> & {
      readonly days: readonly { readonly day: string; readonly batch: PackedBatch }[];
    });

type PackedBatch = {
  readonly count: number;
  readonly keys: Uint32Array;
  readonly columns: Readonly<Record<string, PackedColumn>>;
};

export function packLogged(logged: Logged): PackedLogged {
  if (logged.type === 'run') return logged;
  const days = logged.days.map(({ day, batch }) => ({ day, batch: eachColumn(batch, packColumn) }));
  return { ...logged, days };
}

export function unpackLogged(logged: PackedLogged): Logged {
  if (logged.type === 'run') return logged;
  const days = logged.days.map(({ day, batch }): { day: string; batch: KeyedBatch } => ({
    day,
    batch: eachColumn(batch, unpackColumn),
  }));
  return { ...logged, days };
}

function eachColumn<From, To>(
  batch: { readonly count: number; readonly keys: Uint32Array; readonly columns: Readonly<Record<string, From>> },
  change: (column: From) => To,
) {
  const columns: Record<string, To> = {};
  for (const [name, column] of Object.entries(batch.columns)) columns[name] = change(column);
  return { ...batch, columns };
}

function packColumn(cells: readonly Cell[]): PackedColumn {
  if (cells.length > 0 && cells.every((cell) => typeof cell === 'number')) return Float64Array.from(cells);
  if (cells.some((cell) => cell instanceof Uint8Array)) return packBytes(cells);
  const runs: Cell[] = [];
  const lengths = new Uint32Array(cells.length);
  for (const cell of cells) {
    if (runs.length === 0 || cell !== runs[runs.length - 1]) runs.push(cell);
    lengths[runs.length - 1]++;
  }
  if (runs.length * 2 > cells.length) return cells;
  return { type: 'runs', cells: runs, lengths: lengths.slice(0, runs.length) };
}

function packBytes(cells: readonly Cell[]): PackedColumn {
  const lengths = Int32Array.from(cells, (cell) => (cell instanceof Uint8Array ? cell.length : -1));
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + Math.max(0, length), 0));
  let at = 0;
  for (const cell of cells) {
    if (!(cell instanceof Uint8Array)) continue;
    bytes.set(cell, at);
    at += cell.length;
  }
  return { type: 'bytes', bytes, lengths };
}

function unpackColumn(column: PackedColumn): readonly Cell[] {
  if (column instanceof Float64Array) return [...column];
  if (!('type' in column)) return column;
  const cells: Cell[] = [];
  if (column.type === 'runs') {
    column.cells.forEach((cell, run) => {
      for (let i = 0; i < column.lengths[run]; i++) cells.push(cell);
    });
    return cells;
  }
  let at = 0;
  for (const length of column.lengths) cells.push(length < 0 ? null : column.bytes.subarray(at, (at += length)));
  return cells;
}
