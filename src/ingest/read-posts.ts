// Reads posts from files, folders and standard input: compression, encoding, format and unit of time are recognised
// from the content; rows that cannot be read are handed over with their place and the reason.
import { PollwardenError } from '../kernel/errors.ts';
import { compressionOf, decompress } from './bytes/decompress.ts';
import { listSources, readBytes, type Source } from './bytes/open.ts';
import { peek } from './bytes/peek.ts';
import { toUtf8 } from './bytes/utf16.ts';
import { createCollector, type Collector } from './collector.ts';
import { jsonFormats } from './formats/json.ts';
import { hasMapping, tableFormats } from './formats/table.ts';
import type { FileInput } from './input.ts';
import { offsetMinutes } from './iso-time.ts';
import { sampleBytes } from './limits.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { isParquet, readParquet } from './read-parquet.ts';
import type { PostBatch, PostReader, ReadOptions } from './read.ts';
import type { TimeUnit } from './times.ts';

/** Names for `--format`. */
export const formatNames: readonly string[] = [...tableFormats, ...jsonFormats.map((format) => format.name)];

/**
 * Posts in batches of some thousand, in the order of the input.
 * Errors: PollwardenError with file, and line where there is one, for what makes a file unreadable; batches that came
 * before it hold good posts. Within a folder such a file becomes one rejected row, and the others are read.
 */
export const readPosts: PostReader = async function* (inputs, options) {
  checkOptions(options);
  const sources = await listSources(inputs);
  const known = sources.every((source) => source.sizeBytes !== undefined);
  const allBytes = known ? sources.reduce((sum, source) => sum + (source.sizeBytes ?? 0), 0) : undefined;
  let doneBytes = 0;
  for (const source of sources) {
    const before = doneBytes;
    const onBytes = (done: number): void => {
      doneBytes = before + done;
      options.onProgress?.(doneBytes, allBytes);
    };
    try {
      yield* readSource(source, options, onBytes);
    } catch (error) {
      if (!source.fromFolder || !(error instanceof PollwardenError) || error.code === 'USAGE') throw error;
      const { code, message } = error;
      yield {
        file: source.file,
        posts: [],
        rejected: [{ file: source.file, line: error.line ?? 1, code, reason: message, raw: '' }],
      };
    }
  }
};

async function* readSource(
  source: Source,
  options: ReadOptions,
  onBytes: (done: number) => void,
): AsyncGenerator<PostBatch> {
  yield* readStream(readBytes(source, onBytes), source.file, options, source.sizeBytes !== undefined);
}

/** Posts of one stream of bytes. `isFile`: the bytes can be found again under the name, as Parquet needs it. */
export async function* readStream(
  source: AsyncIterable<Uint8Array>,
  file: string,
  options: ReadOptions,
  isFile = false,
): AsyncGenerator<PostBatch> {
  const collector = createCollector(file);
  let line = 0;
  const notice = (text: string): void => options.onNotice?.(`${file === '-' ? 'standard input' : file}: ${text}`);
  try {
    const { compression, bytes } = await decompress(source, file);
    const start = await peek(bytes, sampleBytes);
    if (start.head.length === 0) throw new PollwardenError('FORMAT_UNKNOWN', 'the file is empty', { file });
    if (compression !== 'none' && compressionOf(start.head) !== 'none') {
      throw new PollwardenError('FORMAT_UNKNOWN', 'compressed twice', { file });
    }
    const common = {
      file,
      options,
      zoneMinutes: zoneOf(options),
      recognised: (what: string, unit: TimeUnit | undefined): void => {
        const packed = compression === 'none' ? '' : `, ${compression}`;
        const times = unit === undefined ? '' : `; times in ${unit === 'iso' ? 'ISO 8601' : unit}`;
        notice(`read as ${what}${packed}${times}`);
      },
      atLine: (at: number): void => {
        line = at;
      },
    };
    const direct = compression === 'none' && isFile;
    if (isParquet(start.head)) yield* readParquet({ ...common, head: start.head, bytes: start.all }, direct, collector);
    else yield* readText(common, start.all, notice, collector);
  } catch (error) {
    const batch = collector.take();
    if (batch !== undefined) yield batch;
    throw withLine(error, file, line);
  }
  const batch = collector.take();
  if (batch !== undefined) yield batch;
  for (const [kind, count] of collector.skipped()) notice(`${count} ${kind} passed over`);
}

async function* readText(
  common: Omit<FileInput, 'head' | 'bytes'>,
  source: AsyncGenerator<Buffer>,
  notice: (text: string) => void,
  collector: Collector,
): AsyncGenerator<PostBatch> {
  const { file, options } = common;
  const text = await toUtf8(source, file);
  if (text.encoding !== 'utf-8') notice(`decoded from ${text.encoding.toUpperCase()}`);
  const { head, all, failure } = await peek(text.bytes, sampleBytes);
  const input: FileInput = { ...common, head: head.subarray(0, sampleBytes), bytes: all };
  const first = firstVisible(head);
  if (first === undefined) throw new PollwardenError('FORMAT_UNKNOWN', 'nothing but blanks', { file });
  const isJson = first === 0x7b || first === 0x5b;
  if (!isJson && jsonFormats.some((format) => format.name === options.format)) {
    throw new PollwardenError('FORMAT_UNKNOWN', `${options.format} is JSON, and this is not`, { file });
  }
  if (!isJson && firstLine(head).includes(0)) throw new PollwardenError('FORMAT_UNKNOWN', 'binary data', { file });
  try {
    yield* isJson ? readJson(input, collector) : readCsv(input, collector);
  } catch (error) {
    // A header that is missing because the file is cut is the cut's fault.
    throw failure === undefined ? error : failure.error;
  }
}

function firstVisible(head: Buffer): number | undefined {
  return head.find((byte) => byte > 32);
}

function firstLine(head: Buffer): Buffer {
  const end = head.indexOf(10);
  return end < 0 ? head : head.subarray(0, end);
}

function checkOptions(options: ReadOptions): void {
  const { format } = options;
  if (format === undefined) return;
  if (!formatNames.includes(format)) {
    throw new PollwardenError('USAGE', `--format knows ${formatNames.join(', ')}; not ${format}`);
  }
  if (format !== 'generic' && hasMapping(options)) {
    throw new PollwardenError('USAGE', `--map names columns, which the format ${format} knows; use --format generic`);
  }
}

function zoneOf(options: ReadOptions): number | undefined {
  const zone = options.map?.['zone'];
  if (zone === undefined) return undefined;
  const minutes = offsetMinutes(zone);
  if (minutes === undefined) throw new PollwardenError('USAGE', `--map zone= takes UTC or +hh:mm, not ${zone}`);
  return minutes;
}

/** Damage in the middle of a file is told with the last row that was whole. */
function withLine(error: unknown, file: string, line: number): unknown {
  if (!(error instanceof PollwardenError) || error.line !== undefined || line === 0) return error;
  return new PollwardenError(error.code, `${error.detail ?? 'damaged'}, after line ${line}`, { file, line });
}
