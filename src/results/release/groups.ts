// Units that are ready, in groups that may be published: each group tells of nobody or of the minimum of voters at least.
// Groups never overlap, neither now nor with what was published before, so whatever sums and differences of published
// records give is a union of groups. Which units go together is the rule of privacy/publishable.ts. Browser-safe.
import type { Area } from '../../elections/definition/definition.ts';
import { publishable } from '../privacy/publishable.ts';
import type { VoterNode } from '../privacy/voters.ts';
import { areaTree } from '../tally/areas.ts';
import type { Detail } from './policy.ts';

export type FreshUnit = { readonly unit: string; readonly area: string; readonly voters: number };

export type Group = {
  /** A unit alone, or units of an area together. */
  readonly of: { readonly kind: 'unit' | 'area'; readonly id: string };
  readonly units: readonly string[];
};

export type Grouping = {
  readonly groups: readonly Group[];
  /** Units that would tell of too few with all that could be published beside them. */
  readonly few: readonly string[];
};

export type GroupingRule = {
  readonly detail: Detail;
  readonly minimum: number;
  /** Whether more units of that area are to come, so that a small one had better wait for them. */
  readonly waits: (area: string) => boolean;
};

/** Units that are published as one where the policy names no smaller level: a leaf of the tree. */
type Leaf = { readonly id: string; readonly area: string; readonly units: readonly FreshUnit[] };

const votersIn = (units: readonly FreshUnit[]): number => units.reduce((sum, { voters }) => sum + voters, 0);

function leavesOf(top: string, fresh: readonly FreshUnit[], { detail, minimum, waits }: GroupingRule): readonly Leaf[] {
  if (detail === 'national') return fresh.length === 0 ? [] : [{ id: top, area: top, units: fresh }];
  return [...Map.groupBy(fresh, ({ area }) => area)].flatMap(([area, own]) => {
    const small = votersIn(own) > 0 && votersIn(own) < minimum && waits(area);
    const units = small ? own.filter(({ voters }) => voters === 0) : own;
    if (detail === 'areas') return units.length === 0 || small ? [] : [{ id: area, area, units }];
    return units.map((one) => ({ id: one.unit, area, units: [one] }));
  });
}

function treeOf(areas: readonly Area[], top: string, leaves: readonly Leaf[]): VoterNode {
  const tree = areaTree(areas);
  const byArea = Map.groupBy(leaves, ({ area }) => area);
  const node = (id: string): VoterNode => {
    const own = (byArea.get(id) ?? []).map(
      (leaf): VoterNode => ({ id: leaf.id, kind: 'unit', children: [], voters: [votersIn(leaf.units)] }),
    );
    const children = [...own, ...tree.below(id).map((area) => node(area.id))];
    return { id, kind: 'area', children, voters: [children.reduce((sum, { voters }) => sum + voters[0], 0)] };
  };
  return node(top);
}

/** `top` is the area of the contest; `fresh` are units below it, each once, none of them published before. */
export function groupsOf(
  areas: readonly Area[],
  top: string,
  fresh: readonly FreshUnit[],
  rule: GroupingRule,
): Grouping {
  const leaves = leavesOf(top, fresh, rule);
  const root = treeOf(areas, top, leaves);
  const shown = publishable(root, rule.minimum);
  const unitsOf = new Map(leaves.map(({ id, units }) => [id, units.map(({ unit }) => unit)]));
  const groups: Group[] = [];
  const single = rule.detail === 'units' ? 'unit' : 'area';
  /** Answers with the units below that no group holds yet. */
  const visit = (node: VoterNode): readonly string[] => {
    if (node.kind === 'unit') {
      const units = unitsOf.get(node.id) ?? [];
      if (!shown.units.has(node.id)) return units;
      groups.push({ of: { kind: single, id: node.id }, units });
      return [];
    }
    const residual = node.children.flatMap((child) => [...visit(child)]);
    if (residual.length === 0 || !shown.areas.has(node.id)) return residual;
    groups.push({ of: { kind: 'area', id: node.id }, units: residual });
    return [];
  };
  visit(root);
  const grouped = new Set(groups.flatMap(({ units }) => units));
  return { groups, few: fresh.map(({ unit }) => unit).filter((unit) => !grouped.has(unit)) };
}
