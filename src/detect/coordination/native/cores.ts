// Candidate groups: communities (Louvain) of the graph of surprising pairs at falling thresholds, each reduced to its
// dense core and
// completed by the accounts that belong to it. A group is a set of accounts most of whose pairs are surprising and whose surprise stays among them.
import { UndirectedGraph } from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import { seededRandom } from '../../../kernel/random.ts';
import type { ScoredPairs } from './combine.ts';

// The package's types describe its default export as a module; what arrives is the function itself.
const louvain = louvainModule as unknown as (
  graph: UndirectedGraph,
  options: { readonly rng: () => number },
) => Readonly<Record<string, number>>;

/** Pairs from this score (-log10 p) on are neighbours. */
export const neighbourScore = 2;
const thresholds = [2, 3, 4, 5, 6, 8];
const coreShare = 0.5;

export type Core = {
  readonly members: readonly number[];
  /** Share of the pairs of members that are neighbours. */
  readonly density: number;
  /** Share of the members' total score that stays among them. */
  readonly isolation: number;
  /** Mean over members of the sum of scores to other members. */
  readonly degree: number;
};

type Neighbours = ReadonlyMap<number, ReadonlyMap<number, number>>;

function neighboursOf(pairs: ScoredPairs): Neighbours {
  const all = new Map<number, Map<number, number>>();
  const add = (from: number, to: number, score: number): void => {
    const known = all.get(from);
    if (known === undefined) all.set(from, new Map([[to, score]]));
    else known.set(to, score);
  };
  for (let p = 0; p < pairs.count; p++) {
    if (pairs.score[p] < neighbourScore) continue;
    add(pairs.a[p], pairs.b[p], pairs.score[p]);
    add(pairs.b[p], pairs.a[p], pairs.score[p]);
  }
  return all;
}

/** Drops the member with the fewest neighbours until each has at least half of the others. */
function reduce(members: readonly number[], neighbours: Neighbours): readonly number[] {
  const inside = new Set(members);
  const links = new Map<number, number>();
  for (const m of members) {
    let n = 0;
    for (const other of neighbours.get(m)?.keys() ?? []) if (inside.has(other)) n++;
    links.set(m, n);
  }
  while (inside.size >= 3) {
    let worst = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const m of inside) {
      const n = links.get(m) ?? 0;
      if (n < least) {
        least = n;
        worst = m;
      }
    }
    if (least >= coreShare * (inside.size - 1)) break;
    inside.delete(worst);
    for (const other of neighbours.get(worst)?.keys() ?? []) links.set(other, (links.get(other) ?? 1) - 1);
  }
  return [...inside].sort((x, y) => x - y);
}

/** Adds the account with links to most members while one has links to at least half of them. */
function extend(members: readonly number[], neighbours: Neighbours): readonly number[] {
  const inside = new Set(members);
  const links = new Map<number, number>();
  const count = (from: number): void => {
    for (const other of neighbours.get(from)?.keys() ?? []) {
      if (!inside.has(other)) links.set(other, (links.get(other) ?? 0) + 1);
    }
  };
  for (const m of members) count(m);
  for (;;) {
    let best = -1;
    let most = coreShare * inside.size - 1e-9;
    for (const [account, n] of links) {
      if (n > most || (n === most && account < best)) {
        best = account;
        most = n;
      }
    }
    if (best < 0) return [...inside].sort((x, y) => x - y);
    inside.add(best);
    links.delete(best);
    count(best);
  }
}

function measure(members: readonly number[], neighbours: Neighbours): Core {
  const inside = new Set(members);
  let within = 0;
  let leaving = 0;
  let links = 0;
  for (const m of members) {
    for (const [other, score] of neighbours.get(m) ?? []) {
      if (!inside.has(other)) leaving += score;
      else {
        within += score;
        links++;
      }
    }
  }
  const n = members.length;
  return {
    members,
    density: links / (n * (n - 1)),
    isolation: within / Math.max(1e-9, within + leaving),
    degree: within / n,
  };
}

function communities(pairs: ScoredPairs, threshold: number, seed: number): number[][] {
  const graph = new UndirectedGraph();
  for (let p = 0; p < pairs.count; p++) {
    if (pairs.score[p] >= threshold) graph.mergeEdge(pairs.a[p], pairs.b[p], { weight: pairs.score[p] });
  }
  if (graph.size === 0) return [];
  const { next } = seededRandom(seed, threshold);
  const groups = new Map<number, number[]>();
  for (const [account, community] of Object.entries(louvain(graph, { rng: next }))) {
    const known = groups.get(community);
    if (known === undefined) groups.set(community, [Number(account)]);
    else known.push(Number(account));
  }
  return [...groups.values()];
}

/** Disjoint dense cores of three accounts or more, strongest first. */
export function candidateCores(pairs: ScoredPairs, seed: number): readonly Core[] {
  const neighbours = neighboursOf(pairs);
  const found: Core[] = [];
  for (const threshold of thresholds) {
    for (const community of communities(pairs, threshold, seed)) {
      if (community.length < 3) continue;
      const core = reduce(community, neighbours);
      if (core.length >= 3) found.push(measure(extend(core, neighbours), neighbours));
    }
  }
  const strength = (core: Core): number => core.degree * core.isolation;
  found.sort((x, y) => strength(y) - strength(x) || x.members[0] - y.members[0]);
  const taken = new Set<number>();
  return found.filter((core) => {
    if (core.members.some((m) => taken.has(m))) return false;
    for (const m of core.members) taken.add(m);
    return true;
  });
}
