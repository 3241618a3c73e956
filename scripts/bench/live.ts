// node scripts/bench/live.ts [posts]: posts a second of JSON through parse, store and detection, in one process as the
// live worker runs it; and repost actions a second in columnar form into the lake. Prints a table.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultParameters, streamOptions } from '../../src/findings/detectors/parameters.ts';
import { writePostStream } from '../../src/generate/posts/write.ts';
import { createRecordReader } from '../../src/ingest/follow/post-reader.ts';
import { recordOf } from '../../src/ingest/follow/records.ts';
import { testPurpose } from '../../src/ingest/follow/testing/follow-lake.ts';
import type { Cell, ColumnBatch } from '../../src/lake/batch.ts';
import { shareKind } from '../../src/lake/kinds.ts';
import { openLakeWriter } from '../../src/lake/writer.ts';
import type { LiveSettings } from '../../src/live/contract.ts';
import { openPipeline } from '../../src/live/pipeline.ts';

const count = Number(process.argv[2] ?? 200_000);
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-bench-live-'));

type Row = {
  readonly what: string;
  readonly perSecond: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
};

async function timed(what: string, items: number, work: () => Promise<void> | void): Promise<Row> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  const cpuSeconds = (used.user + used.system) / 1e6;
  return { what, perSecond: items / seconds, cpuSeconds, megabytes: process.memoryUsage().rss / 1e6 };
}

const pace = 20_000;
const begin = Date.now() - 3_600_000;

/** The posts of days, as if they came at 20,000 a second: the detection's panes close by the time of the events. */
const atPace = (line: string, n: number): string =>
  line.replace(/"time":"[^"]+"/, `"time":"${new Date(begin + (n * 1000) / pace).toISOString()}"`);

function parseOnly(lines: readonly string[]): void {
  const read = createRecordReader('bench');
  for (let at = 0; at < lines.length; at += 4096) read(lines.slice(at, at + 4096).map(recordOf));
}

const bodyPosts = 8000;

async function throughPipeline(
  name: string,
  lines: readonly string[],
  detection: Partial<LiveSettings>,
): Promise<void> {
  const pipeline = await openPipeline(
    { dataFolder: join(folder, name), allowPrivateAddresses: false, ...detection },
    { now: Date.now, random: Math.random, onUpdate: async () => undefined },
  );
  await pipeline.start({ id: 'bench', purpose: testPurpose, enforceScope: false, target: { kind: 'http' } });
  let before: Promise<unknown> = Promise.resolve();
  for (let at = 0; at < lines.length; at += bodyPosts) {
    const body = Buffer.from(`${lines.slice(at, at + bodyPosts).join('\n')}\n`);
    // One body waits while one is stored, as it is with a sender that does not wait.
    await before;
    before = pipeline.push('bench', body);
  }
  await before;
  await pipeline.close();
}

/** Rows as a reader of columns gives them: pseudonyms made before, each post a repost of one object. */
function repostRows(from: number, rows: number): ColumnBatch {
  const name = (prefix: string, n: number): string => `${prefix}_${n.toString(32).padStart(26, 'a')}`;
  const of = (cell: (n: number) => Cell): readonly Cell[] => Array.from({ length: rows }, (_, i) => cell(from + i));
  return {
    count: rows,
    columns: {
      time: of((n) => 1_780_000_000_000_000 + n * 3),
      source: of(() => 'src_bench'),
      run: of(() => 'run-0'),
      platform: of(() => 'x'),
      post: of((n) => name('pst', n)),
      account: of((n) => name('acc', n % 50_021)),
      layer: of(() => 'repost'),
      object: of((n) => name('pst', n % 9973)),
      shingles: of(() => null),
      object_key: of((n) => name('pst', n % 9973)),
    },
  };
}

async function columnar(rows: number): Promise<readonly Row[]> {
  const batches = Array.from({ length: Math.ceil(rows / 50_000) }, (_, i) => repostRows(i * 50_000, 50_000));
  const writer = await openLakeWriter(join(folder, 'columnar'), { flushRows: 500_000 });
  const appended = await timed('repost actions in columns, durable in the lake', rows, async () => {
    for (const batch of batches) await writer.append(shareKind, batch);
    await writer.flush();
  });
  await writer.close();
  return [appended];
}

try {
  writePostStream(join(folder, 'posts'), { seed: 1, posts: count, days: 14 }, 'jsonl', () => undefined);
  const lines = readFileSync(join(folder, 'posts', 'posts.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map(atPace);
  const detection = {
    detectionModule: new URL('../../src/live/coordination-module.ts', import.meta.url).href,
    detection: streamOptions(defaultParameters(), []),
  };
  const only = process.argv[3];
  const rows: Row[] =
    only === 'store'
      ? [await timed('stored', lines.length, async () => throughPipeline('store', lines, {}))]
      : [
          await timed('posts of JSON, parsed', lines.length, () => parseOnly(lines)),
          await timed('posts of JSON, parsed, all layers, pseudonyms, stored', lines.length, async () =>
            throughPipeline('store', lines, {}),
          ),
          await timed('the same with detection', lines.length, async () => throughPipeline('detect', lines, detection)),
          ...(await columnar(1_000_000)),
        ];
  for (const { what, perSecond, cpuSeconds, megabytes } of rows) {
    process.stdout.write(
      `${Math.round(perSecond).toLocaleString('en').padStart(10)}/s  CPU ${cpuSeconds.toFixed(1)} s  ${Math.round(megabytes)} MB  ${what}\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
