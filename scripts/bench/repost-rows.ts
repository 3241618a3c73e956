// Repost actions in columns, as a reader of columnar files gives them: pseudonyms made before.
import type { Cell, ColumnBatch } from '../../src/lake/batch.ts';

/** 300,000 actions of a second of event time, of accounts and on posts that recur. */
const pace = 300_000;
const accounts = 50_021;
const objects = 99_991;

const name = (prefix: string, n: number): string => `${prefix}_${n.toString(32).padStart(26, 'a')}`;
const accountNames = Array.from({ length: accounts }, (_, n) => name('acc', n));
const objectNames = Array.from({ length: objects }, (_, n) => name('pst', n));

/** Rows `from` to `from + count`; the newest of 10 million is of `now` (milliseconds since 1970 UTC). */
export function repostRows(from: number, count: number, now: number): ColumnBatch {
  const of = (cell: (n: number) => Cell): readonly Cell[] => Array.from({ length: count }, (_, i) => cell(from + i));
  const begin = Math.floor(now / 1000) * 1_000_000 - 40_000_000;
  // A multiplicative step, so that accounts and objects do not go round together.
  const object = of((n) => objectNames[(Math.imul(n, 0x9e3779b1) >>> 0) % objects]);
  return {
    count,
    columns: {
      time: of((n) => begin + Math.floor((n * 1e6) / pace)),
      source: of(() => 'src_bench'),
      run: of(() => 'run-0'),
      platform: of(() => 'x'),
      post: of((n) => name('pst', 1_000_000 + n)),
      account: of((n) => accountNames[n % accounts]),
      layer: of(() => 'repost'),
      object,
      shingles: of(() => null),
      object_key: object,
    },
  };
}
