// Rows of one kind, column by column: what is appended, logged ahead and written to segments.
import { storedColumns, type EventKind } from './kinds.ts';

export type Cell = string | number | Uint8Array | null;

/** Every column of the kind by name, each with `count` cells. */
export type ColumnBatch = { readonly count: number; readonly columns: Readonly<Record<string, readonly Cell[]>> };

/** Kept rows with their identities: four 32-bit words a row in `keys`. */
export type KeyedBatch = ColumnBatch & { readonly keys: Uint32Array };

const microsPerDay = 86_400_000_000;

/** Days since 1970-01-01 of a time in microseconds, rounded down. */
export const dayOfMicros = (micros: number): number => Math.floor(micros / microsPerDay);

/** Whether the lake has a day for this time: from 1970 to June 2255, where a double still holds each microsecond. */
export const isStorableTime = (micros: number): boolean => Number.isSafeInteger(micros) && micros >= 0;

/** "2024-06-09" of days since 1970-01-01. */
export const dayName = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** The rows `picked` (indices) of `batch`, without columns that are not kept. */
export function pickRows(kind: EventKind, batch: ColumnBatch, picked: readonly number[]): ColumnBatch {
  const columns: Record<string, readonly Cell[]> = {};
  for (const { name } of storedColumns(kind)) {
    const cells = batch.columns[name];
    columns[name] = picked.map((row) => cells[row]);
  }
  return { count: picked.length, columns };
}

/** All rows of `batch`, without columns that are not kept. */
export function storedOf(kind: EventKind, batch: ColumnBatch): ColumnBatch {
  const columns = Object.fromEntries(storedColumns(kind).map(({ name }) => [name, batch.columns[name]]));
  return { count: batch.count, columns };
}

/** Throws RangeError where a batch does not have the shape of its kind: a defect of the caller, not of the input. */
export function checkBatch(kind: EventKind, batch: ColumnBatch): void {
  for (const column of kind.columns) {
    const cells = batch.columns[column.name];
    if (cells === undefined || cells.length !== batch.count) {
      throw new RangeError(`kind ${kind.name}: column ${column.name} does not have ${batch.count} cells`);
    }
    const bad = cells.findIndex((cell) => !fits(cell, column.type, column.optional === true));
    if (bad >= 0) throw new RangeError(`kind ${kind.name}: column ${column.name}, row ${bad} is not ${column.type}`);
  }
}

function fits(cell: Cell, type: string, optional: boolean): boolean {
  if (cell === null) return optional;
  if (type === 'text') return typeof cell === 'string';
  if (type === 'bytes') return cell instanceof Uint8Array;
  if (type === 'micros') return typeof cell === 'number' && isStorableTime(cell);
  return Number.isSafeInteger(cell);
}
