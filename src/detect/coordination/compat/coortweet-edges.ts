// CooRTweet 2.1.3, generate_coordinated_network: edges by account, each account's pairs gathered and reduced at once, so
// that no table of all pairs is ever held.
import type { ShareColumns } from '../../../ingest/table/share-columns.ts';
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
  /** Collects the pairs of the account of rank r; answers how many edges they make. */
  readonly gather: (r: number) => number;
  /** Adds to `histogram` the weights of the gathered edges; answers their pairs. */
  readonly weigh: (histogram: Map<number, number>) => number;
  /** Appends the gathered edges to a block. */
  readonly reduce: (block: EdgeBlock) => void;
};

/** A scan over `index`; it holds scratch of a few words per account and post. */
export function createAccountScan(index: PairIndex, accounts: AccountIndex, posts: number): AccountScan {
  const { begin, end, kept, keepLoops, post, time, object, repeatedPosts } = index;
  const { rank, start, position } = accounts;
  const pairsWith = new Uint32Array(accounts.accounts);
  const place = new Uint32Array(accounts.accounts);
  const olderStamp = new Uint32Array(posts);
  const newerStamp = new Uint32Array(posts);
  let stamp = 0;
  let partner = new Uint32Array(1024);
  let older = new Uint32Array(1024);
  let newer = new Uint32Array(1024);
  let sortedOlder = new Uint32Array(1024);
  let sortedNewer = new Uint32Array(1024);
  let touched = new Uint32Array(256);
  let pairs = 0;
  let edges = 0;
  let account = 0;

  const roomForPairs = (more: number): void => {
    if (pairs + more <= partner.length) return;
    const size = Math.max(partner.length * 2, pairs + more);
    partner = enlarged(partner, size);
    older = enlarged(older, size);
    newer = enlarged(newer, size);
    sortedOlder = new Uint32Array(size);
    sortedNewer = new Uint32Array(size);
  };

  const addPair = (other: number, p: number, q: number): void => {
    if (pairsWith[other]++ === 0) {
      if (edges === touched.length) touched = enlarged(touched, edges * 2);
      touched[edges++] = other;
    }
    partner[pairs] = other;
    older[pairs] = p;
    newer[pairs++] = q;
  };

  const gather = (r: number): number => {
    account = r;
    pairs = 0;
    edges = 0;
    for (let s = start[r]; s < start[r + 1]; s++) {
      const p = position[s];
      const mine = kept[p];
      roomForPairs(end[p] - begin[p]);
      for (let q = begin[p]; q < p; q++) {
        const other = rank[q];
        if (other <= r || (mine | kept[q]) === 0 || (repeatedPosts && !keepLoops && post[p] === post[q])) continue;
        addPair(other, q, p);
      }
      for (let q = p + 1; q < end[p]; q++) {
        const other = rank[q];
        if (other < r || (mine | kept[q]) === 0) continue;
        if (!keepLoops && (other === r || (repeatedPosts && post[p] === post[q]))) continue;
        addPair(other, p, q);
      }
    }
    return edges;
  };

  const forget = (): void => {
    for (let e = 0; e < edges; e++) pairsWith[touched[e]] = 0;
  };

  const weigh = (histogram: Map<number, number>): number => {
    let ones = 0;
    for (let e = 0; e < edges; e++) {
      const weight = pairsWith[touched[e]];
      if (weight === 1) ones++;
      else histogram.set(weight, (histogram.get(weight) ?? 0) + 1);
    }
    if (ones > 0) histogram.set(1, (histogram.get(1) ?? 0) + ones);
    forget();
    return pairs;
  };

  /** Distinct posts of the pairs `from .. to` of a sorted column. */
  const distinct = (column: Uint32Array, stamps: Uint32Array, from: number, to: number): number => {
    let n = 0;
    for (let k = from; k < to; k++) {
      const code = post[column[k]];
      if (stamps[code] === stamp) continue;
      stamps[code] = stamp;
      n++;
    }
    return n;
  };

  /** Sorts the gathered pairs by partner, keeping their order; `place` then ends each partner's run. */
  const sortPairs = (): void => {
    touched.subarray(0, edges).sort();
    let next = 0;
    for (let e = 0; e < edges; e++) {
      place[touched[e]] = next;
      next += pairsWith[touched[e]];
    }
    for (let k = 0; k < pairs; k++) {
      const at = place[partner[k]]++;
      sortedOlder[at] = older[k];
      sortedNewer[at] = newer[k];
    }
  };

  const reduce = (block: EdgeBlock): void => {
    sortPairs();
    roomForEdges(block, edges, pairs);
    let e = block.count;
    let objects = block.objectStart[e];
    let from = 0;
    for (let t = 0; t < edges; t++, e++) {
      const other = touched[t];
      const weight = pairsWith[other];
      const to = from + weight;
      block.from[e] = account;
      block.to[e] = other;
      block.weight[e] = weight;
      let lag = time[sortedNewer[from]] - time[sortedOlder[from]];
      block.objects[objects++] = object[sortedOlder[from]];
      if (weight === 1) {
        block.olderPosts[e] = 1;
        block.newerPosts[e] = 1;
      } else {
        for (let k = from + 1; k < to; k++) {
          lag += time[sortedNewer[k]] - time[sortedOlder[k]];
          // An account's positions ascend by object, so that equal objects of an edge stand together.
          const o = object[sortedOlder[k]];
          if (o !== block.objects[objects - 1]) block.objects[objects++] = o;
        }
        stamp++;
        block.olderPosts[e] = distinct(sortedOlder, olderStamp, from, to);
        block.newerPosts[e] = distinct(sortedNewer, newerStamp, from, to);
      }
      block.averageLag[e] = lag / weight;
      block.objectStart[e + 1] = objects;
      from = to;
    }
    block.count = e;
    forget();
  };

  return { gather, weigh, reduce };
}

function enlarged<T extends Uint32Array | Float64Array>(column: T, size: number): T {
  const more = column instanceof Float64Array ? new Float64Array(size) : new Uint32Array(size);
  more.set(column);
  return more as T;
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

/** What the accounts' dictionary tells a scan of edges. */
export type EdgeTexts = Pick<ShareColumns, 'objects' | 'accounts'>;
