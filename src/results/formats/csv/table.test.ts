// CSV as others write it: quotes, both line ends, rows that do not fit; and whatever bytes, no other end than these.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PollwardenError } from '../../../kernel/errors.ts';
import { countOf, readTable } from './table.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function all(text: string): { readonly rows: readonly (readonly string[])[]; readonly bad: readonly string[] } {
  const bad: string[] = [];
  const table = readTable('f.csv', bytes(text), ';');
  const rows = [...table.rows((row, detail) => bad.push(`${row}: ${detail}`))].map(({ cells }) => cells);
  return { rows, bad };
}

test('quotes, doubled quotes, separators and line ends within them, both line ends, no end at the end', () => {
  const { rows, bad } = all('a;b\r\n1;2\r\n"x;y";"say ""no"""\n"two\nlines";4\n;\n5;6');
  assert.deepEqual(rows, [
    ['1', '2'],
    ['x;y', 'say "no"'],
    ['two\nlines', '4'],
    ['', ''],
    ['5', '6'],
  ]);
  assert.deepEqual(bad, []);
});

test('a byte order mark before the header is no part of it', () => {
  assert.deepEqual(readTable('f.csv', bytes('\uFEFFa;b\n'), ';').header, ['a', 'b']);
});

test('a row that does not fit is told with its number, and the rest goes on', () => {
  const { rows, bad } = all('a;b\n1;2\n3\n4;5;6\n"7;8\n9;10\n');
  assert.deepEqual(rows[0], ['1', '2']);
  assert.equal(bad[0], '3: has 1 cells, the header 2');
  assert.equal(bad[1], '4: has 3 cells, the header 2');
  assert.match(bad[2], /^5: has a quotation mark/);
  assert.deepEqual(rows.at(-1), ['9', '10']);
});

test('counts are digits only; nothing is 0; no sign, point, exponent or number that a double rounds', () => {
  assert.equal(countOf(''), 0);
  assert.equal(countOf('007'), 7);
  for (const bad of ['-1', '1.5', '1e3', ' 1', '0x1', '9007199254740993', '٣'])
    assert.equal(countOf(bad), undefined, bad);
});

test('what is written with quotes is read as it was', () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.toWellFormed().replaceAll('\r', ''));
  const rows = fc.array(fc.tuple(cell, cell), { maxLength: 6 });
  fc.assert(
    fc.property(rows, (cells) => {
      const quoted = cells.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(';'));
      assert.deepEqual(all(`a;b\n${quoted.map((line) => `${line}\n`).join('')}`).rows, cells);
    }),
  );
});

test('any bytes give rows, told rows or a named error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
      try {
        for (const row of readTable('f.csv', input, ';').rows(() => {})) assert.ok(row.row > 1);
      } catch (error) {
        assert.ok(error instanceof PollwardenError);
      }
    }),
    { numRuns: 2000 },
  );
});
