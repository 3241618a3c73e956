// Edges of CooRTweet in columns that grow.
import { enlarged } from '../../../ingest/table/resize.ts';

/** Edges as columns, in order of (from, to); the arrays may be longer than `count`. `from` and `to` are ranks. */
export type EdgeBlock = {
  count: number;
  from: Uint32Array;
  to: Uint32Array;
  /** Pairs of shares. */
  weight: Uint32Array;
  averageLag: Float64Array;
  olderPosts: Uint32Array;
  newerPosts: Uint32Array;
  /** Distinct objects of edge e: `objects[objectStart[e] .. objectStart[e + 1])`. */
  objectStart: Uint32Array;
  objects: Uint32Array;
};

/** An empty block with room for `capacity` edges. */
export function emptyEdges(capacity: number): EdgeBlock {
  return {
    count: 0,
    from: new Uint32Array(capacity),
    to: new Uint32Array(capacity),
    weight: new Uint32Array(capacity),
    averageLag: new Float64Array(capacity),
    olderPosts: new Uint32Array(capacity),
    newerPosts: new Uint32Array(capacity),
    objectStart: new Uint32Array(capacity + 1),
    objects: new Uint32Array(capacity),
  };
}

/** Makes room for so many more edges with so many more pairs. */
export function roomForEdges(block: EdgeBlock, edges: number, pairs: number): void {
  const objects = block.objectStart[block.count] + pairs;
  if (objects > block.objects.length) {
    block.objects = enlarged(block.objects, Math.max(objects, Math.ceil(block.objects.length * 1.5)));
  }
  const needed = block.count + edges;
  if (needed <= block.from.length) return;
  const size = Math.max(needed, Math.ceil(block.from.length * 1.5));
  for (const name of ['from', 'to', 'weight', 'olderPosts', 'newerPosts'] as const) {
    block[name] = enlarged(block[name], size);
  }
  block.objectStart = enlarged(block.objectStart, size + 1);
  block.averageLag = enlarged(block.averageLag, size);
}
