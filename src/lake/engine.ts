// DuckDB, embedded: writes Parquet segments and reads them. Values and paths go in as parameters, never as SQL.
import {
  BLOB,
  DOUBLE,
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  UBIGINT,
  VARCHAR,
  listValue,
} from '@duckdb/node-api';
import type { Cell, KeyedBatch } from './batch.ts';
import { type Column, type ColumnType, type EventKind, storedColumns } from './kinds.ts';

export type Engine = { readonly connection: DuckDBConnection; readonly close: () => void };

const chunkRows = 2048;

/** `scratch` is where DuckDB may spill; it lies in the lake, so that nothing is written elsewhere. */
export async function openEngine(scratch: string): Promise<Engine> {
  const settings = {
    threads: '2',
    memory_limit: '1GB',
    temp_directory: scratch,
    autoinstall_known_extensions: 'false',
  };
  const instance = await DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Integers travel as doubles, exact to 2^53, since that spares a BigInt a cell. */
const duckTypes: Readonly<Record<ColumnType, DuckDBType>> = {
  text: VARCHAR,
  micros: DOUBLE,
  integer: DOUBLE,
  bytes: BLOB,
};
const quoted = ({ name }: Column): string => `"${name}"`;
const storedAs = (column: Column): string => {
  if (column.type === 'micros') return `make_timestamp(${quoted(column)}::BIGINT) AS ${quoted(column)}`;
  return column.type === 'integer' ? `${quoted(column)}::BIGINT AS ${quoted(column)}` : quoted(column);
};

/** Writes one segment, sorted by time and identity, to `path`. Column names come from the kind's declaration. */
export async function writeSegment(
  engine: Engine,
  kind: EventKind,
  batches: readonly KeyedBatch[],
  path: string,
): Promise<void> {
  const { connection } = engine;
  const columns = storedColumns(kind);
  const declared = columns.map((c) => `${quoted(c)} ${duckTypes[c.type].toString()}`).join(', ');
  await connection.run(`CREATE OR REPLACE TEMP TABLE incoming (${declared}, key_high UBIGINT, key_low UBIGINT)`);
  try {
    const appender = await connection.createAppender('incoming');
    const types = [...columns.map((c) => duckTypes[c.type]), UBIGINT, UBIGINT];
    const chunk = DuckDBDataChunk.create(types);
    for (const batch of batches) {
      for (let from = 0; from < batch.count; from += chunkRows) {
        const to = Math.min(batch.count, from + chunkRows);
        chunk.reset();
        chunk.setColumns([
          ...columns.map((c) => batch.columns[c.name].slice(from, to).map(toDuck)),
          keyColumn(batch.keys, from, to, 0),
          keyColumn(batch.keys, from, to, 2),
        ]);
        appender.appendDataChunk(chunk);
      }
    }
    appender.closeSync();
    const selected = [...columns.map(storedAs), 'key_high', 'key_low'].join(', ');
    await connection.run(
      `COPY (SELECT ${selected} FROM incoming ORDER BY time, key_high, key_low) TO $1 (FORMAT parquet, COMPRESSION zstd)`,
      [path],
    );
  } finally {
    await connection.run('DROP TABLE IF EXISTS incoming');
  }
}

const toDuck = (cell: Cell): DuckDBValue => (cell instanceof Uint8Array ? new DuckDBBlobValue(cell) : cell);

function keyColumn(keys: Uint32Array, from: number, to: number, word: number): bigint[] {
  const out: bigint[] = [];
  for (let row = from; row < to; row++) {
    out.push((BigInt(keys[row * 4 + word]) << 32n) | BigInt(keys[row * 4 + word + 1]));
  }
  return out;
}

/** The identities in `paths`, four words a row. */
export async function readKeys(engine: Engine, paths: readonly string[]): Promise<Uint32Array> {
  if (paths.length === 0) return new Uint32Array(0);
  const halves = ['key_high >> 32', 'key_high & 4294967295', 'key_low >> 32', 'key_low & 4294967295'];
  const sql = `SELECT ${halves.map((half) => `(${half})::UINTEGER`).join(', ')} FROM read_parquet($1)`;
  const result = await engine.connection.runAndReadAll(sql, [pathList(paths)]);
  const columns = result.getColumns() as unknown as readonly (readonly number[])[];
  const keys = new Uint32Array(result.currentRowCount * 4);
  columns.forEach((words, word) => {
    for (let row = 0; row < words.length; row++) keys[row * 4 + word] = words[row];
  });
  return keys;
}

/** Paths as a parameter of read_parquet, which takes them for patterns: what would be one stands in brackets. */
export const pathList = (paths: readonly string[]): DuckDBValue =>
  listValue(paths.map((path) => path.replace(/[*?[]/g, (c) => `[${c}]`)));

/** Which rows a rewriting leaves out: all whose texts hold one of these pseudonyms, or that are before, or of runs. */
export type RowFilter = {
  /** Name of the only kind it is about. */
  readonly kind?: string;
  readonly pseudonyms?: readonly string[];
  readonly beforeMicros?: number;
  readonly runs?: readonly string[];
};

/** Copies `paths` to one new segment without the rows that `drop` matches; answers with the rows kept. */
export async function rewriteSegments(
  engine: Engine,
  kind: EventKind,
  paths: readonly string[],
  path: string,
  drop: RowFilter,
): Promise<number> {
  const condition = `NOT (${dropCondition(kind)})`;
  const values = [pathList(paths), ...dropValues(drop)];
  const counted = await engine.connection.runAndReadAll(
    `SELECT count(*)::DOUBLE FROM read_parquet($1) WHERE ${condition}`,
    values,
  );
  const kept = Number(counted.value(0, 0));
  if (kept > 0) {
    await engine.connection.run(
      `COPY (SELECT * FROM read_parquet($1) WHERE ${condition} ORDER BY time, key_high, key_low)
       TO $5 (FORMAT parquet, COMPRESSION zstd)`,
      [...values, path],
    );
  }
  return kept;
}

/** Those of `paths` that hold a row which the filter matches, as DuckDB names them. */
export async function matchingPaths(
  engine: Engine,
  kind: EventKind,
  paths: readonly string[],
  drop: RowFilter,
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const sql = `SELECT DISTINCT filename FROM read_parquet($1, filename = true) WHERE ${dropCondition(kind)}`;
  const result = await engine.connection.runAndReadAll(sql, [pathList(paths), ...dropValues(drop)]);
  return (result.getColumns()[0] ?? []) as unknown as readonly string[];
}

/** Rows in `paths` that the filter matches. */
export async function countMatching(
  engine: Engine,
  kind: EventKind,
  paths: readonly string[],
  drop: RowFilter,
): Promise<number> {
  if (paths.length === 0) return 0;
  const sql = `SELECT count(*)::DOUBLE FROM read_parquet($1) WHERE ${dropCondition(kind)}`;
  return Number((await engine.connection.runAndReadAll(sql, [pathList(paths), ...dropValues(drop)])).value(0, 0));
}

/** Distinct texts of `wanted` in rows whose `column` is one of `values`. The names are columns of the kind. */
export async function relatedTexts(
  engine: Engine,
  paths: readonly string[],
  column: Column,
  values: readonly string[],
  wanted: Column,
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const sql = `SELECT DISTINCT ${quoted(wanted)} FROM read_parquet($1) WHERE list_contains($2, ${quoted(column)})`;
  const result = await engine.connection.runAndReadAll(sql, [pathList(paths), listValue(orNone(values))]);
  return (result.getColumns()[0] ?? []) as unknown as readonly string[];
}

/** Rows of each of `runs` in `paths`. */
export async function countRuns(
  engine: Engine,
  paths: readonly string[],
  runs: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (paths.length === 0) return new Map();
  const sql = `SELECT run, count(*)::DOUBLE FROM read_parquet($1) WHERE list_contains($2, run) GROUP BY run`;
  const result = await engine.connection.runAndReadAll(sql, [pathList(paths), listValue(orNone(runs))]);
  const [names = [], counts = []] = result.getColumns();
  return new Map(names.map((name, i) => [String(name), Number(counts[i])]));
}

const pseudonymPattern = '(acc|pst|obj|med|val)_[a-z2-7]{26}';

/** $2 pseudonyms, $3 time before (µs), $4 runs. */
function dropCondition(kind: EventKind): string {
  const texts = storedColumns(kind).filter((c) => c.type === 'text' && c.protection !== 'plain');
  const holds = texts.map((c) => `list_has_any(regexp_extract_all(${quoted(c)}, '${pseudonymPattern}'), $2)`);
  return [...holds, 'epoch_us(time) < $3', 'list_contains($4, run)'].map((c) => `coalesce(${c}, false)`).join(' OR ');
}

function dropValues(drop: RowFilter): DuckDBValue[] {
  return [listValue(orNone(drop.pseudonyms)), drop.beforeMicros ?? 0, listValue(orNone(drop.runs))];
}

/** A list parameter needs an element to have a type; no row holds this one. */
const orNone = (values: readonly string[] = []): string[] => (values.length === 0 ? ['\u0000none'] : [...values]);
