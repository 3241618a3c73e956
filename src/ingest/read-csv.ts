// Posts of a CSV file: separator, header, plan and unit of time from the first rows, then row by row.
import { PollwardenError } from '../kernel/errors.ts';
import type { Collector } from './collector.ts';
import { delimiterOf } from './csv/dialect.ts';
import { createCsvReader, type CsvReader } from './csv/reader.ts';
import { fieldOf } from './csv/record.ts';
import type { TablePlan } from './formats/format.ts';
import { createRowReader, tablePlan, type RowReader } from './formats/table.ts';
import { sampleBytes } from './limits.ts';
import type { FileInput } from './input.ts';
import type { PostBatch } from './read.ts';
import { createTimeColumn, type TimeColumn } from './times.ts';

export async function* readCsv(input: FileInput, collector: Collector): AsyncGenerator<PostBatch> {
  const delimiter = delimiterOf(input.head.toString('latin1'));
  const time = createTimeColumn(input.zoneMinutes);
  const { plan, width } = planOf(input, delimiter, time);
  input.recognised(`CSV, ${plan.title}`, time.unit());
  const reader = createCsvReader(delimiter);
  const rows = createRowReader(plan, time);
  const state: State = { input, collector, reader, rows, width, headerLeft: plan.hasHeader };
  for await (const chunk of input.bytes) {
    reader.feed(chunk);
    yield* drain(state);
  }
  reader.end();
  yield* drain(state);
}

type State = {
  readonly input: FileInput;
  readonly collector: Collector;
  readonly reader: CsvReader;
  readonly rows: RowReader;
  readonly width: number;
  headerLeft: boolean;
};

function* drain(state: State): Generator<PostBatch> {
  const { input, collector, reader, rows, width } = state;
  const { record } = reader;
  const cells = (column: number): string => fieldOf(record, column);
  while (reader.next()) {
    input.atLine(reader.line());
    if (state.headerLeft) {
      state.headerLeft = false;
      continue;
    }
    const problem = reader.problem();
    if (problem !== undefined) {
      collector.reject(reader.line(), problem.code, problem.reason, reader.raw());
    } else if (record.count !== width) {
      const reason = `${record.count} fields where there should be ${width}`;
      collector.reject(reader.line(), 'ROW_MALFORMED', reason, reader.raw());
    } else {
      const post = rows.read(cells);
      if (post !== undefined) collector.post(post);
      else rejectRow(state);
    }
    if (collector.isFull()) {
      const batch = collector.take();
      if (batch !== undefined) yield batch;
    }
  }
}

function rejectRow({ input, collector, reader, rows }: State): void {
  const { code, reason } = rows.failure();
  const line = reader.line();
  if (code === 'TIME_UNITS_MIXED') throw new PollwardenError(code, reason, { file: input.file, line });
  collector.reject(line, code, reason, reader.raw());
}

/** Reads the first rows on their own, so that the choice does not depend on how the bytes arrive. */
function planOf(input: FileInput, delimiter: number, time: TimeColumn): { plan: TablePlan; width: number } {
  const reader = createCsvReader(delimiter);
  reader.feed(input.head);
  const first: string[] = [];
  let plan: TablePlan | undefined;
  const take = (): void => {
    while (reader.next()) {
      if (reader.problem() !== undefined && plan === undefined) {
        const { code, reason } = reader.problem() ?? { code: 'ROW_MALFORMED', reason: '' };
        throw new PollwardenError(code, `the first row: ${reason}`, { file: input.file, line: reader.line() });
      }
      const { record } = reader;
      if (plan === undefined) {
        for (let i = 0; i < record.count; i++) first.push(fieldOf(record, i));
        plan = tablePlan(
          first.map((name) => name.trim()),
          input.options,
          input.file,
        );
        if (!plan.hasHeader) time.sample(fieldOf(record, plan.columns.time));
      } else if (record.count === first.length) time.sample(fieldOf(record, plan.columns.time));
    }
  };
  take();
  if (input.head.length < sampleBytes || plan === undefined) {
    reader.end();
    take();
  }
  if (plan === undefined) throw new PollwardenError('FORMAT_UNKNOWN', 'no row was found', { file: input.file });
  return { plan, width: first.length };
}
