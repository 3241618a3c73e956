// The pairs of one account at a time, gathered from the windows of its own shares.
import { enlarged } from '../../../ingest/table/resize.ts';
import type { PairIndex } from './coortweet-index.ts';

/** Where each account's shares stand, accounts taken in order of code points. */
export type AccountIndex = {
  readonly accounts: number;
  /** Rank of the account at each position. */
  readonly rank: Uint32Array;
  /** Account code of each rank. */
  readonly code: Uint32Array;
  /** Positions of the account of rank r: `position[start[r] .. start[r + 1])`, ascending. */
  readonly start: Uint32Array;
  readonly position: Uint32Array;
};

export function accountIndex(index: PairIndex, rankOfCode: Uint32Array): AccountIndex {
  const accounts = rankOfCode.length;
  const code = new Uint32Array(accounts);
  for (let c = 0; c < accounts; c++) code[rankOfCode[c]] = c;
  const rank = new Uint32Array(index.count);
  const start = new Uint32Array(accounts + 1);
  for (let p = 0; p < index.count; p++) {
    rank[p] = rankOfCode[index.account[p]];
    start[rank[p] + 1]++;
  }
  for (let r = 0; r < accounts; r++) start[r + 1] += start[r];
  const next = start.slice();
  const position = new Uint32Array(index.count);
  for (let p = 0; p < index.count; p++) position[next[rank[p]]++] = p;
  return { accounts, rank, code, start, position };
}

/** Pairs of one account with accounts of higher rank (or itself), and their edges in the making. */
export type AccountScan = {
  readonly index: PairIndex;
  readonly accounts: AccountIndex;
  /** Pairs with the account of each rank, 0 for all but the `edges` ones in `touched`. */
  readonly pairsWith: Uint32Array;
  readonly place: Uint32Array;
  /** Last stamp of each post on either side: distinct posts of an edge are counted by a stamp of their own. */
  readonly olderStamp: Uint32Array;
  readonly newerStamp: Uint32Array;
  stamp: number;
  account: number;
  pairs: number;
  partner: Uint32Array;
  older: Uint32Array;
  newer: Uint32Array;
  sortedOlder: Uint32Array;
  sortedNewer: Uint32Array;
  edges: number;
  touched: Uint32Array;
  /** Pairs held at once; an account with more is done in slices of its partners. */
  readonly mostPairs: number;
};

/** A scan over `index`; it holds scratch of a few words per account, per post and per pair of one account. */
export function createAccountScan(
  index: PairIndex,
  accounts: AccountIndex,
  posts: number,
  mostPairs = 1 << 24,
): AccountScan {
  const pairs = () => new Uint32Array(1024);
  return {
    index,
    accounts,
    pairsWith: new Uint32Array(accounts.accounts),
    place: new Uint32Array(accounts.accounts),
    olderStamp: new Uint32Array(posts),
    newerStamp: new Uint32Array(posts),
    stamp: 0,
    account: 0,
    pairs: 0,
    partner: pairs(),
    older: pairs(),
    newer: pairs(),
    sortedOlder: pairs(),
    sortedNewer: pairs(),
    edges: 0,
    touched: new Uint32Array(256),
    mostPairs,
  };
}

function roomForPairs(scan: AccountScan, more: number): void {
  if (scan.pairs + more <= scan.partner.length) return;
  const size = Math.max(scan.partner.length * 2, scan.pairs + more);
  scan.partner = enlarged(scan.partner, size);
  scan.older = enlarged(scan.older, size);
  scan.newer = enlarged(scan.newer, size);
  scan.sortedOlder = new Uint32Array(size);
  scan.sortedNewer = new Uint32Array(size);
}

function countPartner(scan: AccountScan, other: number): void {
  if (scan.pairsWith[other]++ > 0) return;
  if (scan.edges === scan.touched.length) scan.touched = enlarged(scan.touched, scan.edges * 2);
  scan.touched[scan.edges++] = other;
}

function addPair(scan: AccountScan, other: number, p: number, q: number): void {
  countPartner(scan, other);
  scan.partner[scan.pairs] = other;
  scan.older[scan.pairs] = p;
  scan.newer[scan.pairs++] = q;
}

/** Counts, without holding them, the pairs of the account of rank r with each partner. */
export function countPairs(scan: AccountScan, r: number): void {
  const { begin, end, kept, keepLoops, post, repeatedPosts } = scan.index;
  const { rank, start, position } = scan.accounts;
  const onePost = repeatedPosts && !keepLoops;
  scan.account = r;
  scan.pairs = 0;
  scan.edges = 0;
  for (let s = start[r]; s < start[r + 1]; s++) {
    const p = position[s];
    const mine = kept[p];
    for (let q = begin[p]; q < end[p]; q++) {
      const other = rank[q];
      // A loop has both its shares in this account and is counted from the older one.
      if (other < r || (other === r && (!keepLoops || q <= p)) || (mine | kept[q]) === 0) continue;
      if (onePost && post[p] === post[q]) continue;
      countPartner(scan, other);
      scan.pairs++;
    }
  }
}

/** Collects the pairs of the account of rank r with partners of rank `from` up to `to`. */
export function gatherPairs(scan: AccountScan, r: number, from: number, to: number): void {
  const { begin, end, kept, keepLoops, post, repeatedPosts } = scan.index;
  const { rank, start, position } = scan.accounts;
  const onePost = repeatedPosts && !keepLoops;
  const leastBefore = Math.max(from, r + 1);
  const leastAfter = Math.max(from, keepLoops ? r : r + 1);
  scan.account = r;
  scan.pairs = 0;
  scan.edges = 0;
  for (let s = start[r]; s < start[r + 1]; s++) {
    const p = position[s];
    const mine = kept[p];
    roomForPairs(scan, Math.min(end[p] - begin[p], scan.mostPairs));
    for (let q = begin[p]; q < p; q++) {
      const other = rank[q];
      if (other < leastBefore || other >= to || (mine | kept[q]) === 0 || (onePost && post[p] === post[q])) continue;
      addPair(scan, other, q, p);
    }
    for (let q = p + 1; q < end[p]; q++) {
      const other = rank[q];
      if (other < leastAfter || other >= to || (mine | kept[q]) === 0 || (onePost && post[p] === post[q])) continue;
      addPair(scan, other, p, q);
    }
  }
}

/** Must follow `countPairs` or `gatherPairs` before the next of them. */
export function forget({ pairsWith, touched, edges }: AccountScan): void {
  for (let e = 0; e < edges; e++) pairsWith[touched[e]] = 0;
}
