// CooRTweet 2.1.3, detect_groups: filters of participation and loops as an index that pairs are read from.
import type { ShareColumns } from '../../../ingest/table/share-columns.ts';
import { noPost } from '../../../ingest/table/share-columns.ts';
import { orderShares } from '../kernel/order.ts';
import { windowBegins, windowEnds } from '../kernel/windows.ts';

export type CoortweetParameters = {
  readonly windowSeconds: number;
  /** Rows that an account needs, before and after pairing; 0 does not filter. */
  readonly minParticipation: number;
  /** Keeps pairs of one account, of one content id, and of an object with its own content id. */
  readonly keepLoops: boolean;
};

/** Shares in order of (object, time, first appearance of the account, row). All arrays but the last have one entry per position. */
export type PairIndex = {
  readonly count: number;
  readonly keepLoops: boolean;
  readonly object: Uint32Array;
  readonly account: Uint32Array;
  readonly post: Uint32Array;
  readonly time: Float64Array;
  /** Positions within the window of p are begin[p] .. end[p] - 1. */
  readonly begin: Uint32Array;
  readonly end: Uint32Array;
  /** 1 where the content passed the second filter of participation; a pair is kept when either side has it. */
  readonly kept: Uint8Array;
  /** 1 where some content id stands in more than one row, so that pairs of one content are possible. */
  readonly repeatedPosts: boolean;
};

/** Whether positions p and q, within each other's window, are a pair before the second filter. */
export function isPair(index: PairIndex, p: number, q: number): boolean {
  return index.keepLoops || (index.account[p] !== index.account[q] && index.post[p] !== index.post[q]);
}

/** Builds the index; O(rows) but for objects that one account shared many times. */
export function coortweetIndex(columns: ShareColumns, parameters: CoortweetParameters): PairIndex {
  const { minParticipation, keepLoops, windowSeconds } = parameters;
  const participant = participantRows(columns, minParticipation);
  // A row whose content id is its object can only make loops: it takes part in counting, not in pairs.
  const pairing = keepLoops ? participant : rowsNotTheirObject(columns, participant);
  const ordered = orderShares(
    columns.count,
    columns.objects.size,
    columns.object,
    columns.time,
    columns.account,
    pairing,
  );
  const end = windowEnds(ordered, windowSeconds);
  const begin = windowBegins(ordered, end);
  const index: PairIndex = {
    count: ordered.count,
    keepLoops,
    object: ordered.object,
    account: gather(columns.account, ordered.row),
    post: gather(columns.post, ordered.row),
    time: ordered.time,
    begin,
    end,
    kept: new Uint8Array(ordered.count).fill(1),
    repeatedPosts: columns.posts.size < columns.count,
  };
  if (minParticipation < 1) return index;
  const keptPosts = postsAfterPairing(columns, participant, postsInPairs(index, columns.posts.size), minParticipation);
  for (let p = 0; p < index.count; p++) index.kept[p] = keptPosts[index.post[p]];
  return index;
}

function gather(column: Uint32Array, rows: Uint32Array): Uint32Array {
  const gathered = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = column[rows[i]];
  return gathered;
}

/** First filter: 1 for the rows of accounts with at least `minimum` rows. */
function participantRows({ count, account, accounts }: ShareColumns, minimum: number): Uint8Array {
  const rows = new Uint32Array(accounts.size);
  for (let row = 0; row < count; row++) rows[account[row]]++;
  const participant = new Uint8Array(count);
  for (let row = 0; row < count; row++) participant[row] = rows[account[row]] >= minimum ? 1 : 0;
  return participant;
}

function rowsNotTheirObject({ count, object, post, postOfObject }: ShareColumns, rows: Uint8Array): Uint8Array {
  const others = rows.slice();
  for (let row = 0; row < count; row++) {
    const own = postOfObject[object[row]];
    if (own !== noPost && own === post[row]) others[row] = 0;
  }
  return others;
}

/** 1 for each content id that stands in some pair. */
function postsInPairs(index: PairIndex, posts: number): Uint8Array {
  const inPair = new Uint8Array(posts);
  for (let p = 0; p < index.count; p++) {
    if (inPair[index.post[p]] === 1) continue;
    for (let q = index.begin[p]; q < index.end[p]; q++) {
      if (q === p || !isPair(index, p, q)) continue;
      inPair[index.post[p]] = 1;
      inPair[index.post[q]] = 1;
      break;
    }
  }
  return inPair;
}

/** Second filter: content ids of accounts with at least `minimum` rows whose content stands in a pair. */
function postsAfterPairing(
  { count, account, post, accounts, posts }: ShareColumns,
  participant: Uint8Array,
  inPair: Uint8Array,
  minimum: number,
): Uint8Array {
  const rows = new Uint32Array(accounts.size);
  for (let row = 0; row < count; row++) {
    if (participant[row] === 1 && inPair[post[row]] === 1) rows[account[row]]++;
  }
  const kept = new Uint8Array(posts.size);
  for (let row = 0; row < count; row++) {
    if (participant[row] === 1 && inPair[post[row]] === 1 && rows[account[row]] >= minimum) kept[post[row]] = 1;
  }
  return kept;
}
