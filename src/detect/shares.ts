// Columnar shares of one layer: what every detector of coordination scans.
import type { Layer } from '../ingest/post.ts';

/**
 * One row per (post, object). All arrays have `count` entries; rows are in input order.
 * `account`, `post` index into the dictionaries of `ShareSet` (shared by all layers); `object` into this layer's own.
 */
export type ShareTable = {
  readonly layer: Layer;
  readonly count: number;
  readonly account: Uint32Array;
  readonly object: Uint32Array;
  readonly post: Uint32Array;
  /** Seconds since 1970-01-01T00:00:00Z, with fraction. */
  readonly time: Float64Array;
  readonly objects: readonly string[];
};

/** All layers of one input. */
export type ShareSet = {
  readonly accounts: readonly string[];
  readonly posts: readonly string[];
  readonly tables: readonly ShareTable[];
  /** Platform of each account, where there are several. */
  readonly platforms?: readonly string[];
  /** A sample of what an object stands for, where its name does not tell: the folded text of a cluster of texts. */
  readonly sampleOf?: (object: string) => string | undefined;
};
