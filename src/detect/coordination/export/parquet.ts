// Parquet through DuckDB: rows are appended to a table in memory and copied out, zstd compressed.
import { DuckDBConnection, timestampTZValue } from '@duckdb/node-api';
import type { ExportColumn } from './columns.ts';

const sqlTypes = { text: 'VARCHAR', integer: 'BIGINT', real: 'DOUBLE', time: 'TIMESTAMPTZ' } as const;

/** Writes `rows` to `path`, which must be ours: it goes into SQL as a literal. A table without rows keeps its columns. */
export async function writeParquet<R>(
  path: string,
  columns: readonly ExportColumn<R>[],
  rows: readonly R[],
): Promise<void> {
  const connection = await DuckDBConnection.create();
  try {
    await connection.run('SET threads = 2');
    await connection.run(
      `CREATE TABLE rows (${columns.map((column) => `"${column.name}" ${sqlTypes[column.type]}`).join(', ')})`,
    );
    const appender = await connection.createAppender('rows');
    for (const row of rows) {
      for (const column of columns) appendCell(appender, column, row);
      appender.endRow();
    }
    appender.closeSync();
    await connection.run(`COPY rows TO '${path.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`);
  } finally {
    connection.closeSync();
  }
}

type Appender = Awaited<ReturnType<DuckDBConnection['createAppender']>>;

function appendCell<R>(appender: Appender, column: ExportColumn<R>, row: R): void {
  const value = column.value(row);
  if (column.type === 'text') return appender.appendVarchar(String(value ?? '').toWellFormed());
  const number = Number(value);
  if (!Number.isFinite(number)) return appender.appendNull();
  if (column.type === 'integer') return appender.appendBigInt(BigInt(Math.round(number)));
  if (column.type === 'real') return appender.appendDouble(number);
  appender.appendTimestampTZ(timestampTZValue(BigInt(Math.round(number * 1000)) * 1000n));
}
