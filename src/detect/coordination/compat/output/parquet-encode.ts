// Blocks as row groups of a Parquet file: dictionary pages and data pages V1, required columns, uncompressed.
// Source: apache/parquet-format, README.md, Encodings.md and parquet.thrift.
import type { Block, BlockColumn } from './block.ts';
import type { ByteBuffer } from './bytes.ts';
import { append, createBuffer, finished, reserve } from './bytes.ts';
import { appendHybrid, bitWidth } from './parquet-bits.ts';
import { dictionaryOf } from './parquet-dictionary.ts';
import type { ThriftValue } from './thrift.ts';
import { appendThrift, i32, i64, list, struct, text } from './thrift.ts';

export type ColumnKind = BlockColumn['kind'];
export type ParquetSchema = readonly { readonly name: string; readonly kind: ColumnKind }[];

type ChunkPlace = {
  readonly dictionaryAt: number;
  readonly dataAt: number;
  readonly sizeBytes: number;
};

/** One row group; offsets count from its first byte. */
export type RowGroup = { readonly bytes: Uint8Array; readonly rows: number; readonly chunks: readonly ChunkPlace[] };

const encodingPlain = 0;
const encodingRle = 3;
const encodingDictionary = 8;
const magic = Buffer.from('PAR1');

/** Encodes a block as one row group. */
export function encodeRowGroup(block: Block): RowGroup {
  const out = createBuffer(Math.max(1 << 12, block.rows * 12));
  const chunks = block.columns.map((column) => appendChunk(out, column, block.rows));
  return { bytes: finished(out), rows: block.rows, chunks };
}

function appendChunk(out: ByteBuffer, column: BlockColumn, rows: number): ChunkPlace {
  const { plain, size, index } = dictionaryOf(column, rows);
  const dictionaryAt = out.length;
  const dictionaryHeader = struct([1, i32(size)], [2, i32(encodingPlain)]);
  appendPage(out, 2, [7, dictionaryHeader], plain);
  const width = bitWidth(Math.max(0, size - 1));
  const data = createBuffer((rows * width) / 8 + 64);
  reserve(data, 1);
  data.bytes[data.length++] = width;
  appendHybrid(data, index, rows, width);
  const dataAt = out.length;
  const dataHeader = struct([1, i32(rows)], [2, i32(encodingDictionary)], [3, i32(encodingRle)], [4, i32(encodingRle)]);
  appendPage(out, 0, [5, dataHeader], data);
  return { dictionaryAt, dataAt, sizeBytes: out.length - dictionaryAt };
}

function appendPage(out: ByteBuffer, type: number, header: readonly [number, ThriftValue], body: ByteBuffer): void {
  appendThrift(out, struct([1, i32(type)], [2, i32(body.length)], [3, i32(body.length)], header));
  append(out, body.bytes.subarray(0, body.length));
}

/** The first bytes of a file. */
export function parquetStart(): Uint8Array {
  return magic;
}

/** The last bytes of a file whose row groups follow `parquetStart` in this order. */
export function parquetEnd(
  schema: ParquetSchema,
  groups: readonly Omit<RowGroup, 'bytes'>[],
  sizes: readonly number[],
) {
  let base = magic.length;
  let rows = 0;
  const rowGroups: ThriftValue[] = [];
  for (const [g, group] of groups.entries()) {
    rowGroups.push(rowGroupOf(schema, group, base, sizes[g]));
    base += sizes[g];
    rows += group.rows;
  }
  const root = struct([4, text('schema')], [5, i32(schema.length)]);
  const footer = struct(
    [1, i32(1)],
    [2, list('struct', [root, ...schema.map(schemaElement)])],
    [3, i64(rows)],
    [4, list('struct', rowGroups)],
    [6, text('pollwarden')],
  );
  const out = createBuffer();
  appendThrift(out, footer);
  const length = out.length;
  reserve(out, 4);
  for (let k = 0; k < 4; k++) out.bytes[out.length++] = (length >>> (8 * k)) & 255;
  append(out, magic);
  return finished(out);
}

/** Types of parquet.thrift: INT64 2, DOUBLE 5, BYTE_ARRAY 6 (UTF8 0); REQUIRED 0. */
function physicalType(kind: ColumnKind): number {
  return kind === 'int' ? 2 : kind === 'double' ? 5 : 6;
}

function schemaElement({ name, kind }: ParquetSchema[number]): ThriftValue {
  const common = [[1, i32(physicalType(kind))] as const, [3, i32(0)] as const, [4, text(name)] as const];
  return kind === 'text' || kind === 'texts' ? struct(...common, [6, i32(0)]) : struct(...common);
}

function rowGroupOf(schema: ParquetSchema, group: Omit<RowGroup, 'bytes'>, base: number, sizeBytes: number) {
  const chunks = group.chunks.map((chunk, c) => {
    const meta = struct(
      [1, i32(physicalType(schema[c].kind))],
      [2, list('i32', [i32(encodingPlain), i32(encodingRle), i32(encodingDictionary)])],
      [3, list('text', [text(schema[c].name)])],
      [4, i32(0)],
      [5, i64(group.rows)],
      [6, i64(chunk.sizeBytes)],
      [7, i64(chunk.sizeBytes)],
      [9, i64(base + chunk.dataAt)],
      [11, i64(base + chunk.dictionaryAt)],
    );
    return struct([2, i64(base + chunk.dictionaryAt)], [3, meta]);
  });
  return struct([1, list('struct', chunks)], [2, i64(sizeBytes)], [3, i64(group.rows)]);
}
