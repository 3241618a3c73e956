// Comparison of tables as the acceptance asks: unordered pairs, floats within 1e-9, object ids as sets.
import assert from 'node:assert/strict';
import type { CsvRow } from './csv.ts';

const tolerance = 1e-9;

/** Pairs as multisets; the older side stays the older side, and of accounts the pair is unordered. */
export function assertSamePairs(found: readonly CsvRow[], expected: readonly CsvRow[]): void {
  const keyOf = (row: CsvRow): string =>
    [row.object_id, row.account_id, row.account_id_y, row.content_id, row.content_id_y]
      .map((x) => JSON.stringify(x))
      .join();
  assertSame(found, expected, keyOf, ['time_delta']);
}

export function assertSameEdges(found: readonly CsvRow[], expected: readonly CsvRow[]): void {
  const keyOf = (row: CsvRow): string =>
    JSON.stringify([[row.from, row.to].sort(), row.object_ids.split(',').sort(), row.weight_threshold]);
  assertSame(found, expected, keyOf, [
    'weight',
    'avg_time_delta',
    'n_content_id',
    'n_content_id_y',
    'edge_symmetry_score',
  ]);
}

function assertSame(
  found: readonly CsvRow[],
  expected: readonly CsvRow[],
  keyOf: (row: CsvRow) => string,
  numbers: readonly string[],
): void {
  assert.equal(found.length, expected.length);
  const sorted = (rows: readonly CsvRow[]) =>
    rows
      .map((row) => ({ key: keyOf(row), numbers: numbers.map((name) => Number(row[name])) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.numbers[0] - b.numbers[0]));
  const left = sorted(found);
  const right = sorted(expected);
  for (const [i, row] of right.entries()) {
    if (left[i].key !== row.key) assert.equal(left[i].key, row.key);
    for (const [k, value] of row.numbers.entries()) {
      const close = Math.abs(left[i].numbers[k] - value) <= tolerance * Math.max(1, Math.abs(value));
      if (!close) assert.equal(left[i].numbers[k], value, `${numbers[k]} of ${row.key}`);
    }
  }
}
