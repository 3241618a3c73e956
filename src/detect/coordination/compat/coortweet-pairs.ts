// CooRTweet 2.1.3, detect_groups: the table of pairs, older share first, in blocks.
import type { ShareColumns } from '../../../ingest/table/share-columns.ts';
import type { PairIndex } from './coortweet-index.ts';
import type { Block } from './output/block.ts';

export const pairColumns = [
  { name: 'object_id', kind: 'text' },
  { name: 'account_id', kind: 'text' },
  { name: 'account_id_y', kind: 'text' },
  { name: 'content_id', kind: 'text' },
  { name: 'content_id_y', kind: 'text' },
  { name: 'time_delta', kind: 'double' },
] as const;

type Texts = Pick<ShareColumns, 'objects' | 'accounts' | 'posts'>;

/** The pairs whose older share stands at `from <= position < to`, in blocks of about `blockRows`. */
export function* pairBlocks(
  index: PairIndex,
  texts: Texts,
  from: number,
  to: number,
  blockRows = 1 << 20,
): Generator<Block> {
  const { end, kept, keepLoops, account, post } = index;
  let first = from;
  while (first < to) {
    let last = first;
    let room = 0;
    while (last < to && (room === 0 || room + end[last] - last - 1 <= blockRows)) room += end[last] - last++ - 1;
    const older = new Uint32Array(room);
    const newer = new Uint32Array(room);
    let rows = 0;
    for (let p = first; p < last; p++) {
      for (let q = p + 1; q < end[p]; q++) {
        if (kept[p] === 0 && kept[q] === 0) continue;
        if (!keepLoops && (account[p] === account[q] || post[p] === post[q])) continue;
        older[rows] = p;
        newer[rows++] = q;
      }
    }
    if (rows > 0) yield pairBlock(index, texts, older, newer, rows);
    first = last;
  }
}

function pairBlock(index: PairIndex, texts: Texts, older: Uint32Array, newer: Uint32Array, rows: number): Block {
  const pick = (column: Uint32Array, positions: Uint32Array): Uint32Array => {
    const codes = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) codes[row] = column[positions[row]];
    return codes;
  };
  const lags = new Float64Array(rows);
  for (let row = 0; row < rows; row++) lags[row] = index.time[newer[row]] - index.time[older[row]];
  const { objects, accounts, posts } = texts;
  return {
    rows,
    columns: [
      { kind: 'text', name: 'object_id', values: objects, codes: pick(index.object, older) },
      { kind: 'text', name: 'account_id', values: accounts, codes: pick(index.account, older) },
      { kind: 'text', name: 'account_id_y', values: accounts, codes: pick(index.account, newer) },
      { kind: 'text', name: 'content_id', values: posts, codes: pick(index.post, older) },
      { kind: 'text', name: 'content_id_y', values: posts, codes: pick(index.post, newer) },
      { kind: 'double', name: 'time_delta', numbers: lags },
    ],
  };
}
