// Rows for tests of the lake: row n is the same whenever it is asked for.
import type { Cell, ColumnBatch } from '../batch.ts';
import { openLake, type ShareFilter } from '../lake.ts';

const start = Date.UTC(2024, 5, 1) * 1000;
const layers = ['url', 'repost', 'text'];

const pseudonym = (prefix: string, n: number): string =>
  `${prefix}_${n.toString(2).padStart(26, '0').replaceAll('0', 'a').replaceAll('1', '7')}`;

/** Rows `from` to `from + count`, about 600 a day. */
export function sampleRows(from: number, count: number): ColumnBatch {
  const of = (cell: (n: number) => Cell): readonly Cell[] => Array.from({ length: count }, (_, i) => cell(from + i));
  return {
    count,
    columns: {
      time: of((n) => start + n * 144_000_123),
      source: of(() => 'src_test'),
      run: of(() => 'run-0'),
      platform: of((n) => (n % 5 === 0 ? 'x' : 'bluesky')),
      post: of((n) => pseudonym('pst', n)),
      account: of((n) => pseudonym('acc', n % 37)),
      layer: of((n) => layers[n % 3]),
      object: of((n) => `https://news.example/${n % 11}?é='"`),
      shingles: of((n) => (n % 3 === 2 ? new Uint8Array([n & 255, 1, 2, 3]) : null)),
      object_key: of((n) => `k${n % 11}`),
    },
  };
}

/** All rows of the lake in `data` as "time|platform|post|account|layer|object", sorted. */
export async function collectRows(data: string, filter: ShareFilter = {}): Promise<readonly string[]> {
  const lake = await openLake(data);
  try {
    const rows: string[] = [];
    for await (const b of lake.readShares(filter)) {
      for (let i = 0; i < b.count; i++) {
        rows.push([b.timeMicros[i], b.platform[i], b.post[i], b.account[i], b.layer[i], b.object[i]].join('|'));
      }
    }
    return rows.toSorted();
  } finally {
    lake.close();
  }
}

/** The rows of a batch in the form of collectRows. */
export function describeRows(batch: ColumnBatch): readonly string[] {
  const names = ['time', 'platform', 'post', 'account', 'layer', 'object'];
  return Array.from({ length: batch.count }, (_, row) =>
    names.map((name) => String(batch.columns[name][row])).join('|'),
  ).toSorted();
}
