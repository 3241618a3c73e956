// Pairs that meet more often than the activity of the two explains, kept up to date as counts change. A ranking that
// says where to look (field notes 6, gravity), and no calibrated statement.
import type { ScoredPairs } from '../native/combine.ts';
import { log10Tail } from '../native/poisson.ts';
import { type LiveLayer, pairOf, touchFloor } from './live-layer.ts';

/** -log10 p from which a pair is kept. */
const floor = 3;

type Scored = { readonly score: number; readonly window: number };

export type HotPairs = {
  /** Scores again what changed on this layer; answers with the accounts concerned. */
  readonly refresh: (layer: number, live: LiveLayer) => readonly number[];
  /** Accounts that hang together with one of these over kept pairs, at most `most` of them. */
  readonly around: (accounts: Iterable<number>, most: number) => ReadonlySet<number>;
  /** Kept pairs among `accounts`, numbered by their place in the list. */
  readonly among: (accounts: readonly number[]) => ScoredPairs;
  readonly size: () => number;
};

export function createHotPairs(): HotPairs {
  const byPair = new Map<number, (Scored | undefined)[]>();
  const neighbours = new Map<number, Set<number>>();

  const connect = (a: number, b: number): void => {
    const own = neighbours.get(a);
    if (own === undefined) neighbours.set(a, new Set([b]));
    else own.add(b);
  };
  const disconnect = (a: number, b: number): void => {
    const own = neighbours.get(a);
    own?.delete(b);
    if (own?.size === 0) neighbours.delete(a);
  };

  const keep = (key: number, layer: number, scored: Scored | undefined): void => {
    const [a, b] = pairOf(key);
    const known = byPair.get(key) ?? [];
    known[layer] = scored;
    if (known.some((entry) => entry !== undefined)) {
      byPair.set(key, known);
      connect(a, b);
      connect(b, a);
    } else if (byPair.delete(key)) {
      disconnect(a, b);
      disconnect(b, a);
    }
  };

  const refresh = (layer: number, live: LiveLayer): readonly number[] => {
    const within = live.pairs.within();
    const counts = new Uint32Array(within.length);
    const activity = live.activity();
    const half = live.shares() ** 2 / 2;
    const concerned = new Set<number>();
    for (const key of live.takeTouched()) {
      const [a, b] = pairOf(key);
      const best = live.pairs.read(a, b, counts)
        ? strongest(counts, within, (activity[a] * activity[b]) / half)
        : undefined;
      if (best === undefined && byPair.get(key)?.[layer] === undefined) continue;
      keep(key, layer, best);
      concerned.add(a);
      concerned.add(b);
    }
    return [...concerned];
  };

  const around = (accounts: Iterable<number>, most: number): ReadonlySet<number> => {
    const seen = new Set<number>();
    const queue = [...accounts];
    while (queue.length > 0 && seen.size < most) {
      const account = queue.pop() ?? 0;
      if (seen.has(account) || !neighbours.has(account)) continue;
      seen.add(account);
      for (const other of neighbours.get(account) ?? []) if (!seen.has(other)) queue.push(other);
    }
    return seen;
  };

  const among = (accounts: readonly number[]): ScoredPairs => {
    const place = new Map(accounts.map((account, i) => [account, i]));
    const entries: { a: number; b: number; layer: number; scored: Scored }[] = [];
    for (const [key, layers] of byPair) {
      const [a, b] = pairOf(key).map((account) => place.get(account));
      if (a === undefined || b === undefined) continue;
      const layer = layers.reduce((best, entry, i) => ((entry?.score ?? 0) > (layers[best]?.score ?? 0) ? i : best), 0);
      const scored = layers[layer];
      if (scored !== undefined) entries.push({ a: Math.min(a, b), b: Math.max(a, b), layer, scored });
    }
    entries.sort((x, y) => x.a - y.a || x.b - y.b);
    return {
      count: entries.length,
      a: Uint32Array.from(entries, (e) => e.a),
      b: Uint32Array.from(entries, (e) => e.b),
      score: Float32Array.from(entries, (e) => e.scored.score),
      layer: Uint8Array.from(entries, (e) => e.layer),
      window: Uint8Array.from(entries, (e) => e.scored.window),
      at: Uint32Array.from(entries, (_, i) => i),
    };
  };

  return { refresh, around, among, size: () => byPair.size };
}

/** `gravity` times the pairs within a window is how often two accounts of such activity meet. */
function strongest(counts: Uint32Array, within: readonly number[], gravity: number): Scored | undefined {
  let best: Scored | undefined;
  for (let w = 0; w < within.length; w++) {
    if (counts[w] < touchFloor) continue;
    const score = log10Tail(counts[w], gravity * within[w]) - Math.log10(within.length);
    if (score >= floor && score > (best?.score ?? 0)) best = { score, window: w };
  }
  return best;
}
