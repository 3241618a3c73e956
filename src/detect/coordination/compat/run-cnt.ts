// `--compat cnt`: the networks of the coordination-network-toolkit, in its columns.
import type { Rejected } from '../../../ingest/read.ts';
import type { TextValues } from '../../../ingest/table/dictionary.ts';
import { ranksOf } from '../../../ingest/table/dictionary.ts';
import { readMessageColumns } from '../../../ingest/table/message-columns.ts';
import { unitTexts } from '../../../ingest/table/time-column.ts';
import type { CntNetwork } from './cnt-entries.ts';
import { cntEntries } from './cnt-entries.ts';
import type { CntEdges } from './cnt-scan.ts';
import { cntEdges } from './cnt-scan.ts';
import type { Block } from './output/block.ts';
import { openSink } from './output/sink.ts';
import { encodeBlock } from './output/table-format.ts';

export type CntOptions = {
  /** A CSV file with CNT's columns (plain, .gz, .zst; "-" is stdin), or several that make one data set. */
  readonly file: string | readonly string[];
  readonly network: CntNetwork;
  readonly windowSeconds: number;
  readonly minWeight: number;
  /** Output: .csv, .csv.gz, .csv.zst or .parquet by the name's ending; "-" is CSV on stdout. */
  readonly edges?: string;
  readonly onProgress?: (step: string, done: number) => void;
};

export type CntSummary = {
  readonly rows: number;
  readonly rejectedCount: number;
  /** The first 10,000 rejected rows. */
  readonly rejected: readonly Rejected[];
  readonly messages: number;
  readonly users: number;
  /** Directed edges with at least the asked weight, self-loops included. */
  readonly edges: number;
  readonly selfLoops: number;
  readonly notices: readonly string[];
};

const cntColumns = [
  { name: 'user_1', kind: 'text' },
  { name: 'user_2', kind: 'text' },
  { name: 'weight', kind: 'int' },
] as const;

/**
 * Writes one network of CNT. Never capped; memory grows with the input, not with the number of pairs.
 * Errors: those of reading; COLUMN_MISSING; USAGE for the output's ending.
 */
export async function runCompatCnt(options: CntOptions): Promise<CntSummary> {
  const { onProgress } = options;
  const files = typeof options.file === 'string' ? [options.file] : options.file;
  const columns = await readMessageColumns(files, (done, all) => onProgress?.('reading', all > 0 ? done / all : 0));
  const rankOfUser = ranksOf(columns.users);
  const userOfRank = new Uint32Array(rankOfUser.length);
  for (const [user, rank] of rankOfUser.entries()) userOfRank[rank] = user;
  const entries = cntEntries(columns, options.network);
  const sink = options.edges === undefined ? undefined : openSink(options.edges, cntColumns);
  let edges = 0;
  let selfLoops = 0;
  try {
    for (const block of cntEdges(entries, rankOfUser, options.windowSeconds, options.minWeight)) {
      edges += block.count;
      for (let e = 0; e < block.count; e++) if (block.from[e] === block.to[e]) selfLoops++;
      onProgress?.('edges', block.from[block.count - 1] / rankOfUser.length);
      await sink?.write(encodeBlock(tableOf(block, columns.users, userOfRank), sink.format));
    }
    await sink?.close();
  } catch (error) {
    sink?.abort();
    throw error;
  }
  return {
    rows: columns.count,
    rejectedCount: columns.rejectedCount,
    rejected: columns.rejected,
    messages: columns.messages.size,
    users: columns.users.size,
    edges,
    selfLoops,
    notices: [
      `times in ${unitTexts[columns.unit]}`,
      ...(columns.byPlace ? ['the header has other names: the eight columns are taken in their order'] : []),
    ],
  };
}

function tableOf({ count, from, to, weight }: CntEdges, values: TextValues, userOfRank: Uint32Array): Block {
  const codes = (ranks: Uint32Array): Uint32Array => {
    const users = new Uint32Array(count);
    for (let e = 0; e < count; e++) users[e] = userOfRank[ranks[e]];
    return users;
  };
  return {
    rows: count,
    columns: [
      { kind: 'text', name: 'user_1', values, codes: codes(from) },
      { kind: 'text', name: 'user_2', values, codes: codes(to) },
      { kind: 'int', name: 'weight', numbers: weight },
    ],
  };
}
