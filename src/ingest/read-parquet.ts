// Posts of a Parquet file, read by DuckDB chunk by chunk; only the columns that are needed.
import { mkdtemp, open, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { PollwardenError } from '../kernel/errors.ts';
import { namedFailure } from '../lake/files.ts';
import type { Collector } from './collector.ts';
import { roles, type TablePlan } from './formats/format.ts';
import { createRowReader, tablePlan } from './formats/table.ts';
import type { FileInput } from './input.ts';
import { maxParquetRowBytes } from './limits.ts';
import type { PostBatch } from './read.ts';
import { createTimeColumn } from './times.ts';

/** Small, and without fetching anything from a network. */
const engineOptions = { threads: '1', memory_limit: '512MB', autoinstall_known_extensions: 'false' };

export function isParquet(head: Buffer): boolean {
  return head.length >= 4 && head.toString('latin1', 0, 4) === 'PAR1';
}

/** `direct`: the file can be opened by its name; otherwise (stdin, compressed) it is written to a temporary file. */
export async function* readParquet(input: FileInput, direct: boolean, collector: Collector): AsyncGenerator<PostBatch> {
  const folder = await mkdtemp(join(tmpdir(), 'pollwarden-'));
  // A name of our own, for DuckDB takes stars and brackets in a name for a pattern.
  const path = join(folder, 'posts.parquet');
  let instance: DuckDBInstance | undefined;
  try {
    if (direct) await symlink(resolve(input.file), path);
    else await spool(input.bytes, path);
    instance = await DuckDBInstance.create(':memory:', engineOptions);
    const connection = await instance.connect();
    try {
      yield* readRows(connection, path, input, collector);
    } finally {
      connection.closeSync();
    }
  } catch (error) {
    const named = namedFailure(error, folder);
    if (named instanceof PollwardenError) throw named;
    const detail = error instanceof Error ? error.message.split('\n')[0].replaceAll(path, input.file) : '';
    throw new PollwardenError('FILE_UNREADABLE', `Parquet: ${detail.slice(0, 200)}`, { file: input.file });
  } finally {
    if (direct) await input.bytes[Symbol.asyncIterator]().return?.();
    instance?.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}

async function spool(bytes: AsyncIterable<Buffer>, path: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of bytes) await handle.writeFile(chunk);
  } finally {
    await handle.close();
  }
}

type Column = { readonly name: string; readonly type: string };

async function* readRows(
  connection: DuckDBConnection,
  path: string,
  input: FileInput,
  collector: Collector,
): AsyncGenerator<PostBatch> {
  const described = await connection.runAndReadAll('DESCRIBE SELECT * FROM read_parquet($1)', [path]);
  const table: readonly Column[] = described.getRows().map((row) => ({ name: String(row[0]), type: String(row[1]) }));
  const header = table.map((column) => column.name);
  const plan = tablePlan(header, input.options, input.file);
  const used = [...new Set(roles.map((role) => plan.columns[role]).filter((index) => index >= 0))];
  const select = selectOf(table, used, plan, input);
  const time = createTimeColumn(input.zoneMinutes);
  const rows = createRowReader(plan, time);
  const timeAt = used.indexOf(plan.columns.time);
  const place = new Map(used.map((index, position) => [index, position]));
  let row: readonly unknown[] = [];
  const cells = (index: number): unknown => row[place.get(index) as number];
  const result = await connection.stream(`SELECT ${select} FROM read_parquet($1)`, [path]);
  let line = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const vectors = Array.from({ length: used.length + 1 }, (_, column) => chunk.getColumnVector(column));
    if (line === 0) {
      for (let at = 0; at < chunk.rowCount; at++) time.sample(plain(vectors[timeAt].getItem(at)));
      input.recognised(`Parquet, ${plan.title}`, time.unit());
    }
    for (let at = 0; at < chunk.rowCount; at++) {
      line++;
      input.atLine(line);
      // Row by row: a chunk's texts all at once may be gigabytes.
      const values = vectors.map((vector) => plain(vector.getItem(at)));
      row = values;
      const tooLong = values[used.length] === true;
      const post = tooLong ? undefined : rows.read(cells);
      if (tooLong) collector.reject(line, 'LINE_TOO_LONG', `longer than ${maxParquetRowBytes} bytes`, '');
      else if (post !== undefined) collector.post(post);
      else {
        const { code, reason } = rows.failure();
        if (code === 'TIME_UNITS_MIXED') throw new PollwardenError(code, reason, { file: input.file, line });
        collector.reject(line, code, reason, JSON.stringify(values.slice(0, -1)));
      }
      const batch = collector.isFull() ? collector.take() : undefined;
      if (batch !== undefined) yield batch;
    }
  }
  if (line === 0) input.recognised(`Parquet, ${plan.title}, without rows`, undefined);
}

/** The used columns, empty in rows that are too long, and whether the row is. */
function selectOf(table: readonly Column[], used: readonly number[], plan: TablePlan, input: FileInput): string {
  const bytes = used.map((index) => `coalesce(${bytesOf(table[index])}, 0)`).join(' + ');
  const tooLong = `(${bytes} > ${maxParquetRowBytes})`;
  const columns = used.map((index) => {
    return `CASE WHEN NOT ${tooLong} THEN ${expressionOf(table[index], plan, index, input)} END`;
  });
  return [...columns, tooLong].join(', ');
}

/** Bytes of a cell, of the types that can hold many, without unpacking it. */
function bytesOf({ name, type }: Column): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  if (type === 'VARCHAR' || type === 'JSON') return `strlen(${column})`;
  if (type === 'BLOB') return `octet_length(${column})`;
  return type === 'VARCHAR[]' ? `list_sum(list_transform(${column}, lambda text: strlen(text)))` : '0';
}

/** Times as microseconds, lists as lists of texts, the rest as texts; nothing is rounded on the way. */
function expressionOf(column: Column, plan: TablePlan, index: number, input: FileInput): string {
  const name = `"${column.name.replaceAll('"', '""')}"`;
  if (index === plan.columns.time) {
    if (column.type === 'TIMESTAMP WITH TIME ZONE') return `CAST(epoch_us(${name}) AS VARCHAR)`;
    if (column.type.startsWith('TIMESTAMP')) {
      if (input.zoneMinutes === undefined) {
        const detail = `column ${column.name} has no zone; say which with --map zone=UTC`;
        throw new PollwardenError('TIME_INVALID', detail, { file: input.file });
      }
      return `CAST(epoch_us(CAST(${name} AS TIMESTAMP)) - ${input.zoneMinutes * 60_000_000} AS VARCHAR)`;
    }
    if (column.type === 'DATE') {
      const detail = `column ${column.name} holds days without a time of day`;
      throw new PollwardenError('TIME_INVALID', detail, { file: input.file });
    }
  }
  return column.type.endsWith('[]') ? `CAST(${name} AS VARCHAR[])` : `CAST(${name} AS VARCHAR)`;
}

/** DuckDB's values of the two types selected above as plain texts and arrays. */
function plain(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && 'items' in value) return value.items;
  return value;
}
