// `--compat coortweet`: the pairs and edges of CooRTweet 2.1.3, in its columns.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Rejected } from '../../../ingest/read.ts';
import { ranksOf } from '../../../ingest/table/dictionary.ts';
import type { ShareColumns } from '../../../ingest/table/share-columns.ts';
import { readShareColumns } from '../../../ingest/table/share-columns.ts';
import { unitTexts } from '../../../ingest/table/time-column.ts';
import { countPairs } from '../kernel/windows.ts';
import { accountIndex } from './account-scan.ts';
import { coortweetIndex } from './coortweet-index.ts';
import { pairColumns } from './coortweet-pairs.ts';
import type { CoortweetResult, CoortweetState, CoortweetTask } from './coortweet-tasks.ts';
import { edgeColumns } from './coortweet-tasks.ts';
import type { TableSink } from './output/sink.ts';
import { openSink } from './output/sink.ts';
import type { TaskPool } from './pool.ts';
import { createPool } from './pool.ts';
import { weightQuantile } from './weight-quantile.ts';

export type CoortweetOptions = {
  /** A CSV file with CooRTweet's columns (plain, .gz, .zst), or "-" for stdin. */
  readonly file: string;
  readonly windowSeconds: number;
  readonly minParticipation: number;
  readonly keepLoops?: boolean;
  /** Quantile of the weights above which an edge is marked; default 0.5. */
  readonly edgeWeight?: number;
  /** Outputs: .csv, .csv.gz, .csv.zst or .parquet by the name's ending; "-" is CSV on stdout. */
  readonly pairs?: string;
  readonly edges?: string;
  /** Threads: by default those of the machine for large work; 1 keeps to this thread. */
  readonly threads?: number;
  readonly onProgress?: (step: string, done: number) => void;
};

export type CoortweetSummary = {
  readonly rows: number;
  readonly rejectedCount: number;
  /** The first 10,000 rejected rows. */
  readonly rejected: readonly Rejected[];
  readonly accounts: number;
  readonly objects: number;
  readonly pairs: number;
  readonly edges: number;
  /** Edges with a weight above `threshold`. */
  readonly edgesOverThreshold: number;
  /** The quantile of the weights; NaN without edges. */
  readonly threshold: number;
  /** What was recognised and what deserves a remark, for people. */
  readonly notices: readonly string[];
};

const smallWork = 2_000_000;
const rowsOfTask = 1 << 20;

/**
 * Writes CooRTweet's pairs and edges. Never capped; memory grows with the input, not with the number of pairs.
 * Errors: those of reading; COLUMN_MISSING when the file has no such columns; USAGE for an output's ending.
 */
export async function runCompatCoortweet(options: CoortweetOptions): Promise<CoortweetSummary> {
  const { onProgress } = options;
  const columns = await readForCoortweet(options);
  onProgress?.('preparing', 0);
  const state = coortweetState(columns, options);
  const partners = countPairs(state.index.end);
  const pool = createPool(state, partners < smallWork || options.threads === 1);
  const sinks: TableSink[] = [];
  const open = (file: string, schema: typeof pairColumns | typeof edgeColumns): TableSink => {
    const sink = openSink(file, schema);
    sinks.push(sink);
    return sink;
  };
  try {
    if (options.pairs !== undefined) {
      const sink = open(options.pairs, pairColumns);
      const tasks = pairTasks(state, sink);
      await pool.run(tasks, (result, i) => writeAll(result, sink, () => onProgress?.('pairs', (i + 1) / tasks.length)));
    }
    const weights = await weigh(state, pool, onProgress);
    const threshold = weightQuantile(weights.histogram, options.edgeWeight ?? 0.5);
    if (options.edges !== undefined) {
      const sink = open(options.edges, edgeColumns);
      const tasks = edgeTasks(weights.edgesOfRank, threshold, sink);
      await pool.run(tasks, (result, i) => writeAll(result, sink, () => onProgress?.('edges', (i + 1) / tasks.length)));
    }
    for (const sink of sinks) await sink.close();
    return summaryOf(columns, weights, threshold);
  } catch (error) {
    for (const sink of sinks) sink.abort();
    throw error;
  } finally {
    await pool.close();
  }
}

/** The index and texts that the parts of a run read. */
export function coortweetState(
  columns: ShareColumns,
  {
    windowSeconds,
    minParticipation,
    keepLoops,
  }: Pick<CoortweetOptions, 'windowSeconds' | 'minParticipation' | 'keepLoops'>,
): CoortweetState {
  const index = coortweetIndex(columns, { windowSeconds, minParticipation, keepLoops: keepLoops === true });
  const { objects, accounts, posts } = columns;
  return { index, accounts: accountIndex(index, ranksOf(accounts)), texts: { objects, accounts, posts } };
}

/** The CSV of CooRTweet as bytes; any other file that names objects, accounts, contents and times through its reader. */
async function readForCoortweet({ file, onProgress }: CoortweetOptions): Promise<ShareColumns> {
  const reading = (done: number, all: number): void => onProgress?.('reading', all > 0 ? done / all : 0);
  const columns = await readShareColumns(file, { keepEmpty: true, onProgress: reading });
  if (columns !== undefined) return columns;
  const needed = 'object_id, account_id, content_id and timestamp_share are needed';
  // What came over stdin is used up by now.
  if (file === '-') throw new PollwardenError('COLUMN_MISSING', `${needed} in CSV over stdin`, { file, line: 1 });
  const { columnsOfPosts } = await import('./columns-of-posts.ts');
  const others = await columnsOfPosts(file, reading);
  if (others !== undefined) return others;
  throw new PollwardenError('COLUMN_MISSING', needed, { file, line: 1 });
}

async function writeAll(result: CoortweetResult, sink: TableSink, done: () => void): Promise<void> {
  for (const block of result.blocks) await sink.write(block);
  done();
}

type Weights = {
  readonly histogram: Map<number, number>;
  readonly edgesOfRank: Uint32Array;
  readonly pairs: number;
};

/** How often each weight occurs: needed before the first edge can be marked as over the threshold. */
async function weigh(
  state: CoortweetState,
  pool: TaskPool,
  onProgress: CoortweetOptions['onProgress'],
): Promise<Weights> {
  const tasks = weighTasks(state);
  const histogram = new Map<number, number>();
  const edgesOfRank = new Uint32Array(state.accounts.accounts);
  let pairs = 0;
  await pool.run(tasks, (result, i) => {
    pairs += result.rows;
    for (const [weight, times] of result.histogram ?? []) histogram.set(weight, (histogram.get(weight) ?? 0) + times);
    if (result.edgesOfRank !== undefined) edgesOfRank.set(result.edgesOfRank, tasks[i].from);
    onProgress?.('weighing', (i + 1) / tasks.length);
  });
  return { histogram, edgesOfRank, pairs };
}

/** Splits `0 .. count` where the sum of `work` passes multiples of about `size`. */
function split(count: number, size: number, work: (i: number) => number): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let from = 0;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const here = work(i);
    if (sum > 0 && sum + here > size) {
      parts.push({ from, to: i });
      from = i;
      sum = 0;
    }
    sum += here;
  }
  if (from < count) parts.push({ from, to: count });
  return parts;
}

function weighTasks({ index, accounts }: CoortweetState): CoortweetTask[] {
  const partners = (r: number): number => {
    let sum = 0;
    for (let s = accounts.start[r]; s < accounts.start[r + 1]; s++) {
      sum += index.end[accounts.position[s]] - index.begin[accounts.position[s]];
    }
    return sum;
  };
  return split(accounts.accounts, rowsOfTask * 4, partners).map((part) => ({ kind: 'weigh', ...part }));
}

function edgeTasks(edgesOfRank: Uint32Array, threshold: number, { format }: TableSink): CoortweetTask[] {
  const parts = split(edgesOfRank.length, rowsOfTask, (r) => edgesOfRank[r]);
  return parts.map((part) => ({ kind: 'edges', ...part, threshold, format }));
}

function pairTasks({ index }: CoortweetState, { format }: TableSink): CoortweetTask[] {
  const parts = split(index.count, rowsOfTask, (p) => index.end[p] - p - 1);
  return parts.map((part) => ({ kind: 'pairs', ...part, format }));
}

function summaryOf(columns: ShareColumns, { histogram, pairs }: Weights, threshold: number): CoortweetSummary {
  let edges = 0;
  let edgesOverThreshold = 0;
  for (const [weight, times] of histogram) {
    edges += times;
    if (weight > threshold) edgesOverThreshold += times;
  }
  const notices = [`times in ${unitTexts[columns.unit]}`];
  if (columns.emptyIds > 0) {
    notices.push(`${columns.emptyIds} rows have an empty id, which CooRTweet takes for an id like any other`);
  }
  return {
    rows: columns.count,
    rejectedCount: columns.rejectedCount,
    rejected: columns.rejected,
    accounts: columns.accounts.size,
    objects: columns.objects.size,
    pairs,
    edges,
    edgesOverThreshold,
    threshold,
    notices,
  };
}
