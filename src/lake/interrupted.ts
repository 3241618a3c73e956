// Runs that were killed: the next writer counts their rows, so that the lake does not show them as going on.
import { countRuns } from './engine.ts';
import { type Run, segmentPath } from './manifest.ts';
import { commit, type Store } from './store.ts';

const segmentsPerQuery = 512;

/** There is one writer, so whatever is not finished when it opens the lake was interrupted. */
export async function settleRuns(store: Store): Promise<void> {
  const open = store.manifest.runs.filter(({ finished, interrupted }) => !finished && interrupted === undefined);
  if (open.length === 0) return;
  const counted = await countRows(store, open).catch(() => undefined);
  const settled = new Map(open.map((run) => [run.id, settledRun(run, counted)]));
  const runs = store.manifest.runs.map((run) => settled.get(run.id) ?? run);
  commit(store, { runs });
  store.pending.runs = runs;
}

/** Rows that cannot be counted are no reason to refuse the lake: reading them names the damage. */
function settledRun(run: Run, counted: ReadonlyMap<string, number> | undefined): Run {
  if (counted === undefined) return { ...run, interrupted: 'uncounted' };
  return { ...run, rowsAdded: counted.get(run.id) ?? 0, interrupted: 'counted' };
}

async function countRows(store: Store, runs: readonly Run[]): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, number>();
  const ids = runs.map(({ id }) => id);
  for (const kind of store.kinds) {
    const segments = store.manifest.segments.filter((segment) => segment.kind === kind.name);
    for (let from = 0; from < segments.length; from += segmentsPerQuery) {
      const paths = segments.slice(from, from + segmentsPerQuery).map((segment) => segmentPath(store.root, segment));
      for (const [id, rows] of await countRuns(store.engine, paths, ids)) sums.set(id, (sums.get(id) ?? 0) + rows);
    }
  }
  return sums;
}
