// docs/coordination-output.md against the columns that are written.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { edgeColumns, groupColumns } from '../src/detect/coordination/export/columns.ts';
import { jsonFormat } from '../src/detect/coordination/export/json.ts';

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'coordination-output.md'), 'utf8');
const section = (title: string): string => page.split('\n## ').find((part) => part.startsWith(title)) ?? '';
const columnsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^\| ([a-z_, ]+) \|/gm)]
    .flatMap(([, cell]) => cell.split(', '))
    .filter((name) => name !== 'column');

test('the page names the columns of both tables, in their order', () => {
  assert.deepEqual(
    columnsOf(section('Edges')),
    edgeColumns.map(({ name }) => name),
  );
  assert.deepEqual(
    columnsOf(section('Groups: ')),
    groupColumns.map(({ name }) => name),
  );
});

test('the page names the version of the documents', () => {
  assert.ok(page.includes(jsonFormat));
});
