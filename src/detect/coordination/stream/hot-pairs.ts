// Pairs that meet more often than the activity of the two explains, kept up to date as counts change. A ranking that
// says where to look (field notes 6, gravity), and no calibrated statement.
import { log10Tail } from '../native/poisson.ts';
import { type LiveLayer, pairKey, pairOf, touchFloor } from './live-layer.ts';

/** -log10 p from which a pair is kept. */
const floor = 3;

type Scored = { readonly score: number; readonly window: number };

export type HotPairs = {
  /** Scores again what changed on this layer; answers with the accounts concerned. */
  readonly refresh: (layer: number, live: LiveLayer) => readonly number[];
  /** Accounts that hang together with this one over kept pairs, the strongest first, at most `most` of them. */
  readonly around: (account: number, most: number) => readonly number[];
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

  const strength = (a: number, b: number): number =>
    (byPair.get(pairKey(a, b)) ?? []).reduce((most, entry) => Math.max(most, entry?.score ?? 0), 0);

  const around = (account: number, most: number): readonly number[] => {
    const reached = new Map<number, number>([[account, Number.POSITIVE_INFINITY]]);
    const taken: number[] = [];
    const done = new Set<number>();
    while (reached.size > 0 && taken.length < most) {
      const next = strongestOf(reached);
      reached.delete(next);
      done.add(next);
      if (!neighbours.has(next)) continue;
      taken.push(next);
      for (const other of neighbours.get(next) ?? []) {
        if (!done.has(other)) reached.set(other, Math.max(reached.get(other) ?? 0, strength(next, other)));
      }
    }
    return taken;
  };

  return { refresh, around, size: () => byPair.size };
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

function strongestOf(reached: ReadonlyMap<number, number>): number {
  let best = -1;
  let most = -1;
  for (const [account, score] of reached) {
    if (score > most || (score === most && account < best)) {
      best = account;
      most = score;
    }
  }
  return best;
}
