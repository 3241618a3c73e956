// Clusters of near-duplicate texts: MinHash 128 in 32 bands of 4 gives the candidates, and a text joins a cluster only
// when its Jaccard similarity with the cluster's centre is verified. Being near to the centre, rather than to any
// member, keeps texts made from one mould from running together in a chain.
import { jaccard } from './jaccard.ts';
import { bandKeys, bands } from './minhash.ts';

type ClusterOptions = {
  /** Least Jaccard similarity with the centre, 0.8 unless told. */
  readonly threshold?: number;
  /** Centres a text is compared with, those that share most bands first; bounds the time on hostile input. */
  readonly maxComparisons?: number;
};

/**
 * Cluster of each item, numbered by first appearance; -1 for an item alone or without shingles. Equal items are
 * always together. The partition depends on the items, not on their order.
 */
export function clusterByShingles(items: readonly Uint32Array[], options: ClusterOptions = {}): Int32Array {
  return clusterLazily(items.length, (index) => items[index], options);
}

/** The same for items whose shingles are made when they are asked for, so that they need not all be held. */
export function clusterLazily(
  count: number,
  shinglesOf: (index: number) => Uint32Array,
  options: ClusterOptions = {},
): Int32Array {
  const keys = new Uint32Array(count * bands);
  const sizes = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const shingles = shinglesOf(i);
    sizes[i] = shingles.length;
    if (shingles.length > 0) bandKeys(shingles, keys, i * bands);
  }
  const search: Search = {
    keys,
    sizes,
    shinglesOf: cached(shinglesOf),
    threshold: options.threshold ?? 0.8,
    maxComparisons: options.maxComparisons ?? 16,
    centres: Array.from({ length: bands }, () => new Map<number, number[]>()),
    shared: new Map(),
  };
  const centreOf = new Int32Array(count).fill(-1);
  for (const item of byCentrality(keys, sizes)) centreOf[item] = findCentre(search, item) ?? makeCentre(search, item);
  return numbered(centreOf);
}

type Search = {
  readonly keys: Uint32Array;
  readonly sizes: Uint32Array;
  readonly shinglesOf: (index: number) => Uint32Array;
  readonly threshold: number;
  readonly maxComparisons: number;
  /** For each band, the centres with a key. */
  readonly centres: readonly Map<number, number[]>[];
  /** Bands that the item at hand shares with each centre. */
  readonly shared: Map<number, number>;
};

/** Centres with one key in one band that are looked at; texts from one mould may fill a bucket. */
const bucketLimit = 64;

function findCentre(search: Search, item: number): number | undefined {
  const { shared, sizes, threshold } = search;
  shared.clear();
  for (let band = 0; band < bands; band++) {
    for (const centre of search.centres[band].get(search.keys[item * bands + band]) ?? []) {
      shared.set(centre, (shared.get(centre) ?? 0) + 1);
    }
  }
  if (shared.size === 0) return undefined;
  const candidates = [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, search.maxComparisons);
  const own = search.shinglesOf(item);
  for (const [centre] of candidates) {
    const [small, large] = sizes[centre] < sizes[item] ? [sizes[centre], sizes[item]] : [sizes[item], sizes[centre]];
    if (small >= threshold * large && jaccard(own, search.shinglesOf(centre)) >= threshold) return centre;
  }
  return undefined;
}

function makeCentre(search: Search, item: number): number {
  for (let band = 0; band < bands; band++) {
    const key = search.keys[item * bands + band];
    const bucket = search.centres[band].get(key);
    if (bucket === undefined) search.centres[band].set(key, [item]);
    else if (bucket.length < bucketLimit) bucket.push(item);
  }
  return item;
}

/**
 * Items with shingles, those with most company first: the text that others were varied from becomes the centre. Ties
 * go by content, so that the order of the input does not matter.
 */
function byCentrality(keys: Uint32Array, sizes: Uint32Array): readonly number[] {
  const company = new Float64Array(sizes.length);
  for (let band = 0; band < bands; band++) {
    const counts = new Map<number, number>();
    for (let i = 0; i < sizes.length; i++) {
      const key = keys[i * bands + band];
      if (sizes[i] > 0) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (let i = 0; i < sizes.length; i++) if (sizes[i] > 0) company[i] += counts.get(keys[i * bands + band]) ?? 0;
  }
  const items = Array.from(sizes.keys()).filter((i) => sizes[i] > 0);
  const byContent = (a: number, b: number): number => {
    if (sizes[a] !== sizes[b]) return sizes[a] - sizes[b];
    for (let band = 0; band < bands; band++) {
      const difference = keys[a * bands + band] - keys[b * bands + band];
      if (difference !== 0) return difference;
    }
    return a - b;
  };
  return items.sort((a, b) => company[b] - company[a] || byContent(a, b));
}

/** Centres are asked for again and again; the store is emptied when it grows large. */
function cached(make: (index: number) => Uint32Array): (index: number) => Uint32Array {
  const known = new Map<number, Uint32Array>();
  let held = 0;
  return (index) => {
    let shingles = known.get(index);
    if (shingles !== undefined) return shingles;
    shingles = make(index);
    held += shingles.length;
    if (held > 1 << 24) {
      known.clear();
      held = shingles.length;
    }
    known.set(index, shingles);
    return shingles;
  };
}

function numbered(centreOf: Int32Array): Int32Array {
  const members = new Uint32Array(centreOf.length);
  for (const centre of centreOf) if (centre >= 0) members[centre]++;
  const numbers = new Int32Array(centreOf.length).fill(-1);
  let next = 0;
  return centreOf.map((centre) => {
    if (centre < 0 || members[centre] < 2) return -1;
    if (numbers[centre] === -1) numbers[centre] = next++;
    return numbers[centre];
  });
}
