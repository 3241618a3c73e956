// Posts of JSON: one value per line, or documents of any size.
import { PollwardenError } from '../kernel/errors.ts';
import type { Collector } from './collector.ts';
import type { JsonFormat, PostSink } from './formats/format.ts';
import { jsonFormatOf, jsonFormats } from './formats/json.ts';
import { createRowReader, hasMapping, tablePlan, type RowReader } from './formats/table.ts';
import type { FileInput } from './input.ts';
import { createDocumentReader } from './json/document.ts';
import { createLineReader, type PieceReader, type TextPiece } from './json/lines.ts';
import { isObject, parseJson, type JsonObject, type Parsed } from './json/parse.ts';
import { valueAt, keysOf } from './json/paths.ts';
import { sampleBytes } from './limits.ts';
import type { PostBatch } from './read.ts';
import { createTimeColumn } from './times.ts';

type ValueReader = (value: JsonObject, sink: PostSink, context: unknown) => void;

export async function* readJson(input: FileInput, collector: Collector): AsyncGenerator<PostBatch> {
  const lines = looksLikeLines(input.head);
  const newReader = lines ? createLineReader : createDocumentReader;
  const sample = sampleOf(input.head, newReader());
  let read: ValueReader | undefined = chooseReader(input, sample, lines);
  const reader = newReader();
  let index = 0;
  let place = 0;
  let raw = '';
  const sink: PostSink = {
    post: collector.post,
    reject: (code, reason) => {
      if (code === 'TIME_UNITS_MIXED') throw new PollwardenError(code, reason, { file: input.file, line: place });
      collector.reject(place, code, reason, raw);
    },
    skip: collector.skip,
  };

  const take = (piece: TextPiece): void => {
    index++;
    place = lines ? piece.line : index;
    raw = piece.text;
    input.atLine(place);
    const { problem } = piece;
    if (problem !== undefined) return collector.reject(place, problem.code, problem.reason, raw);
    const parsed = parsePiece(piece.text);
    if (!parsed.ok) return collector.reject(place, parsed.code, parsed.reason, raw);
    if (!isObject(parsed.value)) return collector.reject(place, 'ROW_MALFORMED', 'no JSON object', raw);
    read ??= chooseReader(input, [parsed.value], lines);
    read?.(parsed.value, sink, piece.context);
  };

  const drain = function* (pieces: Iterable<TextPiece>): Generator<PostBatch> {
    for (const piece of pieces) {
      take(piece);
      const batch = collector.isFull() ? collector.take() : undefined;
      if (batch !== undefined) yield batch;
    }
  };

  for await (const chunk of input.bytes) yield* drain(reader.feed(chunk));
  yield* drain(reader.end());
  if (read === undefined)
    throw new PollwardenError('FORMAT_UNKNOWN', 'no JSON value could be read', { file: input.file });
}

/** Telegram Desktop writes control characters as \xHH, which is no JSON. */
function parsePiece(text: string): Parsed {
  const parsed = parseJson(text);
  if (parsed.ok || parsed.code !== 'ROW_MALFORMED' || !text.includes('\\x')) return parsed;
  const repaired = text.replaceAll(/\\(?:x([0-9A-Fa-f]{2})|[^x])/g, (whole, hex) =>
    typeof hex === 'string' ? `\\u00${hex}` : whole,
  );
  return parseJson(repaired);
}

/** One value per line when the first lines are JSON objects in themselves, by majority; a document otherwise. */
function looksLikeLines(head: Buffer): boolean {
  const text = head.toString('utf8');
  if (text.trimStart().startsWith('[')) return false;
  const whole = head.length < sampleBytes ? text : text.slice(0, Math.max(0, text.search(/[\r\n][^\r\n]*$/)));
  const lines = whole
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .slice(0, 200);
  const objects = lines.filter((line) => {
    const parsed = parseJson(line);
    return parsed.ok && isObject(parsed.value);
  });
  return objects.length > 0 && objects.length * 2 >= lines.length;
}

function sampleOf(head: Buffer, reader: PieceReader): readonly JsonObject[] {
  const values: JsonObject[] = [];
  const pieces = [...reader.feed(head), ...(head.length < sampleBytes ? reader.end() : [])];
  for (const piece of pieces.slice(0, 1000)) {
    const parsed = piece.problem === undefined ? parsePiece(piece.text) : undefined;
    if (parsed?.ok === true && isObject(parsed.value)) values.push(parsed.value);
  }
  return values;
}

/** Undefined when the sample is empty: then the first whole value decides. Errors: COLUMN_MISSING, FORMAT_UNKNOWN. */
function chooseReader(input: FileInput, sample: readonly JsonObject[], lines: boolean): ValueReader | undefined {
  if (sample.length === 0) return undefined;
  const { format } = input.options;
  const shape = lines ? 'JSON lines' : 'JSON';
  const byName = jsonFormats.find((candidate) => candidate.name === format);
  const found = byName ?? (format === undefined && !hasMapping(input.options) ? recognise(sample) : undefined);
  if (found !== undefined) {
    input.recognised(`${shape}, ${found.title}`, undefined);
    return found.read;
  }
  const rows = sample.flatMap((value) => rowsWithin(value) ?? [value]);
  const header = keysOf(rows.slice(0, 200));
  const plan = tablePlan(header, input.options, input.file);
  const time = createTimeColumn(input.zoneMinutes);
  for (const row of rows) time.sample(valueAt(row, header[plan.columns.time]));
  input.recognised(`${shape}, ${plan.title}`, time.unit());
  return flatReader(header, createRowReader(plan, time));
}

function recognise(sample: readonly JsonObject[]): JsonFormat | undefined {
  for (const value of sample) {
    const format = jsonFormatOf(value);
    if (format !== undefined) return format;
  }
  return undefined;
}

function flatReader(header: readonly string[], rows: RowReader): ValueReader {
  let row: JsonObject = {};
  const cells = (column: number): unknown => valueAt(row, header[column]);
  const readRow = (value: JsonObject, sink: PostSink): void => {
    row = value;
    const post = rows.read(cells);
    if (post !== undefined) sink.post(post);
    else sink.reject(rows.failure().code, rows.failure().reason);
  };
  return (value, sink) => {
    for (const inner of rowsWithin(value) ?? [value]) readRow(inner, sink);
  };
}

/** The rows of a document that wraps them: {"data": [{…}, …]} or the like, when it is the only such list. */
function rowsWithin(value: JsonObject): readonly JsonObject[] | undefined {
  const lists = Object.values(value).filter((list) => Array.isArray(list) && list.length > 0 && list.every(isObject));
  if (lists.length !== 1 || Object.keys(value).length > 4) return undefined;
  return lists[0] as readonly JsonObject[];
}
