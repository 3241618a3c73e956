// Which texts share a band of their MinHash signature, in typed arrays: texts without company, the most of them, take
// no more than their band keys.
import { bandKeys, bands } from './minhash.ts';

export type Buckets = {
  /** For each item, the sizes of its buckets added up: how many others it resembles, and how much. */
  readonly company: Float64Array;
  /** Makes the item a centre, to be found in its buckets from now on. */
  readonly addCentre: (item: number) => void;
  /** The centres in the item's buckets, once for every band they share with it. */
  readonly forEachCentre: (item: number, visit: (centre: number) => void) => void;
};

/** Centres kept in one bucket. Texts from one mould may fill a bucket; the most central ones come first. */
const bucketLimit = 200;

/** No bucket: the item is alone with its key in this band. */
const alone = 0xffffffff;

export function bandKeysOf(
  count: number,
  shinglesOf: (index: number) => Uint32Array,
): { readonly keys: Uint32Array; readonly sizes: Uint32Array } {
  const keys = new Uint32Array(count * bands);
  const sizes = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const shingles = shinglesOf(i);
    sizes[i] = shingles.length;
    if (shingles.length > 0) bandKeys(shingles, keys, i * bands);
  }
  return { keys, sizes };
}

/** Items of size 0 are in no bucket. */
export function bucketsOf(keys: Uint32Array, sizes: Uint32Array): Buckets {
  const bucketOf = new Uint32Array(keys.length).fill(alone);
  const company = new Float64Array(sizes.length);
  const capacities: number[] = [];
  for (let band = 0; band < bands; band++) assignBand(band, keys, sizes, bucketOf, company, capacities);
  const starts = new Uint32Array(capacities.length + 1);
  capacities.forEach((capacity, bucket) => {
    starts[bucket + 1] = starts[bucket] + capacity;
  });
  const centres = new Uint32Array(starts[capacities.length]);
  const filled = new Uint8Array(capacities.length);
  return {
    company,
    addCentre: (item) => {
      for (let slot = item * bands; slot < (item + 1) * bands; slot++) {
        const bucket = bucketOf[slot];
        if (bucket === alone || starts[bucket] + filled[bucket] >= starts[bucket + 1]) continue;
        centres[starts[bucket] + filled[bucket]] = item;
        filled[bucket]++;
      }
    },
    forEachCentre: (item, visit) => {
      for (let slot = item * bands; slot < (item + 1) * bands; slot++) {
        const bucket = bucketOf[slot];
        if (bucket === alone) continue;
        for (let i = 0; i < filled[bucket]; i++) visit(centres[starts[bucket] + i]);
      }
    },
  };
}

/** Numbers the buckets of one band that hold more than one item. */
function assignBand(
  band: number,
  keys: Uint32Array,
  sizes: Uint32Array,
  bucketOf: Uint32Array,
  company: Float64Array,
  capacities: number[],
): void {
  const counts = new Map<number, number>();
  for (let i = 0; i < sizes.length; i++) {
    const key = keys[i * bands + band];
    if (sizes[i] > 0) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const numbers = new Map<number, number>();
  for (let i = 0; i < sizes.length; i++) {
    const key = keys[i * bands + band];
    const count = sizes[i] > 0 ? (counts.get(key) ?? 0) : 0;
    company[i] += count;
    if (count < 2) continue;
    let bucket = numbers.get(key);
    if (bucket === undefined) {
      bucket = capacities.push(Math.min(count, bucketLimit)) - 1;
      numbers.set(key, bucket);
    }
    bucketOf[i * bands + band] = bucket;
  }
}
