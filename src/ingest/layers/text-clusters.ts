// Clusters of near-duplicate texts: MinHash 128 in 32 bands of 4 gives the candidates, and a text joins a cluster only
// when its Jaccard similarity with the cluster's centre is verified. Being near to the centre, rather than to any
// member, keeps texts made from one mould from running together in a chain.
import { jaccard } from './jaccard.ts';
import { bands } from './minhash.ts';
import { bandKeysOf, bucketsOf, type Buckets } from './text-buckets.ts';

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
  return cluster(items.length, (index) => items[index], options);
}

/** The same for items whose shingles are made when they are asked for, so that they need not all be held. */
export function clusterLazily(
  count: number,
  shinglesOf: (index: number) => Uint32Array,
  options: ClusterOptions = {},
): Int32Array {
  return cluster(count, holding(shinglesOf), options);
}

function cluster(count: number, shinglesOf: (index: number) => Uint32Array, options: ClusterOptions): Int32Array {
  const { keys, sizes } = bandKeysOf(count, shinglesOf);
  const threshold = options.threshold ?? 0.8;
  const search: Search = {
    buckets: bucketsOf(keys, sizes),
    sizes,
    shinglesOf,
    threshold,
    leastShared: leastSharedBands(threshold),
    maxComparisons: options.maxComparisons ?? 32,
    shared: new Uint8Array(count),
  };
  const centreOf = new Int32Array(count).fill(-1);
  for (const item of byCentrality(search.buckets, keys, sizes)) {
    const found = findCentre(search, item);
    if (found === -1) search.buckets.addCentre(item);
    centreOf[item] = found === -1 ? item : found;
  }
  return numbered(centreOf);
}

type Search = {
  readonly buckets: Buckets;
  readonly sizes: Uint32Array;
  readonly shinglesOf: (index: number) => Uint32Array;
  readonly threshold: number;
  /** A centre that shares fewer bands is too unlikely to be near enough. */
  readonly leastShared: number;
  readonly maxComparisons: number;
  /** Bands that the item at hand shares with each centre; all zero between items. */
  readonly shared: Uint8Array;
};

/**
 * Of 32 bands of 4, a pair of similarity s shares 32 s^4 on average. Three and a half standard deviations below
 * that, hardly one pair in several thousand at the threshold itself is passed over.
 */
function leastSharedBands(threshold: number): number {
  const chance = threshold ** 4;
  const low = bands * chance - 3.5 * Math.sqrt(bands * chance * (1 - chance));
  return Math.max(1, Math.floor(low));
}

/** The centre that is near enough and shares most bands, or -1. */
function findCentre(search: Search, item: number): number {
  const { buckets, shared } = search;
  const touched: number[] = [];
  buckets.forEachCentre(item, (centre) => {
    if (shared[centre]++ === 0) touched.push(centre);
  });
  const candidates = touched.filter((centre) => shared[centre] >= search.leastShared);
  candidates.sort((a, b) => shared[b] - shared[a]);
  for (const centre of touched) shared[centre] = 0;
  const limit = Math.min(candidates.length, search.maxComparisons);
  for (let i = 0; i < limit; i++) if (isNear(search, item, candidates[i])) return candidates[i];
  return -1;
}

function isNear({ sizes, threshold, shinglesOf }: Search, a: number, b: number): boolean {
  const small = Math.min(sizes[a], sizes[b]);
  const large = Math.max(sizes[a], sizes[b]);
  return small >= threshold * large && jaccard(shinglesOf(a), shinglesOf(b)) >= threshold;
}

/**
 * Items with shingles, those with most company first: the text that others were varied from becomes the centre. Ties
 * go by content, so that the order of the input does not matter.
 */
function byCentrality(buckets: Buckets, keys: Uint32Array, sizes: Uint32Array): Uint32Array {
  const { company } = buckets;
  const byContent = (a: number, b: number): number => {
    if (sizes[a] !== sizes[b]) return sizes[a] - sizes[b];
    for (let band = 0; band < bands; band++) {
      const difference = keys[a * bands + band] - keys[b * bands + band];
      if (difference !== 0) return difference;
    }
    return a - b;
  };
  const items = Uint32Array.from(sizes.keys()).filter((i) => sizes[i] > 0);
  return items.sort((a, b) => company[b] - company[a] || byContent(a, b));
}

/** Keeps what was made, up to a bound; beyond it shingles are made again when they are asked for. */
function holding(make: (index: number) => Uint32Array): (index: number) => Uint32Array {
  const most = 1 << 25;
  const held = new Map<number, Uint32Array>();
  let total = 0;
  return (index) => {
    const known = held.get(index);
    if (known !== undefined) return known;
    const made = make(index);
    if (total + made.length <= most) {
      held.set(index, made);
      total += made.length;
    }
    return made;
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
