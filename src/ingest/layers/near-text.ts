// Near-duplicate texts: 5-character shingles, MinHash 128 in 32 bands of 4 for candidates, every pair verified by its
// Jaccard similarity. Works on shingle hashes alone, so that keyed hashes serve where the words must not be kept.
import { foldText } from './fold-text.ts';
import { bandKeys, bands } from './minhash.ts';
import { createUnionFind } from './union-find.ts';

export const minTokens = 5;
const shingleLength = 5;

/**
 * Sorted distinct 32-bit hashes of the 5-character shingles of the folded text; none for fewer than 5 words.
 * `key` keeps the hashes of different installations apart (it is no secret against someone who guesses texts).
 */
export function shingleHashes(text: string, key = 0): Uint32Array {
  const folded = foldText(text);
  return folded.tokens < minTokens ? new Uint32Array(0) : shinglesOfFolded(folded.text, key);
}

export function shinglesOfFolded(folded: string, key = 0): Uint32Array {
  const count = folded.length - shingleLength + 1;
  if (count <= 0) return new Uint32Array(0);
  const hashes = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    let hash = key ^ 0x9e3779b9;
    for (let j = i; j < i + shingleLength; j++) {
      hash = Math.imul(hash ^ folded.charCodeAt(j), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hashes[i] = hash ^ (hash >>> 16);
  }
  hashes.sort();
  let distinct = 0;
  for (let i = 0; i < count; i++) if (i === 0 || hashes[i] !== hashes[i - 1]) hashes[distinct++] = hashes[i];
  return hashes.slice(0, distinct);
}

export type ClusterOptions = {
  /** Least Jaccard similarity of a pair, 0.8 unless told. */
  readonly threshold?: number;
  /** Comparisons of one text within one bucket of candidates; bounds the time on texts made from one mould. */
  readonly maxComparisons?: number;
};

/**
 * Cluster of each item, numbered by first appearance; -1 for an item alone or without shingles. Clusters are the
 * connected components of verified pairs; equal items are always together.
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
  const threshold = options.threshold ?? 0.8;
  const maxComparisons = options.maxComparisons ?? 64;
  const keys = new Uint32Array(count * bands);
  const sizes = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const shingles = shinglesOf(i);
    sizes[i] = shingles.length;
    if (shingles.length > 0) bandKeys(shingles, keys, i * bands);
  }
  const sets = createUnionFind(count);
  const similar = (a: number, b: number): boolean => {
    const small = Math.min(sizes[a], sizes[b]);
    const large = Math.max(sizes[a], sizes[b]);
    return small >= threshold * large && jaccard(shinglesOf(a), shinglesOf(b)) >= threshold;
  };
  for (let band = 0; band < bands; band++) joinBand(band, keys, sizes, sets, similar, maxComparisons);
  return numbered(count, sizes, sets);
}

type UnionFind = ReturnType<typeof createUnionFind>;

/** Texts with the same key in one band, each compared with those before it that it is not together with yet. */
function joinBand(
  band: number,
  keys: Uint32Array,
  sizes: Uint32Array,
  sets: UnionFind,
  similar: (a: number, b: number) => boolean,
  maxComparisons: number,
): void {
  const previous = new Int32Array(sizes.length).fill(-1);
  const last = new Map<number, number>();
  for (let i = 0; i < sizes.length; i++) {
    if (sizes[i] === 0) continue;
    const key = keys[i * bands + band];
    let other = last.get(key) ?? -1;
    previous[i] = other;
    last.set(key, i);
    for (let tries = 0; other >= 0 && tries < maxComparisons; other = previous[other], tries++) {
      if (sets.find(i) !== sets.find(other) && similar(i, other)) sets.join(i, other);
    }
  }
}

function numbered(count: number, sizes: Uint32Array, sets: UnionFind): Int32Array {
  const members = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const root = sets.find(i);
    members[root] = members[root] + 1;
  }
  const numbers = new Int32Array(count).fill(-1);
  const clusters = new Int32Array(count).fill(-1);
  let next = 0;
  for (let i = 0; i < count; i++) {
    const root = sets.find(i);
    if (sizes[i] === 0 || members[root] < 2) continue;
    if (numbers[root] === -1) numbers[root] = next++;
    clusters[i] = numbers[root];
  }
  return clusters;
}

/** Jaccard similarity of two sorted sets; 0 for two empty ones. */
export function jaccard(a: Uint32Array, b: Uint32Array): number {
  let i = 0;
  let j = 0;
  let both = 0;
  while (i < a.length && j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left === right) both++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  const either = a.length + b.length - both;
  return either === 0 ? 0 : both / either;
}
