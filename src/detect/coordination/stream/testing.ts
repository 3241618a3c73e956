// For tests: batches of shares from rows, and tables as a batch would read them.
import { type Layer, layers } from '../../../ingest/post.ts';
import type { ShareBatch } from '../../../lake/lake.ts';
import { createDictionary } from '../../columns.ts';
import type { ShareTable } from '../../shares.ts';
import { defaultOptions } from '../options.ts';
import type { StreamOptions } from './contract.ts';

export type Row = {
  readonly time: number;
  readonly account: string;
  readonly layer: Layer;
  readonly object: string;
  readonly post: string;
};

export const streamOptions = (changes: Partial<StreamOptions> = {}): StreamOptions => ({
  horizonSeconds: 86_400,
  paneSeconds: 3600,
  latenessSeconds: 600,
  liveWindowSeconds: 300,
  liveCap: 64,
  mostShares: 1_000_000,
  mostPairs: 4_000_000,
  detect: { ...defaultOptions, declared: [] },
  ...changes,
});

export const batchOf = (rows: readonly Row[]): ShareBatch => ({
  count: rows.length,
  timeMicros: Float64Array.from(rows, (row) => Math.round(row.time * 1e6)),
  platform: rows.map(() => 'x'),
  post: rows.map((row) => row.post),
  account: rows.map((row) => row.account),
  layer: rows.map((row) => row.layer),
  object: rows.map((row) => row.object),
  shingles: rows.map(() => undefined),
});

/** The rows of each layer as a table, with one dictionary of accounts. */
export function tablesOf(rows: readonly Row[]): {
  readonly accounts: readonly string[];
  readonly tables: readonly ShareTable[];
} {
  const accounts = createDictionary();
  const tables = layers.map((layer): ShareTable => {
    const own = rows.filter((row) => row.layer === layer);
    const objects = createDictionary();
    return {
      layer,
      count: own.length,
      account: Uint32Array.from(own, (row) => accounts.indexOf(row.account)),
      object: Uint32Array.from(own, (row) => objects.indexOf(row.object)),
      post: Uint32Array.from(own, (_, i) => i),
      time: Float64Array.from(own, (row) => row.time),
      objects: objects.names(),
    };
  });
  return { accounts: accounts.names(), tables };
}
