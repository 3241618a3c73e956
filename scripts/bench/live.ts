// node scripts/bench/live.ts [--posts N] [--rows N] [--stage NAME] [--json]: posts of JSON through parse, store and
// detection as the live pipeline runs them, and repost actions in columns, each stage in a process of its own, so that
// its peak memory is known. The posts are stamped 20,000 a second, so that detection sees time pass as it would.
import { spawnSync } from 'node:child_process';
import { closeSync, createReadStream, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createCoordinationStream } from '../../src/detect/coordination/stream/stream.ts';
import { defaultParameters, streamOptions } from '../../src/findings/detectors/parameters.ts';
import { writePostStream } from '../../src/generate/posts/write.ts';
import { createRecordReader } from '../../src/ingest/follow/post-reader.ts';
import { recordsOfBody } from '../../src/ingest/follow/lines.ts';
import { testPurpose } from '../../src/ingest/follow/testing/follow-lake.ts';
import type { ColumnBatch } from '../../src/lake/batch.ts';
import { shareKind } from '../../src/lake/kinds.ts';
import { shareBatchOf } from '../../src/lake/lake.ts';
import { openLakeWriter } from '../../src/lake/writer.ts';
import type { LiveSettings } from '../../src/live/contract.ts';
import { openPipeline } from '../../src/live/pipeline.ts';
import { type LiveFigure, ratesOf } from './live-figure.ts';
import { repostRows } from './repost-rows.ts';

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '400000' },
    rows: { type: 'string', default: '1000000' },
    stage: { type: 'string' },
    file: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const pace = 20_000;
const bodyBytes = 1_350_000;
const batchRows = 50_000;

/** The same posts, 20,000 of them a second; the last one is of now. */
async function stamp(from: string, to: string, posts: number): Promise<void> {
  const begin = Date.now() - (posts / pace) * 1000;
  const out = openSync(to, 'w');
  let n = 0;
  for await (const line of createInterface({ input: createReadStream(from) })) {
    const time = new Date(begin + (n++ * 1000) / pace).toISOString();
    writeSync(out, `${line.replace(/"time":"[^"]+"/, `"time":"${time}"`)}\n`);
  }
  closeSync(out);
}

/** About 4,000 lines each. */
async function* bodies(file: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: bodyBytes })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const end = bytes.lastIndexOf(10) + 1;
    yield bytes.subarray(0, end);
    rest = bytes.subarray(end);
  }
}

type Stage = {
  readonly what: string;
  readonly columns?: boolean;
  readonly run: (folder: string, batches: readonly ColumnBatch[]) => Promise<number>;
};

async function parseOnly(): Promise<number> {
  const read = createRecordReader('bench');
  let posts = 0;
  for await (const body of bodies(values.file ?? '')) posts += read([...recordsOfBody(body)]).posts.length;
  return posts;
}

/** As a sender that does not wait: one body is on its way while one is stored. */
async function throughPipeline(folder: string, detection: Partial<LiveSettings>): Promise<number> {
  const pipeline = openPipeline(
    { dataFolder: folder, allowPrivateAddresses: false, ...detection },
    { now: Date.now, random: Math.random, onUpdate: async () => undefined },
  );
  await pipeline.start({ id: 'bench', purpose: testPurpose, enforceScope: false, target: { kind: 'http' } });
  let posts = 0;
  const store = async (body: Buffer): Promise<void> => {
    posts += (await pipeline.push('bench', body)).posts;
  };
  let before: Promise<unknown> = Promise.resolve();
  for await (const body of bodies(values.file ?? '')) {
    await before;
    before = store(body);
  }
  await before;
  await pipeline.close();
  return posts;
}

/** Made before the time is taken, as a reader of columns would have them. */
const madeRows = (): readonly ColumnBatch[] =>
  Array.from({ length: Math.ceil(rows / batchRows) }, (_, i) => repostRows(i * batchRows, batchRows, Date.now()));

async function columnsStored(folder: string, batches: readonly ColumnBatch[]): Promise<number> {
  const writer = await openLakeWriter(folder);
  let added = 0;
  for (const batch of batches) added += (await writer.append(shareKind, batch)).added;
  await writer.close();
  return added;
}

async function columnsDetected(batches: readonly ColumnBatch[]): Promise<number> {
  const stream = createCoordinationStream(streamOptions(defaultParameters(), []));
  let count = 0;
  for (const batch of batches) {
    stream.add(shareBatchOf({ ...batch, keys: new Uint32Array(0) }), Date.now() / 1000);
    stream.update();
    count += batch.count;
  }
  return count;
}

const detection = {
  detectionModule: new URL('../../src/live/coordination-module.ts', import.meta.url).href,
  detection: streamOptions(defaultParameters(), []),
};
const stages: Readonly<Record<string, Stage>> = {
  parse: { what: 'posts of JSON, parsed', run: parseOnly },
  store: {
    what: 'posts of JSON, parsed, all layers, pseudonyms, stored',
    run: async (folder) => throughPipeline(folder, {}),
  },
  detect: {
    what: 'posts of JSON, parsed, all layers, pseudonyms, stored and detected',
    run: async (folder) => throughPipeline(folder, detection),
  },
  'columns-store': { what: 'repost actions in columns, stored', columns: true, run: columnsStored },
  'columns-detect': {
    what: 'repost actions in columns, counted by the detection',
    columns: true,
    run: async (_, batches) => columnsDetected(batches),
  },
};

/** In a process of its own: the figure is written to standard output. */
async function runStage(name: string, folder: string): Promise<void> {
  const { what, columns, run } = stages[name];
  const batches = columns === true ? madeRows() : [];
  const cpu = process.cpuUsage();
  const ownCpu = process.threadCpuUsage();
  const start = performance.now();
  const items = await run(folder, batches);
  const wallSeconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  const own = process.threadCpuUsage(ownCpu);
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const figure: LiveFigure = {
    id: name,
    what,
    items,
    wallSeconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    ownSeconds: (own.user + own.system) / 1e6,
    peakBytes: Number(peak) * 1024,
    cores: cpus().length,
    load: loadavg()[0],
  };
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

function told(figure: LiveFigure): string {
  const { what, cpuSeconds, ownSeconds, peakBytes, load } = figure;
  const { measured, free } = ratesOf(figure);
  const number = (rate: number): string => Math.round(rate).toLocaleString('en').padStart(9);
  const cpu = `CPU ${cpuSeconds.toFixed(1)} s, ${ownSeconds.toFixed(1)} s of it in the thread that stores`;
  return `${number(measured)}/s (${number(free)}/s by CPU)  ${cpu}  ${Math.round(peakBytes / 1e6)} MB  load ${load.toFixed(1)}  ${what}\n`;
}

function inOwnProcess(name: string, file: string): void {
  const args = ['--max-semi-space-size=64', import.meta.filename, '--stage', name, '--file', file];
  const run = spawnSync(process.execPath, [...args, '--posts', values.posts, '--rows', values.rows], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (run.status !== 0) throw new Error(`${name} ended with ${run.status}`);
  process.stdout.write(values.json ? run.stdout : told(JSON.parse(run.stdout) as LiveFigure));
}

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-bench-live-'));
try {
  if (values.stage !== undefined && values.file !== undefined) {
    await runStage(values.stage, folder);
  } else {
    const posts = join(folder, 'posts');
    writePostStream(posts, { seed: 1, posts: Number(values.posts), days: 14 }, 'jsonl', () => undefined);
    const file = join(folder, 'stamped.jsonl');
    await stamp(join(posts, 'posts.jsonl'), file, Number(values.posts));
    for (const name of values.stage?.split(',') ?? Object.keys(stages)) inOwnProcess(name, file);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
