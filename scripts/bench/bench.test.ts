// The page of benchmarks holds every case that the benchmark has.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cases } from './cases.ts';
import { median } from './measure.ts';
import { benchmarkPage } from './page.ts';

test('docs/benchmarks.md is not stale: it has each case in its section, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| case'));
  assert.deepEqual(
    rows.map((row) => row.split(' | ')[0].slice(2)),
    cases.map((one) => one.title),
  );
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
