// Output tables: Parquet as DuckDB reads it, CSV in every packing, nothing half-written under the asked name.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { createTextDictionary } from '../../../../ingest/table/dictionary.ts';
import { runCompatCoortweet } from '../run.ts';
import { csvRows } from '../testing/csv.ts';
import type { Block } from './block.ts';
import { createBuffer } from './bytes.ts';
import { appendHybrid, bitWidth } from './parquet-bits.ts';
import { openSink } from './sink.ts';
import { encodeBlock } from './table-format.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-output-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const schema = [
  { name: 'text', kind: 'text' },
  { name: 'texts', kind: 'texts' },
  { name: 'whole', kind: 'int' },
  { name: 'real', kind: 'double' },
] as const;

type Row = { text: string; texts: string[]; whole: number; real: number };

function blockOf(rows: readonly Row[]): Block {
  const dictionary = createTextDictionary();
  const codeOf = (text: string): number => dictionary.intern(Buffer.from(text), 0, Buffer.byteLength(text));
  const text = Uint32Array.from(rows, (row) => codeOf(row.text));
  const lists = rows.map((row) => row.texts.map(codeOf));
  const starts = new Uint32Array(rows.length + 1);
  for (const [i, list] of lists.entries()) starts[i + 1] = starts[i] + list.length;
  const values = dictionary.values();
  return {
    rows: rows.length,
    columns: [
      { kind: 'text', name: 'text', values, codes: text },
      { kind: 'texts', name: 'texts', values, starts, codes: Uint32Array.from(lists.flat()) },
      { kind: 'int', name: 'whole', numbers: Uint32Array.from(rows, (row) => row.whole) },
      { kind: 'double', name: 'real', numbers: Float64Array.from(rows, (row) => row.real) },
    ],
  };
}

async function write(file: string, blocks: readonly (readonly Row[])[]): Promise<void> {
  const sink = openSink(file, schema);
  for (const rows of blocks) await sink.write(encodeBlock(blockOf(rows), sink.format));
  await sink.close();
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', 'é', '😀'), maxLength: 4 });
const row: fc.Arbitrary<Row> = fc.record({
  text,
  texts: fc.array(text, { minLength: 1, maxLength: 3 }),
  whole: fc.oneof(fc.constant(1), fc.nat(5), fc.nat(4_000_000_000)),
  real: fc.oneof(fc.constant(1), fc.nat(100), fc.double({ noNaN: true, noDefaultInfinity: true })),
});
/** Rows with long runs of equal ones, which are written in another way than others. */
const rows = fc
  .array(fc.tuple(row, fc.oneof(fc.constant(1), fc.nat(200))), { maxLength: 12, size: 'max' })
  .map((runs) => runs.flatMap(([one, times]) => Array.from({ length: times }, () => one)));

test('DuckDB reads from Parquet what was written', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const file = join(folder, 'random.parquet');
  await fc.assert(
    fc.asyncProperty(fc.array(rows, { maxLength: 3 }), async (blocks) => {
      await write(
        file,
        blocks.filter((block) => block.length > 0),
      );
      const found = (await connection.runAndReadAll(`select * from read_parquet('${file}')`)).getRowObjects();
      assert.deepEqual(
        found.map((r) => [r.text, r.texts, Number(r.whole), r.real]),
        blocks.flat().map((r) => [r.text, r.texts.join(','), r.whole, r.real]),
      );
    }),
    { numRuns: 60 },
  );
});

test('CSV, plain and packed, is read back as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom('csv', 'csv.gz', 'csv.zst'), async (block, ending) => {
      const file = join(folder, `random.${ending}`);
      await write(file, [block, block]);
      const bytes = readFileSync(file);
      const plain = ending === 'csv' ? bytes : ending === 'csv.gz' ? gunzipSync(bytes) : zstdDecompressSync(bytes);
      assert.deepEqual(
        csvRows(plain.toString()).map((r) => [r.text, r.texts, Number(r.whole), Number(r.real)]),
        [...block, ...block].map((r) => [r.text, r.texts.join(','), r.whole, r.real + 0]),
      );
    }),
    { numRuns: 60 },
  );
});

/** Reads the hybrid encoding as parquet-format describes it. */
function readHybrid(bytes: Uint8Array, count: number, width: number): number[] {
  const values: number[] = [];
  let at = 0;
  while (values.length < count) {
    let header = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++];
      header += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) break;
    }
    if (header % 2 === 0) {
      let value = 0;
      for (let k = 0; k < Math.ceil(width / 8); k++) value += bytes[at++] * 256 ** k;
      for (let k = 0; k < header / 2; k++) values.push(value);
      continue;
    }
    const groups = (header - 1) / 2;
    for (let i = 0; i < groups * 8; i++) {
      let value = 0;
      for (let k = 0; k < width; k++)
        value += ((bytes[at + ((i * width + k) >> 3)] >> ((i * width + k) & 7)) & 1) * 2 ** k;
      values.push(value);
    }
    at += groups * width;
  }
  assert.equal(at, bytes.length);
  return values.slice(0, count);
}

test('the hybrid of runs and packed bits holds numbers of every width', () => {
  const runs = fc.array(fc.tuple(fc.nat(0xffffffff), fc.nat(150)), { maxLength: 10, size: 'max' });
  fc.assert(
    fc.property(runs, fc.integer({ min: 0, max: 32 }), (parts, width) => {
      const values = Uint32Array.from(parts.flatMap(([v, n]) => Array.from({ length: n }, () => v % 2 ** width)));
      const out = createBuffer(8);
      appendHybrid(out, values, values.length, width);
      assert.deepEqual(readHybrid(out.bytes.subarray(0, out.length), values.length, width), [...values]);
    }),
    { numRuns: 300 },
  );
  assert.deepEqual([0, 1, 2, 255, 256, 0xffffffff].map(bitWidth), [0, 1, 2, 8, 9, 32]);
});

test('an output appears only when complete; a bad ending or folder is refused before any work', async () => {
  const input = join(folder, 'in.csv');
  writeFileSync(input, 'object_id,account_id,content_id,timestamp_share\no,a,c1,1\no,b,c2,2\n');
  const options = { file: input, windowSeconds: 5, minParticipation: 1 };
  const edges = join(folder, 'late.csv');
  const unfinished = (): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.part'));
  const sink = openSink(edges, schema);
  await sink.write(encodeBlock(blockOf([{ text: 'a', texts: ['b'], whole: 1, real: 1 }]), 'csv'));
  assert.ok(!existsSync(edges));
  assert.equal(unfinished().length, 1);
  sink.abort();
  assert.deepEqual(unfinished(), []);
  await assert.rejects(runCompatCoortweet({ ...options, edges: join(folder, 'edges.xlsx') }), { code: 'USAGE' });
  await assert.rejects(runCompatCoortweet({ ...options, edges: folder }), { code: 'USAGE' });
  await assert.rejects(runCompatCoortweet({ ...options, edges: join(folder, 'no', 'e.csv') }), {
    code: 'FILE_UNWRITABLE',
  });
  const pairs = join(folder, 'first.csv');
  await assert.rejects(runCompatCoortweet({ ...options, pairs, edges: join(folder, 'no', 'e.csv') }));
  assert.ok(!existsSync(pairs));
  assert.deepEqual(unfinished(), []);
});
