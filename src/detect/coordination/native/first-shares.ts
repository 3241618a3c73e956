// First share of every (account, object), in typed arrays sorted by object and time, with the coordinates in which
// habits are kept: delay after the object appeared, time of day, place within the audience.
import type { ShareTable } from '../../shares.ts';

/** Shares are indices 0..count-1, sorted by (object, time, account). Times and delays in seconds. */
export type FirstShares = {
  readonly count: number;
  readonly accounts: number;
  readonly objects: number;
  readonly account: Uint32Array;
  readonly object: Uint32Array;
  readonly post: Uint32Array;
  readonly time: Float64Array;
  /** Shares of object o: objectStart[o] .. objectStart[o + 1] - 1. */
  readonly objectStart: Uint32Array;
  /** Shares of account a: accountShares[accountStart[a] .. accountStart[a + 1] - 1], by object. */
  readonly accountStart: Uint32Array;
  readonly accountShares: Uint32Array;
};

/** Offsets of a counting sort: out[k] is where key k begins; out[keys] the count. */
function offsets(key: Uint32Array, count: number, keys: number): Uint32Array {
  const out = new Uint32Array(keys + 1);
  for (let i = 0; i < count; i++) out[key[i] + 1]++;
  for (let k = 0; k < keys; k++) out[k + 1] += out[k];
  return out;
}

/** Indices of `time` in ascending order, stable: a sort of (time, index) pairs by typed arrays. */
function orderByTime(time: Float64Array): Uint32Array {
  const order = Uint32Array.from({ length: time.length }, (_, i) => i);
  let sorted = true;
  for (let i = 1; i < time.length && sorted; i++) sorted = time[i - 1] <= time[i];
  return sorted ? order : order.sort((a, b) => time[a] - time[b] || a - b);
}

/** Keeps the earliest share of each (account, object). `accounts` is the size of the dictionary of accounts. */
export function firstShares(table: ShareTable, accounts: number): FirstShares {
  const objects = table.objects.length;
  const order = orderByTime(table.time);
  const start = offsets(table.object, table.count, objects);
  const fill = start.slice();
  const rows = new Uint32Array(table.count);
  for (const row of order) rows[fill[table.object[row]]++] = row;
  const seen = new Int32Array(accounts).fill(-1);
  const objectStart = new Uint32Array(objects + 1);
  let count = 0;
  for (let o = 0; o < objects; o++) {
    for (let r = start[o]; r < start[o + 1]; r++) {
      const account = table.account[rows[r]];
      if (seen[account] === o) continue;
      seen[account] = o;
      rows[count++] = rows[r];
    }
    objectStart[o + 1] = count;
  }
  const kept = rows.subarray(0, count);
  const account = Uint32Array.from(kept, (row) => table.account[row]);
  const accountStart = offsets(account, count, accounts);
  const next = accountStart.slice();
  const accountShares = new Uint32Array(count);
  for (let s = 0; s < count; s++) accountShares[next[account[s]]++] = s;
  return {
    count,
    accounts,
    objects,
    account,
    object: Uint32Array.from(kept, (row) => table.object[row]),
    post: Uint32Array.from(kept, (row) => table.post[row]),
    time: Float64Array.from(kept, (row) => table.time[row]),
    objectStart,
    accountStart,
    accountShares,
  };
}

/** The same accounts on the same objects at other times: sorted again within each object. */
export function withTimes(shares: FirstShares, times: Float64Array): FirstShares {
  const { count, objects, objectStart, accountStart } = shares;
  const account = new Uint32Array(count);
  const post = new Uint32Array(count);
  const time = new Float64Array(count);
  const packed: number[] = [];
  for (let o = 0; o < objects; o++) {
    const begin = objectStart[o];
    const end = objectStart[o + 1];
    packed.length = end - begin;
    for (let s = begin; s < end; s++) packed[s - begin] = s;
    packed.sort((x, y) => times[x] - times[y] || x - y);
    for (let k = 0; k < packed.length; k++) {
      account[begin + k] = shares.account[packed[k]];
      post[begin + k] = shares.post[packed[k]];
      time[begin + k] = times[packed[k]];
    }
  }
  const next = accountStart.slice();
  const accountShares = new Uint32Array(count);
  for (let s = 0; s < count; s++) accountShares[next[account[s]]++] = s;
  return { ...shares, account, post, time, accountShares };
}
