// Shares on their way from the thread that stores to the thread that detects: few texts, and numbers in one piece each.
import type { ShareBatch } from '../lake/lake.ts';

/** A text for each run of equal ones, and how long the run is: the rows of one post stand together. */
type Runs = { readonly texts: readonly string[]; readonly lengths: Uint32Array };

export type PackedShares = {
  readonly count: number;
  readonly timeMicros: Float64Array;
  readonly platform: Runs;
  readonly post: Runs;
  readonly account: Runs;
  readonly layer: Runs;
  /** Null where it is the post's own name, as it is for texts. */
  readonly object: readonly (string | null)[];
  /** Shingles of all rows one after the other, and how many each row has; 0 for none. */
  readonly shingles: Uint32Array;
  readonly shingleCounts: Uint32Array;
};

export function packShares(batch: ShareBatch): PackedShares {
  const { count, shingles } = batch;
  const shingleCounts = new Uint32Array(count);
  let words = 0;
  for (let row = 0; row < count; row++) words += shingleCounts[row] = shingles[row]?.length ?? 0;
  const all = new Uint32Array(words);
  let at = 0;
  for (const one of shingles) {
    if (one === undefined) continue;
    all.set(one, at);
    at += one.length;
  }
  return {
    count,
    timeMicros: batch.timeMicros,
    platform: runsOf(batch.platform),
    post: runsOf(batch.post),
    account: runsOf(batch.account),
    layer: runsOf(batch.layer),
    object: batch.object.map((name, row) => (name === batch.post[row] ? null : name)),
    shingles: all,
    shingleCounts,
  };
}

export function unpackShares(packed: PackedShares): ShareBatch {
  const { count, shingles, shingleCounts } = packed;
  const post = textsOf(packed.post);
  let at = 0;
  return {
    count,
    timeMicros: packed.timeMicros,
    platform: textsOf(packed.platform),
    post,
    account: textsOf(packed.account),
    layer: textsOf(packed.layer),
    object: packed.object.map((name, row) => name ?? post[row]),
    shingles: Array.from(shingleCounts, (words) => (words === 0 ? undefined : shingles.subarray(at, (at += words)))),
  };
}

/** The memory that is handed over with them. */
export const memoryOf = ({ timeMicros, shingles }: PackedShares): ArrayBuffer[] => [
  timeMicros.buffer as ArrayBuffer,
  shingles.buffer as ArrayBuffer,
];

function runsOf(column: readonly string[]): Runs {
  const texts: string[] = [];
  const lengths = new Uint32Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const text = column[row];
    if (text !== texts[texts.length - 1]) texts.push(text);
    lengths[texts.length - 1]++;
  }
  return { texts, lengths: lengths.slice(0, texts.length) };
}

function textsOf({ texts, lengths }: Runs): readonly string[] {
  const column: string[] = [];
  texts.forEach((text, run) => {
    for (let i = 0; i < lengths[run]; i++) column.push(text);
  });
  return column;
}
