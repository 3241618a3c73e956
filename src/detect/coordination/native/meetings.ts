// The meetings of two accounts on one layer.
import type { FirstShares } from './first-shares.ts';

export type Meetings = {
  /** Seconds between the two, one a common object within the window. */
  readonly lags: readonly number[];
  readonly firstSeen: number;
  readonly lastSeen: number;
};

/** Objects that accounts a and b share within the window. */
export function meetingsOf(shares: FirstShares, a: number, b: number, windowSeconds: number): Meetings {
  const { accountStart, accountShares, object, time } = shares;
  const times = new Map<number, number>();
  for (let k = accountStart[a]; k < accountStart[a + 1]; k++)
    times.set(object[accountShares[k]], time[accountShares[k]]);
  const lags: number[] = [];
  let firstSeen = Number.POSITIVE_INFINITY;
  let lastSeen = Number.NEGATIVE_INFINITY;
  for (let k = accountStart[b]; k < accountStart[b + 1]; k++) {
    const own = time[accountShares[k]];
    const other = times.get(object[accountShares[k]]);
    if (other === undefined || Math.abs(own - other) > windowSeconds) continue;
    lags.push(Math.abs(own - other));
    firstSeen = Math.min(firstSeen, own, other);
    lastSeen = Math.max(lastSeen, own, other);
  }
  return { lags, firstSeen, lastSeen };
}
