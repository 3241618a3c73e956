// Records of a source to posts: the formats that are known by their fields, else a table whose columns the first shows.
import type { ErrorCode } from '../../kernel/errors.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { PostSink } from '../formats/format.ts';
import { jsonFormatOf } from '../formats/json.ts';
import { createRowReader, tablePlan } from '../formats/table.ts';
import type { JsonObject } from '../json/parse.ts';
import { keysOf, valueAt } from '../json/paths.ts';
import { maxRawChars } from '../limits.ts';
import type { Post } from '../post.ts';
import type { Rejected } from '../read.ts';
import { createTimeColumn } from '../times.ts';
import type { RawRecord } from './connector.ts';

export type ReadRecords = { readonly posts: readonly Post[]; readonly rejected: readonly Rejected[] };

/** Never throws. `name` is what people read in rejected rows. */
export type RecordReader = (records: readonly RawRecord[]) => ReadRecords;

type ValueReader = (value: JsonObject, sink: PostSink) => void;

export function createRecordReader(name: string): RecordReader {
  const tables = new Map<string, ValueReader>();
  let count = 0;
  return (records) => {
    const posts: Post[] = [];
    const rejected: Rejected[] = [];
    for (const record of records) {
      count++;
      const reject = (code: ErrorCode, reason: string): void => {
        rejected.push({ file: name, line: count, code, reason, raw: record.raw.slice(0, maxRawChars) });
      };
      if (record.problem !== undefined) {
        reject(record.problem.code, record.problem.reason);
        continue;
      }
      const sink: PostSink = { post: (post) => posts.push(post), reject, skip: () => undefined };
      const format = jsonFormatOf(record.value);
      if (format !== undefined) format.read(record.value, sink, undefined);
      else readRow(tables, record.value, sink);
    }
    return { posts, rejected };
  };
}

const mostTables = 50;

/** Values with the same fields are rows of one table; units of time are those of its first row. */
function readRow(tables: Map<string, ValueReader>, value: JsonObject, sink: PostSink): void {
  const header = keysOf([value]);
  const shape = header.join('\n');
  let reader = tables.get(shape);
  if (reader === undefined) {
    try {
      reader = rowReader(header, value);
    } catch (error) {
      if (!(error instanceof PollwardenError)) throw error;
      return sink.reject(error.code, (error.detail ?? '').slice(0, 200));
    }
    if (tables.size >= mostTables) tables.clear();
    tables.set(shape, reader);
  }
  reader(value, sink);
}

function rowReader(header: readonly string[], first: JsonObject): ValueReader {
  const plan = tablePlan(header, {}, '');
  const time = createTimeColumn();
  time.sample(valueAt(first, header[plan.columns.time]));
  const rows = createRowReader(plan, time);
  let row = first;
  const cells = (column: number): unknown => valueAt(row, header[column]);
  return (value, sink) => {
    row = value;
    const post = rows.read(cells);
    if (post !== undefined) sink.post(post);
    else sink.reject(rows.failure().code, rows.failure().reason);
  };
}
