import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { delimiterOf } from './dialect.ts';
import { createCsvReader } from './reader.ts';
import { fieldOf } from './record.ts';

type Row = { readonly line: number; readonly fields: readonly string[]; readonly code?: string };

function read(content: string | Buffer, chunkBytes = 1 << 20, maxBytes?: number): readonly Row[] {
  const bytes = Buffer.from(content);
  const reader = createCsvReader(44, maxBytes);
  const rows: Row[] = [];
  const take = (): void => {
    while (reader.next()) {
      const problem = reader.problem();
      const { record } = reader;
      const fields = Array.from({ length: record.count }, (_, index) => fieldOf(record, index));
      rows.push(
        problem === undefined
          ? { line: reader.line(), fields }
          : { line: reader.line(), fields: [reader.raw()], code: problem.code },
      );
    }
  };
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    reader.feed(bytes.subarray(at, at + chunkBytes));
    take();
  }
  reader.end();
  take();
  return rows;
}

const fieldsOf = (content: string | Buffer): readonly (readonly string[])[] => read(content).map((row) => row.fields);

test('RFC 4180: quotes, doubled quotes, separators and line ends within quotes', () => {
  assert.deepEqual(fieldsOf('a,b\r\n"x,1","say ""yes"""\r\n"two\nlines",\r\n'), [
    ['a', 'b'],
    ['x,1', 'say "yes"'],
    ['two\nlines', ''],
  ]);
  assert.deepEqual(fieldsOf('a,b'), [['a', 'b']]);
  assert.deepEqual(fieldsOf('a,b"c,""\n'), [['a', 'b"c', '']]);
});

test('LF, CR LF and CR end lines, mixed as they may be; lines are counted', () => {
  assert.deepEqual(read('a\nb\r\nc\rd\n\n\r\ne\n"x\ny\r\nz"\nf'), [
    { line: 1, fields: ['a'] },
    { line: 2, fields: ['b'] },
    { line: 3, fields: ['c'] },
    { line: 4, fields: ['d'] },
    { line: 7, fields: ['e'] },
    { line: 8, fields: ['x\ny\r\nz'] },
    { line: 11, fields: ['f'] },
  ]);
});

test('a quote that is never closed costs its own line only', () => {
  assert.deepEqual(read('a,b\n1,"open\n2,x\n3,y\n'), [
    { line: 1, fields: ['a', 'b'] },
    { line: 2, fields: ['1,"open'], code: 'ROW_MALFORMED' },
    { line: 3, fields: ['2', 'x'] },
    { line: 4, fields: ['3', 'y'] },
  ]);
  assert.deepEqual(
    read('1,"a"b\n2,x\n').map((row) => row.code),
    ['ROW_MALFORMED', undefined],
  );
});

test('a line beyond the cap is refused and the rest goes on, however the bytes arrive', () => {
  const content = `a,b\n${'x'.repeat(5000)},1\nc,d\n"${'y\n'.repeat(3000)}\ne,f\n`;
  for (const chunk of [1, 7, 100, 1000, 1 << 20]) {
    const rows = read(content, chunk, 1000);
    assert.deepEqual(rows[0], { line: 1, fields: ['a', 'b'] });
    assert.equal(rows[1].code, 'LINE_TOO_LONG');
    assert.equal(rows[1].line, 2);
    assert.ok(rows[1].fields[0].length <= 2000);
    assert.deepEqual(rows[2], { line: 3, fields: ['c', 'd'] });
    assert.equal(rows[3].line, 4);
    assert.equal(rows[3].code, 'ROW_MALFORMED');
    assert.deepEqual(rows.at(-1)?.fields, ['e', 'f']);
  }
});

test('bytes that are no UTF-8, and NUL, cost their row only', () => {
  const content = Buffer.concat([
    Buffer.from('ä,1\n'),
    Buffer.from([0xe4, 0x2c, 0x32, 0x0a]),
    Buffer.from('ö,3\n\0,4\nü,"5\n"\n'),
  ]);
  assert.deepEqual(
    read(content).map((row) => row.code ?? row.fields.join('|')),
    ['ä|1', 'ENCODING_INVALID', 'ö|3', 'ROW_MALFORMED', 'ü|5\n'],
  );
});

test('a row of a million fields is one rejected row', () => {
  const rows = read(`a,b\n${','.repeat(1_000_000)}\nc,d\n`);
  assert.deepEqual(
    rows.map((row) => row.code),
    [undefined, 'ROW_MALFORMED', undefined],
  );
});

test('what is written is read back, in whatever chunks it comes', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '日', '"', ',', '\n', '\r', ' ', '😀', ';'), maxLength: 6 });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, chunk) => {
      const text = rows.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')).join('\r\n');
      assert.deepEqual(
        read(text, chunk).map((row) => row.fields),
        rows,
      );
    }),
    { numRuns: 300 },
  );
});

test('any bytes give the same rows in any chunks', () => {
  const bytes = fc.array(fc.constantFrom(34, 44, 10, 13, 97, 0xc3, 0xa4, 0, 32), { maxLength: 40 });
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 7 }), (list, chunk) => {
      assert.deepEqual(read(Buffer.from(list), chunk), read(Buffer.from(list)));
    }),
    { numRuns: 1000 },
  );
});

test('the separator is judged from the first line, outside quotes', () => {
  assert.equal(delimiterOf('a;b;c\n1,5;2,5;3\n'), 59);
  assert.equal(delimiterOf('a\tb\n'), 9);
  assert.equal(delimiterOf('"x;y;z",b\n'), 44);
  assert.equal(delimiterOf('\n\na|b\n'), 124);
  assert.equal(delimiterOf('alone'), 44);
});
