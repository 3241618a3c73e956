// A detection for tests of the pipeline: counts the rows it is given and tells the count as the key of a group.
import type { ShareBatch } from '../../lake/lake.ts';
import type { Detection } from '../contract.ts';

export function openDetection(): Detection {
  let rows: string[] = [];
  let told = -1;
  const status = { from: undefined, pairs: 0, accounts: 0, objects: 0, late: 0, expired: 0, fromTheFuture: 0 };
  return {
    horizonSeconds: 3_000_000_000,
    detectPane: async () => ({ kind: 'provisional', watermark: 0, groups: [], gone: ['pane'] }),
    close: async () => undefined,
    stream: {
      add: (batch: ShareBatch) => {
        for (let i = 0; i < batch.count; i++) rows.push(`${batch.post[i]} ${batch.layer[i]} ${batch.object[i]}`);
      },
      tick: () => undefined,
      update: () => {
        if (rows.length === told) return undefined;
        told = rows.length;
        return {
          kind: 'provisional',
          watermark: 0,
          groups: [],
          gone: [`${told} rows, ${new Set(rows).size} distinct`],
        };
      },
      closedPane: () => undefined,
      status: () => ({ ...status, watermark: undefined, shares: rows.length, shortenedTo: undefined }),
      counts: () => new Map(),
      clear: () => {
        rows = [];
        told = -1;
      },
    },
  };
}
