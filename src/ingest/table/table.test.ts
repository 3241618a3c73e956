// The byte-level reader of plain tables: against a reader of its own, and bad input of every kind.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import type { CsvRecord } from './csv-scan.ts';
import { scanRecords, unquote } from './csv-scan.ts';
import { createTextDictionary, ranksOf, textOf, textsOf } from './dictionary.ts';
import { readShareColumns } from './share-columns.ts';
import { isoSecondsAt, numberAt } from './time-cell.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-table-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const header = 'object_id,account_id,content_id,timestamp_share\n';

function fileOf(content: string | Uint8Array, name = 'table.csv'): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function read(content: string | Uint8Array) {
  const columns = await readShareColumns(fileOf(content));
  assert.ok(columns !== undefined);
  const [objects, accounts, posts] = [textsOf(columns.objects), textsOf(columns.accounts), textsOf(columns.posts)];
  const rows = Array.from({ length: columns.count }, (_, i) => [
    objects[columns.object[i]],
    accounts[columns.account[i]],
    posts[columns.post[i]],
    columns.time[i],
  ]);
  return { rows, rejected: columns.rejected, columns };
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'b', ',', '"', '\n', '\r', ' ', 'é', '😀', '1'),
  minLength: 1,
  maxLength: 6,
});

test('quoted cells of any content come back, whatever the size of the chunks', () => {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const plain = (text: string): string => (/["\n\r,]/.test(text) ? quoted(text) : text);
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { maxLength: 8, size: 'max' }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      fc.nat(20),
      (rows, lineEnd, always, size) => {
        const bytes = Buffer.from(rows.map((r) => r.map(always ? quoted : plain).join(',') + lineEnd).join(''));
        const found: string[][] = [];
        const lines: number[] = [];
        const take = (record: CsvRecord): void => {
          lines.push(record.line);
          found.push(
            Array.from({ length: record.fields }, (_, i) => {
              unquote(record, i);
              return Buffer.from(record.bytes.subarray(record.from[i], record.to[i])).toString();
            }),
          );
        };
        const state = { line: 1 };
        let pending = Buffer.alloc(0);
        for (let at = 0; at < bytes.length; at += size + 1) {
          pending = Buffer.concat([pending, bytes.subarray(at, at + size + 1)]);
          pending = pending.subarray(scanRecords(pending, state, false, take));
        }
        assert.equal(scanRecords(pending, state, true, take), pending.length);
        assert.deepEqual(found, rows);
        const newlines = rows.map((r) => r.join('').split('\n').length - 1);
        assert.deepEqual(
          lines,
          newlines.map((_, i) => 1 + i + newlines.slice(0, i).reduce((a, b) => a + b, 0)),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('any bytes are read without an exception, and no row is lost unseen', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', ',', '"', '\n', '\r', '1', '\u0000', 'é', '.', '-'), {
        maxLength: 80,
        size: 'max',
      }),
      async (parts) => {
        const { rows, rejected, columns } = await read(`${header}${parts.join('')}`);
        const lines = parts
          .join('')
          .split(/\r\n|\n|\r/)
          .filter((line) => line !== '');
        assert.ok(rows.length + rejected.length + columns.withoutObject <= lines.length);
        assert.ok(lines.length === 0 || rows.length + rejected.length + columns.withoutObject > 0);
      },
    ),
    { numRuns: 200 },
  );
});

test('columns in any order, others ignored, byte order mark, mixed line ends, blank lines, no line end at the end', async () => {
  const text =
    '\ufefftimestamp_share,"extra",account_id,object_id,content_id\r\n5,x,a,o,c\n\n6.25,"y,\n",a,"o","c""2"\r7,z,b,o,c3';
  const { rows, rejected } = await read(text);
  assert.deepEqual(rows, [
    ['o', 'a', 'c', 5],
    ['o', 'a', 'c"2', 6.25],
    ['o', 'b', 'c3', 7],
  ]);
  assert.deepEqual(rejected, []);
});

test('plain, gzip and Zstandard give the same by their first bytes', async () => {
  const text = `${header}o,a,c1,1\no,b,c2,2\n`;
  const plain = await read(text);
  for (const content of [
    gzipSync(text),
    zstdCompressSync(text),
    Buffer.concat([zstdCompressSync(header), zstdCompressSync(text.slice(header.length))]),
    Buffer.concat([gzipSync(header), gzipSync(text.slice(header.length))]),
  ]) {
    assert.deepEqual((await read(content)).rows, plain.rows);
  }
});

test('bad rows are counted and kept with line, code and reason', async () => {
  const bad = Buffer.concat([
    Buffer.from(`${header}o,a,c1,1\no,a,c2\no,a,c3,1,2\no,,c4,1\no,a,c5,soon\no,a,c6,-3\no,a,`),
    Buffer.from([0xff, 0xfe]),
    Buffer.from(',1\no,a,c8,2\no,"open,c9,1\no,a,c10,3\n'),
  ]);
  const { rows, rejected } = await read(bad);
  assert.deepEqual(
    rows.map((row) => row[2]),
    ['c1', 'c8', 'c10'],
  );
  assert.deepEqual(
    rejected.map((row) => [row.line, row.code]),
    [
      [3, 'ROW_MALFORMED'],
      [4, 'ROW_MALFORMED'],
      [5, 'VALUE_MISSING'],
      [6, 'TIME_INVALID'],
      [7, 'TIME_INVALID'],
      [8, 'ENCODING_INVALID'],
      [10, 'ROW_MALFORMED'],
    ],
  );
  assert.equal(rejected[0].raw, 'o,a,c2');
});

test('a row that is rejected leaves nothing in the dictionaries', async () => {
  const { columns } = await read(`${header}o9,a9,c9,never\no1,a1,c1,1\n`);
  assert.deepEqual(
    [textsOf(columns.accounts), textsOf(columns.objects), textsOf(columns.posts)],
    [['a1'], ['o1'], ['c1']],
  );
});

test('a row without an object shares nothing, unless empty ids are asked for', async () => {
  const text = `${header},a,c1,1\no,a,c2,2\n`;
  const { columns, rejected } = await read(text);
  assert.deepEqual([columns.count, columns.withoutObject, columns.emptyIds, rejected.length], [1, 1, 0, 0]);
  const kept = await readShareColumns(fileOf(text), { keepEmpty: true });
  assert.deepEqual([kept?.count, kept?.withoutObject, kept?.emptyIds], [2, 0, 1]);
});

test('a line of 100 MB is rejected and the rest is read', async () => {
  const long = Buffer.alloc(100 * 2 ** 20, 120);
  const content = Buffer.concat([Buffer.from(`${header}o,a,c1,1\n`), long, Buffer.from('\no,a,c2,2\n')]);
  const { rows, rejected } = await read(content);
  assert.deepEqual(
    rows.map((row) => row[2]),
    ['c1', 'c2'],
  );
  assert.deepEqual(
    rejected.map((row) => [row.line, row.code]),
    [[3, 'LINE_TOO_LONG']],
  );
  assert.ok(rejected[0].raw.length <= 2000);
});

test('times: milliseconds, microseconds, ISO with zone; a mix is refused with its line', async () => {
  assert.deepEqual((await read(`${header}o,a,c,1600000000500\n`)).rows[0][3], 1600000000.5);
  assert.deepEqual((await read(`${header}o,a,c,1600000000500000\n`)).rows[0][3], 1600000000.5);
  assert.deepEqual((await read(`${header}o,a,c,2020-09-13T14:26:40.5+02:00\n`)).rows[0][3], 1600000000.5);
  await assert.rejects(read(`${header}o,a,c,1600000000\no,a,d,1600000000000\n`), { code: 'TIME_UNITS_MIXED', line: 3 });
  await assert.rejects(read(`${header}o,a,c,1600000000\no,a,d,2020-09-13T12:26:40Z\n`), { code: 'TIME_UNITS_MIXED' });
});

test('other tables, other formats and empty files are not taken', async () => {
  for (const text of [
    'a,b\n1,2\n',
    '',
    '{"object_id":1}\n',
    'object_id;account_id;content_id;timestamp_share\n1;2;3;4\n',
    'PAR1\u0000\u0001',
  ]) {
    assert.equal(await readShareColumns(fileOf(text)), undefined);
  }
});

test('missing files, folders and truncated archives have a name', async () => {
  await assert.rejects(readShareColumns(join(folder, 'none.csv')), { code: 'FILE_NOT_FOUND' });
  await assert.rejects(readShareColumns(folder), { code: 'FILE_IS_DIRECTORY' });
  const body = header + Array.from({ length: 5000 }, (_, i) => `o${i * 7919},a${i},c${i},${i}\n`).join('');
  for (const packed of [gzipSync(body), zstdCompressSync(body)]) {
    await assert.rejects(readShareColumns(fileOf(packed.subarray(0, packed.length - 20))), {
      code: 'COMPRESSION_BROKEN',
    });
  }
});

test('numbers from bytes are those of the language', () => {
  const numberOf = (text: string): number => numberAt(Buffer.from(text), 0, Buffer.byteLength(text));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.nat().map(String),
        fc.double({ noNaN: true, min: 0, max: 1e17 }).map(String),
        fc.tuple(fc.nat(), fc.nat()).map((p) => p.join('.')),
      ),
      (text) => {
        assert.equal(numberOf(text), Number(text));
      },
    ),
  );
  for (const [text, value] of [
    ['1610871684.452', 1610871684.452],
    ['-5', -5],
    ['+5', 5],
    [' 5 ', 5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['9007199254740993.5', 9007199254740994],
  ] as const) {
    assert.equal(numberOf(text), value);
  }
  for (const text of ['', '-', '.', 'NA', '0x10', '1_000', 'Infinity', '1.2.3'])
    assert.ok(Number.isNaN(numberOf(text)), text);
});

test('ISO times without a zone or with a day that is none are refused', () => {
  const secondsOf = (text: string): number => isoSecondsAt(Buffer.from(text), 0, Buffer.byteLength(text));
  assert.equal(secondsOf('1970-01-02T00:00:00Z'), 86400);
  assert.equal(secondsOf('2024-02-29 23:59:59,125 -0530'), Date.UTC(2024, 2, 1, 5, 29, 59, 125) / 1000);
  for (const text of ['2024-02-30T00:00:00Z', '2024-02-29T00:00:00', '2024-02-29', '2024-01-01T24:00:00Z']) {
    assert.ok(Number.isNaN(secondsOf(text)), text);
  }
});

test('the dictionary gives codes in order of appearance, and ranks in order of code points', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 9 }), { maxLength: 400, size: 'max' }), (texts) => {
      const dictionary = createTextDictionary();
      const codes = texts.map((text) => dictionary.intern(Buffer.from(text), 0, Buffer.byteLength(text)));
      const distinct = [...new Set(texts)];
      assert.deepEqual(
        codes,
        texts.map((text) => distinct.indexOf(text)),
      );
      const values = dictionary.values();
      assert.deepEqual(textsOf(values), distinct);
      const ranks = ranksOf(values);
      const sorted = distinct.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      for (const [code, text] of distinct.entries()) {
        assert.equal(sorted[ranks[code]], text);
        assert.equal(textOf(values, code), text);
        assert.equal(dictionary.find(Buffer.from(text), 0, Buffer.byteLength(text)), code);
      }
      assert.equal(dictionary.find(Buffer.from('not there'), 0, 9), -1);
    }),
  );
});
