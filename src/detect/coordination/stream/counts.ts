// The same counts, from the live tables and from a batch over a table of shares: what "stream equals batch" compares.
import type { ShareTable } from '../../shares.ts';
import { episodes } from '../native/episodes.ts';
import { firstShares } from '../native/first-shares.ts';
import { candidatePairs, reach } from '../native/pairs.ts';
import type { LiveLayer } from './live-layer.ts';
import type { Names } from './names.ts';

export type LayerCounts = {
  /** "account account" -> objects on which they meet within each window. Objects above the cap are left out. */
  readonly pairs: ReadonlyMap<string, readonly number[]>;
  /** Objects with more sharers on one side within the widest window than the cap. */
  readonly bursts: readonly string[];
  /** Pairs of shares within each window. */
  readonly within: readonly number[];
  /** First shares of accounts on objects that are not above the cap. */
  readonly activity: ReadonlyMap<string, number>;
};

const nameOfPair = (x: string, y: string): string => (x < y ? `${x} ${y}` : `${y} ${x}`);

export function liveCounts(layer: LiveLayer, accounts: Names): LayerCounts {
  layer.settle();
  const windows = layer.pairs.within().length;
  const pairs = new Map<string, readonly number[]>();
  layer.pairs.each((a, b, counts, offset) => {
    pairs.set(nameOfPair(accounts.nameOf(a), accounts.nameOf(b)), [...counts.subarray(offset, offset + windows)]);
  });
  const activity = new Map<string, number>();
  layer.activity().forEach((count, account) => {
    if (count > 0) activity.set(accounts.nameOf(account), count);
  });
  return {
    pairs,
    bursts: [...layer.bursts()].map(layer.objects.nameOf).toSorted(),
    within: [...layer.pairs.within()],
    activity,
  };
}

/** `windowsSeconds` ascending. */
export function batchCounts(
  table: ShareTable,
  accounts: readonly string[],
  windowsSeconds: readonly number[],
  cap: number,
): LayerCounts {
  const widest = windowsSeconds[windowsSeconds.length - 1];
  const taken = episodes(table);
  const all = firstShares(taken, accounts.length);
  const { bursts } = reach(all, widest, cap);
  const kept = Array.from({ length: taken.count }, (_, row) => row).filter((row) => !bursts.has(taken.object[row]));
  const shares = firstShares(
    {
      ...taken,
      count: kept.length,
      account: Uint32Array.from(kept, (row) => taken.account[row]),
      object: Uint32Array.from(kept, (row) => taken.object[row]),
      post: Uint32Array.from(kept, (row) => taken.post[row]),
      time: Float64Array.from(kept, (row) => taken.time[row]),
    },
    accounts.length,
  );
  const found = candidatePairs(shares, reach(shares, widest, cap), windowsSeconds, 1, () => true);
  const pairs = new Map<string, readonly number[]>();
  for (let p = 0; p < found.count; p++) {
    const met = found.met.subarray(p * windowsSeconds.length, (p + 1) * windowsSeconds.length);
    pairs.set(nameOfPair(accounts[found.a[p]], accounts[found.b[p]]), [...met]);
  }
  const activity = new Map<string, number>();
  for (const account of shares.account) activity.set(accounts[account], (activity.get(accounts[account]) ?? 0) + 1);
  return {
    pairs,
    bursts: [...bursts.keys()].map((object) => taken.objects[object]).toSorted(),
    within: windowsSeconds.map((windowSeconds) => reach(shares, windowSeconds, cap).pairs),
    activity,
  };
}
