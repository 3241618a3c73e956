// Formats of an output table by its file name, and the encoding of one block in that format.
import { gzipSync } from 'node:zlib';
import { PollwardenError } from '../../../../kernel/errors.ts';
import type { Block } from './block.ts';
import { csvHeader, encodeCsv } from './csv-encode.ts';
import type { ParquetSchema, RowGroup } from './parquet-encode.ts';
import { encodeRowGroup, parquetEnd, parquetStart } from './parquet-encode.ts';

export type TableFormat = 'csv' | 'csv.gz' | 'csv.zst' | 'parquet';

/** A block as bytes; Parquet keeps the places of its columns for the end of the file. */
export type EncodedBlock = { readonly bytes: Uint8Array; readonly group?: Omit<RowGroup, 'bytes'> };

/** The format that the name's ending asks for; "-" is CSV. Error: USAGE. */
export function formatOf(file: string): TableFormat {
  const name = file.toLowerCase();
  if (name.endsWith('.parquet')) return 'parquet';
  if (name.endsWith('.csv.gz')) return 'csv.gz';
  if (name.endsWith('.csv.zst')) return 'csv.zst';
  if (name.endsWith('.csv') || file === '-' || file.startsWith('/dev/')) return 'csv';
  throw new PollwardenError('USAGE', 'an output ends in .csv, .csv.gz, .csv.zst or .parquet', { file });
}

/** Members of gzip may follow each other in one file, and each block is one; Zstandard is left to the sink. */
function compressed(bytes: Uint8Array, format: TableFormat): Uint8Array {
  return format === 'csv.gz' ? gzipSync(bytes, { level: 4 }) : bytes;
}

export function encodeBlock(block: Block, format: TableFormat): EncodedBlock {
  if (format !== 'parquet') return { bytes: compressed(encodeCsv(block), format) };
  const { bytes, ...group } = encodeRowGroup(block);
  return { bytes, group };
}

/** What stands before the first block. */
export function fileStart(format: TableFormat, schema: ParquetSchema): Uint8Array {
  if (format === 'parquet') return parquetStart();
  return compressed(csvHeader(schema.map((column) => column.name)), format);
}

/** What stands after the last block. */
export function fileEnd(
  format: TableFormat,
  schema: ParquetSchema,
  blocks: readonly Omit<EncodedBlock, 'bytes'>[],
  sizes: readonly number[],
): Uint8Array {
  if (format !== 'parquet') return new Uint8Array(0);
  const groups = blocks.flatMap((block) => (block.group === undefined ? [] : [block.group]));
  return parquetEnd(schema, groups, sizes);
}
