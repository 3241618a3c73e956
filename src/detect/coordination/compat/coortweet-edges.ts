// CooRTweet 2.1.3, generate_coordinated_network: edges by account, each account's pairs gathered and reduced at once, so
// that no table of all pairs is ever held.
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

/** Edges as columns, in order of (from, to); the arrays may be longer than `count`. `from` and `to` are ranks. */
export type EdgeBlock = {
  count: number;
  from: Uint32Array;
  to: Uint32Array;
  /** Pairs of shares. */
  weight: Uint32Array;
  averageLag: Float64Array;
  olderPosts: Uint32Array;
  newerPosts: Uint32Array;
  /** Distinct objects of edge e: `objects[objectStart[e] .. objectStart[e + 1])`. */
  objectStart: Uint32Array;
  objects: Uint32Array;
};

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
};

/** A scan over `index`; it holds scratch of a few words per account and per post. */
export function createAccountScan(index: PairIndex, accounts: AccountIndex, posts: number): AccountScan {
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

function addPair(scan: AccountScan, other: number, p: number, q: number): void {
  if (scan.pairsWith[other]++ === 0) {
    if (scan.edges === scan.touched.length) scan.touched = enlarged(scan.touched, scan.edges * 2);
    scan.touched[scan.edges++] = other;
  }
  scan.partner[scan.pairs] = other;
  scan.older[scan.pairs] = p;
  scan.newer[scan.pairs++] = q;
}

/**
 * Collects the pairs of the account of rank r; answers how many edges they make. `weigh` or `reduceEdges` must follow
 * before the next account.
 */
export function gatherPairs(scan: AccountScan, r: number): number {
  const { begin, end, kept, keepLoops, post, repeatedPosts } = scan.index;
  const { rank, start, position } = scan.accounts;
  const onePost = repeatedPosts && !keepLoops;
  const least = keepLoops ? r : r + 1;
  scan.account = r;
  scan.pairs = 0;
  scan.edges = 0;
  for (let s = start[r]; s < start[r + 1]; s++) {
    const p = position[s];
    const mine = kept[p];
    roomForPairs(scan, end[p] - begin[p]);
    for (let q = begin[p]; q < p; q++) {
      const other = rank[q];
      if (other <= r || (mine | kept[q]) === 0 || (onePost && post[p] === post[q])) continue;
      addPair(scan, other, q, p);
    }
    for (let q = p + 1; q < end[p]; q++) {
      const other = rank[q];
      if (other < least || (mine | kept[q]) === 0 || (onePost && post[p] === post[q])) continue;
      addPair(scan, other, p, q);
    }
  }
  return scan.edges;
}

function forget({ pairsWith, touched, edges }: AccountScan): void {
  for (let e = 0; e < edges; e++) pairsWith[touched[e]] = 0;
}

/** Adds to `histogram` how often each weight occurs among the gathered edges; answers their pairs. */
export function weigh(scan: AccountScan, histogram: Map<number, number>): number {
  let ones = 0;
  for (let e = 0; e < scan.edges; e++) {
    const weight = scan.pairsWith[scan.touched[e]];
    if (weight === 1) ones++;
    else histogram.set(weight, (histogram.get(weight) ?? 0) + 1);
  }
  if (ones > 0) histogram.set(1, (histogram.get(1) ?? 0) + ones);
  forget(scan);
  return scan.pairs;
}

/** Sorts the gathered pairs by partner, keeping their order. */
function sortPairs({ touched, edges, pairs, partner, pairsWith, place, ...scan }: AccountScan): void {
  touched.subarray(0, edges).sort();
  let next = 0;
  for (let e = 0; e < edges; e++) {
    place[touched[e]] = next;
    next += pairsWith[touched[e]];
  }
  for (let k = 0; k < pairs; k++) {
    const at = place[partner[k]]++;
    scan.sortedOlder[at] = scan.older[k];
    scan.sortedNewer[at] = scan.newer[k];
  }
}

/** Appends the gathered edges to a block, in order of the partners' ranks. */
export function reduceEdges(scan: AccountScan, block: EdgeBlock): void {
  sortPairs(scan);
  roomForEdges(block, scan.edges, scan.pairs);
  const { touched, pairsWith, sortedOlder, sortedNewer } = scan;
  const { time, object } = scan.index;
  let objects = block.objectStart[block.count];
  let from = 0;
  for (let t = 0; t < scan.edges; t++) {
    const e = block.count++;
    const weight = pairsWith[touched[t]];
    block.from[e] = scan.account;
    block.to[e] = touched[t];
    block.weight[e] = weight;
    let lag = time[sortedNewer[from]] - time[sortedOlder[from]];
    block.objects[objects++] = object[sortedOlder[from]];
    for (let k = from + 1; k < from + weight; k++) {
      lag += time[sortedNewer[k]] - time[sortedOlder[k]];
      // An account's positions ascend by object, so that equal objects of an edge stand together.
      const o = object[sortedOlder[k]];
      if (o !== block.objects[objects - 1]) block.objects[objects++] = o;
    }
    block.averageLag[e] = lag / weight;
    block.objectStart[e + 1] = objects;
    if (weight > 1) nextStamp(scan);
    block.olderPosts[e] = weight === 1 ? 1 : distinctPosts(scan, sortedOlder, scan.olderStamp, from, weight);
    block.newerPosts[e] = weight === 1 ? 1 : distinctPosts(scan, sortedNewer, scan.newerStamp, from, weight);
    from += weight;
  }
  forget(scan);
}

function nextStamp(scan: AccountScan): void {
  if (scan.stamp === 0xffffffff) {
    scan.olderStamp.fill(0);
    scan.newerStamp.fill(0);
    scan.stamp = 0;
  }
  scan.stamp++;
}

/** Distinct posts among `length` positions of a sorted column. */
function distinctPosts(
  scan: AccountScan,
  column: Uint32Array,
  stamps: Uint32Array,
  from: number,
  length: number,
): number {
  const { post } = scan.index;
  let n = 0;
  for (let k = from; k < from + length; k++) {
    const code = post[column[k]];
    if (stamps[code] === scan.stamp) continue;
    stamps[code] = scan.stamp;
    n++;
  }
  return n;
}

/** An empty block with room for `capacity` edges. */
export function emptyEdges(capacity: number): EdgeBlock {
  return {
    count: 0,
    from: new Uint32Array(capacity),
    to: new Uint32Array(capacity),
    weight: new Uint32Array(capacity),
    averageLag: new Float64Array(capacity),
    olderPosts: new Uint32Array(capacity),
    newerPosts: new Uint32Array(capacity),
    objectStart: new Uint32Array(capacity + 1),
    objects: new Uint32Array(capacity),
  };
}

function roomForEdges(block: EdgeBlock, edges: number, pairs: number): void {
  const objects = block.objectStart[block.count] + pairs;
  if (objects > block.objects.length) {
    block.objects = enlarged(block.objects, Math.max(objects, Math.ceil(block.objects.length * 1.5)));
  }
  const needed = block.count + edges;
  if (needed <= block.from.length) return;
  const size = Math.max(needed, Math.ceil(block.from.length * 1.5));
  for (const name of ['from', 'to', 'weight', 'olderPosts', 'newerPosts'] as const) {
    block[name] = enlarged(block[name], size);
  }
  block.objectStart = enlarged(block.objectStart, size + 1);
  block.averageLag = enlarged(block.averageLag, size);
}

/**
 * R's quantile of type 7 of the weights, from how often each occurs.
 * Answers NaN when there are none.
 */
export function weightQuantile(histogram: ReadonlyMap<number, number>, probability: number): number {
  const weights = [...histogram].sort((a, b) => a[0] - b[0]);
  let count = 0;
  for (const [, n] of weights) count += n;
  if (count === 0) return Number.NaN;
  const at = 1 + (count - 1) * probability;
  const low = Math.floor(at);
  const nth = (n: number): number => {
    let seen = 0;
    for (const [weight, times] of weights) {
      seen += times;
      if (seen >= n) return weight;
    }
    return Number.NaN;
  };
  const lower = nth(low);
  const upper = nth(Math.ceil(at));
  const part = at - low;
  return lower === upper ? lower : (1 - part) * lower + part * upper;
}
