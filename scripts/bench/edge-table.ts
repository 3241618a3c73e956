// One process that reads a file and holds CooRTweet's whole edge table in memory, for the benchmark.
import { createAccountScan } from '../../src/detect/coordination/compat/account-scan.ts';
import { reduceAccount, weighAccount } from '../../src/detect/coordination/compat/coortweet-edges.ts';
import { edgeTable } from '../../src/detect/coordination/compat/coortweet-tasks.ts';
import { emptyEdges } from '../../src/detect/coordination/compat/edge-block.ts';
import { coortweetState } from '../../src/detect/coordination/compat/run-coortweet.ts';
import { weightQuantile } from '../../src/detect/coordination/compat/weight-quantile.ts';
import { readShareColumns } from '../../src/ingest/table/share-columns.ts';

/** Prints how many pairs and edges there are. */
export async function holdEdgeTable(file: string, windowSeconds: number, minParticipation: number): Promise<void> {
  const columns = await readShareColumns(file);
  if (columns === undefined) throw new Error(`${file} has not the columns of CooRTweet`);
  const state = coortweetState(columns, { windowSeconds, minParticipation });
  const scan = createAccountScan(state.index, state.accounts, columns.posts.size);
  const histogram = new Map<number, number>();
  const { accounts } = state.accounts;
  let edges = 0;
  let pairs = 0;
  for (let r = 0; r < accounts; r++) {
    const here = weighAccount(scan, r, histogram);
    edges += here.edges;
    pairs += here.pairs;
  }
  const block = emptyEdges(edges);
  for (let r = 0; r < accounts; r++) reduceAccount(scan, r, block);
  const table = edgeTable(state, block, weightQuantile(histogram, 0.5));
  process.stdout.write(`${pairs} ${table.rows}\n`);
}
