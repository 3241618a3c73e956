// Provisional groups between panes: dense cores among the pairs that stand out, judged by all that the batch asks but
// the test of habits. They are marked as not calibrated until a pane closes.
import { createHash } from 'node:crypto';
import type { Layer } from '../../../ingest/post.ts';
import type { ShareSet, ShareTable } from '../../shares.ts';
import type { DeclaredNetwork } from '../options.ts';
import type { SharedObject } from '../result.ts';
import { byCodePoint } from '../native/assemble.ts';
import { candidateCores, type Core } from '../native/cores.ts';
import { sharedObjects } from '../native/evidence.ts';
import { firstShares } from '../native/first-shares.ts';
import { groupView } from '../native/group-view.ts';
import { judge } from '../native/judge.ts';
import type { ScoredPairs } from '../native/combine.ts';
import type { HotPairs } from './hot-pairs.ts';
import type { LiveLayer } from './live-layer.ts';
import type { Names } from './names.ts';
import type { ProvisionalGroup } from './update.ts';

const leastMembers = 4;
const mostAccounts = 4000;
const mostObjects = 50;

export type LiveState = {
  readonly accounts: Names;
  readonly platforms: readonly string[];
  readonly layers: readonly { readonly layer: Layer; readonly live: LiveLayer }[];
  readonly windowsSeconds: readonly number[];
  readonly seed: number;
  readonly declared: readonly DeclaredNetwork[];
};

/** Groups among the accounts that hang together with `touched`, and all the accounts that were looked at. */
export function provisionalGroups(
  state: LiveState,
  hot: HotPairs,
  touched: readonly number[],
): { readonly groups: readonly ProvisionalGroup[]; readonly looked: ReadonlySet<number> } {
  const looked = hot.around(touched, mostAccounts);
  const accounts = [...looked].sort((x, y) => x - y);
  const pairs = hot.among(accounts);
  const groups: ProvisionalGroup[] = [];
  for (const core of candidateCores(pairs, state.seed)) {
    if (core.members.length < leastMembers) continue;
    const group = groupOf(state, accounts, core, pairs);
    if (group !== undefined) groups.push(group);
  }
  return { groups, looked };
}

function groupOf(
  state: LiveState,
  accounts: readonly number[],
  core: Core,
  pairs: ScoredPairs,
): ProvisionalGroup | undefined {
  const seen = sharesAround(
    state,
    core.members.map((m) => accounts[m]),
  );
  const layers = seen.set.tables.map((table) => ({ shares: firstShares(table, seen.set.accounts.length) }));
  // Members come first among the accounts of the small set, in the order of the core.
  const place = new Map(core.members.map((member, i) => [member, i]));
  const own = pairsWithin(pairs, place);
  const local: Core = { ...core, members: core.members.map((_, i) => i) };
  const judged = judge(local, own, layers, state.windowsSeconds, Math.max(10, state.accounts.size()));
  if (judged === undefined || judged.core.members.length < leastMembers) return undefined;
  const members = judged.core.members.map((m) => seen.set.accounts[m]);
  const platforms = new Set(judged.core.members.map((m) => state.platforms[accounts[core.members[m]]]));
  if (platforms.size === members.length) return undefined;
  const windowSeconds = state.windowsSeconds[judged.window];
  const objects = objectsOf(state, seen.set, layers, judged.core.members, windowSeconds);
  const times = objects.flatMap((object) => object.posts.map(({ time }) => time));
  if (times.length === 0) return undefined;
  const inside = new Set(judged.core.members);
  return {
    key: keyOf(members, times),
    members: members.toSorted(byCodePoint),
    edges: edgesOf(state, seen.set, own, inside),
    objects: objects.toSorted((x, y) => lastOf(y) - lastOf(x)).slice(0, mostObjects),
    layers: [...new Set(objects.map(({ layer }) => layer))],
    windowSeconds,
    firstSeen: times.reduce((x, y) => Math.min(x, y)),
    lastSeen: times.reduce((x, y) => Math.max(x, y)),
    ...declaredAs(members, state.declared),
  };
}

const lastOf = (object: SharedObject): number => object.posts[object.posts.length - 1].time;

const keyOf = (members: readonly string[], times: readonly number[]): string =>
  createHash('sha256')
    .update(JSON.stringify([members.toSorted(byCodePoint), Math.min(...times.slice(0, 1000))]))
    .digest('hex')
    .slice(0, 32);

function declaredAs(members: readonly string[], declared: readonly DeclaredNetwork[]): { readonly declared?: string } {
  for (const { name, accounts } of declared) {
    const known = new Set(accounts);
    if (members.filter((member) => known.has(member)).length * 2 > members.length) return { declared: name };
  }
  return {};
}

/** The pairs of which both are in `place`, renumbered by it. */
function pairsWithin(pairs: ScoredPairs, place: ReadonlyMap<number, number>): ScoredPairs {
  const kept: number[] = [];
  for (let p = 0; p < pairs.count; p++) if (place.has(pairs.a[p]) && place.has(pairs.b[p])) kept.push(p);
  return {
    count: kept.length,
    a: Uint32Array.from(kept, (p) => place.get(pairs.a[p]) ?? 0),
    b: Uint32Array.from(kept, (p) => place.get(pairs.b[p]) ?? 0),
    score: Float32Array.from(kept, (p) => pairs.score[p]),
    layer: Uint8Array.from(kept, (p) => pairs.layer[p]),
    window: Uint8Array.from(kept, (p) => pairs.window[p]),
    at: Uint32Array.from(kept, (_, i) => i),
  };
}

/** All first shares on the objects that two members or more share, as a small set of its own; members come first. */
function sharesAround(state: LiveState, members: readonly number[]): { readonly set: ShareSet } {
  const local = new Map<number, number>();
  const accounts: string[] = [];
  const posts: string[] = [];
  const indexOf = (account: number): number => {
    const known = local.get(account);
    if (known !== undefined) return known;
    local.set(account, accounts.length);
    return accounts.push(state.accounts.nameOf(account)) - 1;
  };
  for (const member of members) indexOf(member);
  const tables = state.layers.map(({ layer, live: { rings, objects: objectNames } }): ShareTable => {
    const objects = new Map<number, number>();
    for (const member of members) {
      for (let p = rings.own[member] ?? -1; p >= 0; p = rings.ownAfter[p]) {
        if (rings.isFirst[p] === 1) objects.set(rings.object[p], (objects.get(rings.object[p]) ?? 0) + 1);
      }
    }
    const rows: { account: number; object: number; post: number; time: number }[] = [];
    const names: string[] = [];
    for (const [object, shares] of objects) {
      if (rings.burst[object] === 1 || shares < 2) continue;
      const name = names.push(objectNames.nameOf(object)) - 1;
      for (let p = rings.head[object]; p >= 0; p = rings.after[p]) {
        const post = posts.push(rings.post[p]) - 1;
        rows.push({ account: indexOf(rings.account[p]), object: name, post, time: rings.time[p] });
      }
    }
    return {
      layer,
      count: rows.length,
      account: Uint32Array.from(rows, (row) => row.account),
      object: Uint32Array.from(rows, (row) => row.object),
      post: Uint32Array.from(rows, (row) => row.post),
      time: Float64Array.from(rows, (row) => row.time),
      objects: names,
    };
  });
  return { set: { accounts, posts, tables } };
}

function objectsOf(
  state: LiveState,
  set: ShareSet,
  layers: readonly { readonly shares: ReturnType<typeof firstShares> }[],
  members: readonly number[],
  windowSeconds: number,
): readonly SharedObject[] {
  const window = state.windowsSeconds.indexOf(windowSeconds);
  return set.tables.flatMap((table, index) => {
    const { live } = state.layers[index];
    const chance = live.pairs.within()[window] / Math.max(1, live.together());
    const view = groupView(layers[index].shares, members, new Set());
    return sharedObjects({ layer: table.layer, objects: table.objects, view }, set, windowSeconds, chance);
  });
}

function edgesOf(
  state: LiveState,
  set: ShareSet,
  own: ScoredPairs,
  inside: ReadonlySet<number>,
): ProvisionalGroup['edges'] {
  const counts = new Uint32Array(state.windowsSeconds.length);
  const edges: ProvisionalGroup['edges'][number][] = [];
  for (let p = 0; p < own.count; p++) {
    if (!inside.has(own.a[p]) || !inside.has(own.b[p])) continue;
    const [accountA, accountB] = [set.accounts[own.a[p]], set.accounts[own.b[p]]].sort(byCodePoint);
    const { layer, live } = state.layers[own.layer[p]];
    const [x, y] = [state.accounts.indexOf(accountA) ?? 0, state.accounts.indexOf(accountB) ?? 0];
    live.pairs.read(x, y, counts);
    edges.push({
      accountA,
      accountB,
      weight: counts[own.window[p]],
      windowSeconds: state.windowsSeconds[own.window[p]],
      layer,
    });
  }
  return edges;
}
