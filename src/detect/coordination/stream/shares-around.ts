// What is shared around some accounts, as a small set of shares of its own: every object that one of them shared, with
// all who shared it. The accounts themselves come first.
import type { Layer } from '../../../ingest/post.ts';
import type { ShareSet, ShareTable } from '../../shares.ts';
import type { DeclaredNetwork } from '../options.ts';
import type { LiveLayer } from './live-layer.ts';
import type { Names } from './names.ts';

export type LiveState = {
  readonly accounts: Names;
  /** By number of the account. */
  readonly platforms: readonly string[];
  readonly layers: readonly { readonly layer: Layer; readonly live: LiveLayer }[];
  /** All windows of the detector, ascending. */
  readonly windowsSeconds: readonly number[];
  readonly cap: number;
  readonly seed: number;
  readonly declared: readonly DeclaredNetwork[];
};

/** Rows of a layer from which on objects that only one of the accounts shared are left out. */
const mostRows = 50_000;

type Rows = {
  readonly account: number[];
  readonly object: number[];
  readonly post: number[];
  readonly time: number[];
  readonly objects: string[];
};

/** One table a layer, empty ones too. `of` are numbers of the live state. */
export function sharesAround(state: LiveState, of: readonly number[]): ShareSet {
  const local = new Map<number, number>();
  const accounts: string[] = [];
  const posts: string[] = [];
  const indexOf = (account: number): number => {
    const known = local.get(account);
    if (known !== undefined) return known;
    local.set(account, accounts.length);
    return accounts.push(state.accounts.nameOf(account)) - 1;
  };
  for (const account of of) indexOf(account);
  const tables = state.layers.map(({ layer, live }): ShareTable => {
    const rows: Rows = { account: [], object: [], post: [], time: [], objects: [] };
    for (const [object, sharers] of objectsOf(live, of)) {
      if (sharers < 2 && rows.time.length > mostRows) break;
      addObject(live, object, rows, indexOf, posts);
    }
    return {
      layer,
      count: rows.time.length,
      account: Uint32Array.from(rows.account),
      object: Uint32Array.from(rows.object),
      post: Uint32Array.from(rows.post),
      time: Float64Array.from(rows.time),
      objects: rows.objects,
    };
  });
  return { accounts, posts, tables };
}

/** Objects that are counted one by one and how many of the accounts shared them, the most shared first. */
function objectsOf({ rings }: LiveLayer, accounts: readonly number[]): readonly (readonly [number, number])[] {
  const objects = new Map<number, number>();
  for (const account of accounts) {
    for (let p = rings.own[account] ?? -1; p >= 0; p = rings.ownAfter[p]) {
      const object = rings.object[p];
      if (rings.isFirst[p] === 1 && rings.burst[object] === 0) objects.set(object, (objects.get(object) ?? 0) + 1);
    }
  }
  return [...objects].toSorted(([, x], [, y]) => y - x);
}

function addObject(
  { rings, objects }: LiveLayer,
  object: number,
  rows: Rows,
  indexOf: (account: number) => number,
  posts: string[],
): void {
  const name = rows.objects.push(objects.nameOf(object)) - 1;
  for (let p = rings.head[object]; p >= 0; p = rings.after[p]) {
    rows.account.push(indexOf(rings.account[p]));
    rows.object.push(name);
    rows.post.push(posts.push(rings.post[p]) - 1);
    rows.time.push(rings.time[p]);
  }
}
