// Holds a result of the detector against the truth of the stream.
import type { DeclaredNetwork } from '../../src/detect/coordination/options.ts';
import type { CoordinationResult } from '../../src/detect/coordination/result.ts';

export type StreamScore = {
  readonly edges: number;
  /** Edges between two planted accounts. */
  readonly trueEdges: number;
  readonly plantedPairs: number;
  /** Groups that are not on a declared list. */
  readonly groups: number;
  /** Members of the group that holds most planted accounts, and how many of them are planted. */
  readonly bestMembers: number;
  readonly bestPlanted: number;
  readonly planted: number;
  /** Groups that are shown as a declared network. */
  readonly declaredGroups: number;
};

/** Edges within a declared network are neither right nor wrong: they are left out. */
export function scoreResult(
  result: CoordinationResult,
  planted: ReadonlySet<string>,
  declared: readonly DeclaredNetwork[] = [],
): StreamScore {
  const network = new Map(declared.flatMap(({ name, accounts }) => accounts.map((account) => [account, name])));
  const edges = result.edges.filter(({ accountA, accountB }) => {
    const name = network.get(accountA);
    return name === undefined || name !== network.get(accountB);
  });
  const groups = result.groups.filter((group) => group.declared === undefined);
  const best = groups
    .map(({ members }) => ({ members: members.length, planted: members.filter((m) => planted.has(m.account)).length }))
    .toSorted((a, b) => b.planted - a.planted || a.members - b.members)[0] ?? { members: 0, planted: 0 };
  return {
    edges: edges.length,
    trueEdges: edges.filter((edge) => planted.has(edge.accountA) && planted.has(edge.accountB)).length,
    plantedPairs: (planted.size * Math.max(0, planted.size - 1)) / 2,
    groups: groups.length,
    bestMembers: best.members,
    bestPlanted: best.planted,
    planted: planted.size,
    declaredGroups: result.groups.length - groups.length,
  };
}

/** At least half of the members in one group, at most a tenth of it strangers. */
export function isFound(score: StreamScore): boolean {
  const strangers = score.bestMembers - score.bestPlanted;
  return score.bestPlanted > 0 && 2 * score.bestPlanted >= score.planted && 10 * strangers <= score.bestMembers;
}

/** Undefined when the detector claims no edge. */
export const precisionOf = (score: StreamScore): number | undefined =>
  score.edges === 0 ? undefined : score.trueEdges / score.edges;

export const recallOf = (score: StreamScore): number => score.trueEdges / score.plantedPairs;
