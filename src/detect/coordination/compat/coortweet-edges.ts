// CooRTweet 2.1.3, generate_coordinated_network: edges by account, each account's pairs gathered and reduced at once, so
// that no table of all pairs is ever held.
import type { AccountScan } from './account-scan.ts';
import { countPairs, forget, gatherPairs } from './account-scan.ts';
import type { EdgeBlock } from './edge-block.ts';
import { roomForEdges } from './edge-block.ts';

export type Weighed = { readonly edges: number; readonly pairs: number };

/** Adds to `histogram` how often each weight occurs among the edges from the account of rank r. */
export function weighAccount(scan: AccountScan, r: number, histogram: Map<number, number>): Weighed {
  countPairs(scan, r);
  const { edges, pairs } = scan;
  let ones = 0;
  for (let e = 0; e < edges; e++) {
    const weight = scan.pairsWith[scan.touched[e]];
    if (weight === 1) ones++;
    else histogram.set(weight, (histogram.get(weight) ?? 0) + 1);
  }
  if (ones > 0) histogram.set(1, (histogram.get(1) ?? 0) + ones);
  forget(scan);
  return { edges, pairs };
}

/** Appends to a block the edges from the account of rank r, in order of the partners' ranks. */
export function reduceAccount(scan: AccountScan, r: number, block: EdgeBlock): void {
  const { begin, end } = scan.index;
  const { start, position, accounts } = scan.accounts;
  let partners = 0;
  for (let s = start[r]; s < start[r + 1]; s++) partners += end[position[s]] - begin[position[s]];
  if (partners <= scan.mostPairs) {
    gatherPairs(scan, r, 0, accounts);
    reduceEdges(scan, block);
    return;
  }
  for (const { from, to } of partnerSlices(scan, r)) {
    gatherPairs(scan, r, from, to);
    reduceEdges(scan, block);
  }
}

/** Ranges of partners with at most `mostPairs` pairs each, or one partner with more. */
function partnerSlices(scan: AccountScan, r: number): { readonly from: number; readonly to: number }[] {
  countPairs(scan, r);
  const slices: { from: number; to: number }[] = [];
  let pairs = 0;
  let from = 0;
  for (const other of scan.touched.subarray(0, scan.edges).sort()) {
    if (pairs > 0 && pairs + scan.pairsWith[other] > scan.mostPairs) {
      slices.push({ from, to: other });
      from = other;
      pairs = 0;
    }
    pairs += scan.pairsWith[other];
  }
  if (pairs > 0) slices.push({ from, to: scan.accounts.accounts });
  forget(scan);
  return slices;
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

/** Appends the gathered edges to a block. */
function reduceEdges(scan: AccountScan, block: EdgeBlock): void {
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
