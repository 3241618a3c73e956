// The page of benchmarks holds every case that the benchmark has.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cases } from './cases.ts';
import { keptFigures } from './measure-operations.ts';
import { median } from './measure.ts';
import { operationsCases } from './operations.ts';
import { withOperations } from './operations-page.ts';
import { benchmarkPage } from './page.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'benchmarks.md'), 'utf8');

test('docs/benchmarks.md is not stale: it has each case in its section, and no other', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| case'));
  assert.deepEqual(
    rows.map((row) => row.split(' | ')[0].slice(2)),
    [...cases, ...operationsCases].map((one) => one.title),
  );
});

test('the section on the operations centre tells the figures that are kept, and renewing it changes nothing else', () => {
  const figures = keptFigures(root);
  assert.equal(withOperations(page, figures), page);
  const without = withOperations(page, []);
  assert.notEqual(without, page);
  assert.equal(withOperations(without, figures), page);
});

test('a figure of the operations centre says whether the clock or CPU time alone reaches what is asked', () => {
  const of = operationsCases.find((one) => one.id === 'live-detect');
  const figure = { items: 200_000, wallSeconds: 9, cpuSeconds: 18, ownSeconds: 9, peakBytes: 1e9 };
  assert.equal(of?.read(figure).reached, 'yes');
  assert.equal(of?.read({ ...figure, wallSeconds: 30 }).reached, 'by CPU time');
  assert.equal(of?.read({ ...figure, wallSeconds: 30, cpuSeconds: 26 }).reached, 'no');
});

test('a figure that is not reached is said to be so', () => {
  const of = cases.find((one) => one.id === 'compat-1m-parquet');
  assert.ok(of !== undefined);
  const run = { cpuSeconds: 20, exitCode: 0, stdout: '', stderr: '' };
  const pageWith = (wallSeconds: number, peakBytes: number): string =>
    benchmarkPage([{ of, state: 'measured', runs: [{ ...run, wallSeconds, peakBytes }] }], new Date(0), 0);
  assert.match(pageWith(13, 1e9), /: reached/);
  assert.match(pageWith(15, 1e9), /\*\*not reached\*\*/);
  assert.match(pageWith(13, 3e9), /\*\*not reached\*\*/);
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
});
