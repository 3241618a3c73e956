// The work of one compatibility run in parts that any thread can do: weighing, edges, pairs.
import type { TextValues } from '../../../ingest/table/dictionary.ts';
import type { AccountIndex } from './account-scan.ts';
import { createAccountScan } from './account-scan.ts';
import { reduceAccount, weighAccount } from './coortweet-edges.ts';
import type { PairIndex } from './coortweet-index.ts';
import { pairBlocks } from './coortweet-pairs.ts';
import type { EdgeBlock } from './edge-block.ts';
import { emptyEdges } from './edge-block.ts';
import type { Block } from './output/block.ts';
import type { EncodedBlock, TableFormat } from './output/table-format.ts';
import { encodeBlock } from './output/table-format.ts';

/** Everything the parts read; typed arrays only, so that it can lie in shared memory. */
export type CoortweetState = {
  readonly index: PairIndex;
  readonly accounts: AccountIndex;
  readonly texts: { readonly objects: TextValues; readonly accounts: TextValues; readonly posts: TextValues };
};

export type CoortweetTask =
  /** Weights of the edges from accounts of rank `from` up to `to`. */
  | { readonly kind: 'weigh'; readonly from: number; readonly to: number }
  /** The same edges, encoded; weights above `threshold` are marked. */
  | {
      readonly kind: 'edges';
      readonly from: number;
      readonly to: number;
      readonly threshold: number;
      readonly format: TableFormat;
    }
  /** Pairs whose older share stands at these positions, encoded. */
  | { readonly kind: 'pairs'; readonly from: number; readonly to: number; readonly format: TableFormat };

export type CoortweetResult = {
  /** Pairs weighed, or rows encoded. */
  readonly rows: number;
  readonly histogram?: Map<number, number>;
  /** Edges of each rank from the task's `from` on. */
  readonly edgesOfRank?: Uint32Array<ArrayBuffer>;
  readonly blocks: readonly EncodedBlock[];
};

export const edgeColumns = [
  { name: 'from', kind: 'text' },
  { name: 'to', kind: 'text' },
  { name: 'weight', kind: 'int' },
  { name: 'avg_time_delta', kind: 'double' },
  { name: 'n_content_id', kind: 'int' },
  { name: 'n_content_id_y', kind: 'int' },
  { name: 'edge_symmetry_score', kind: 'double' },
  { name: 'object_ids', kind: 'texts' },
  { name: 'weight_threshold', kind: 'int' },
] as const;

/** A worker for the state; it keeps its scratch between tasks. */
export function createCoortweetWorker(state: CoortweetState): (task: CoortweetTask) => CoortweetResult {
  const scan = createAccountScan(state.index, state.accounts, state.texts.posts.size);
  const edges = emptyEdges(1 << 12);
  return (task) => {
    if (task.kind === 'pairs') {
      const blocks: EncodedBlock[] = [];
      let rows = 0;
      for (const block of pairBlocks(state.index, state.texts, task.from, task.to)) {
        blocks.push(encodeBlock(block, task.format));
        rows += block.rows;
      }
      return { rows, blocks };
    }
    if (task.kind === 'weigh') {
      const histogram = new Map<number, number>();
      const edgesOfRank = new Uint32Array(task.to - task.from);
      let rows = 0;
      for (let r = task.from; r < task.to; r++) {
        const { edges: here, pairs } = weighAccount(scan, r, histogram);
        edgesOfRank[r - task.from] = here;
        rows += pairs;
      }
      return { rows, histogram, edgesOfRank, blocks: [] };
    }
    edges.count = 0;
    for (let r = task.from; r < task.to; r++) reduceAccount(scan, r, edges);
    const block = edgeTable(state, edges, task.threshold);
    return { rows: edges.count, blocks: edges.count === 0 ? [] : [encodeBlock(block, task.format)] };
  };
}

/** The edges as a table with CooRTweet's columns. */
export function edgeTable(
  state: Pick<CoortweetState, 'accounts' | 'texts'>,
  edges: EdgeBlock,
  threshold: number,
): Block {
  const { count, weight, olderPosts, newerPosts } = edges;
  const { code } = state.accounts;
  const from = new Uint32Array(count);
  const to = new Uint32Array(count);
  const over = new Uint32Array(count);
  const symmetry = new Float64Array(count);
  for (let e = 0; e < count; e++) {
    from[e] = code[edges.from[e]];
    to[e] = code[edges.to[e]];
    over[e] = weight[e] > threshold ? 1 : 0;
    const a = olderPosts[e];
    const b = newerPosts[e];
    symmetry[e] = a < b ? a / b : b / a;
  }
  const { accounts, objects } = state.texts;
  return {
    rows: count,
    columns: [
      { kind: 'text', name: 'from', values: accounts, codes: from },
      { kind: 'text', name: 'to', values: accounts, codes: to },
      { kind: 'int', name: 'weight', numbers: weight },
      { kind: 'double', name: 'avg_time_delta', numbers: edges.averageLag },
      { kind: 'int', name: 'n_content_id', numbers: olderPosts },
      { kind: 'int', name: 'n_content_id_y', numbers: newerPosts },
      { kind: 'double', name: 'edge_symmetry_score', numbers: symmetry },
      { kind: 'texts', name: 'object_ids', values: objects, starts: edges.objectStart, codes: edges.objects },
      { kind: 'int', name: 'weight_threshold', numbers: over },
    ],
  };
}
