// Which units, areas and modes may be published so that every difference of published figures covers nobody or at least
// the minimum of voters. Browser-safe.
//
// Totals: a published node less the published ones inside it is a residual. Residuals do not overlap and every group that
// sums of published totals can single out is a union of them; so it is enough that each is 0 or not under the minimum.
// Modes: see modes.ts.
import { splittable } from './modes.ts';
import { allVoters, type VoterNode } from './voters.ts';

export type Publishable = {
  /** Ids of units and areas whose totals may be published. */
  readonly units: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
  /** Those whose figures may also be published by mode. */
  readonly byModeUnits: ReadonlySet<string>;
  readonly byModeAreas: ReadonlySet<string>;
  readonly withheld: readonly Withheld[];
};

export type Withheld = {
  readonly id: string;
  readonly kind: 'unit' | 'area';
  /** Under the minimum itself, or withheld so that another is not found by difference. */
  readonly why: 'few' | 'difference';
};

type Shown = ReadonlySet<VoterNode>;

/** What is below a node down to published ones: first those, then the units that are in none of them. */
function inside(node: VoterNode, shown: Shown): { readonly published: VoterNode[]; readonly residual: VoterNode[] } {
  const published: VoterNode[] = [];
  const residual: VoterNode[] = [];
  const visit = (one: VoterNode): void => {
    if (shown.has(one)) published.push(one);
    else if (one.kind === 'unit') residual.push(one);
    else for (const child of one.children) visit(child);
  };
  if (node.kind === 'unit') residual.push(node);
  else for (const child of node.children) visit(child);
  return { published, residual };
}

const sumOf = (nodes: readonly VoterNode[]): number => nodes.reduce((sum, node) => sum + allVoters(node), 0);

/** Smallest loss first: units before areas, then fewer voters, then by id. */
const bySize = (a: VoterNode, b: VoterNode): number =>
  Number(a.kind === 'area') - Number(b.kind === 'area') ||
  allVoters(a) - allVoters(b) ||
  (a.id < b.id ? -1 : Number(a.id !== b.id));

/** Withholds a node so that voters of it join the residual around it. */
function withhold(node: VoterNode, shown: Set<VoterNode>): void {
  shown.delete(node);
  if (node.kind === 'unit') return;
  const { published, residual } = inside(node, shown);
  if (sumOf(residual) > 0) return;
  const [next] = published.filter((one) => allVoters(one) > 0).toSorted(bySize);
  if (next !== undefined) withhold(next, shown);
}

function settle(node: VoterNode, minimum: number, shown: Set<VoterNode>): void {
  for (const child of node.children) settle(child, minimum, shown);
  if (node.kind === 'unit') {
    if (allVoters(node) > 0 && allVoters(node) < minimum) shown.delete(node);
    return;
  }
  for (;;) {
    const { published, residual } = inside(node, shown);
    const voters = sumOf(residual);
    if (voters === 0 || voters >= minimum) return;
    const [next] = published.filter((one) => allVoters(one) > 0).toSorted(bySize);
    if (next === undefined) {
      shown.delete(node);
      return;
    }
    withhold(next, shown);
  }
}

function everyNode(root: VoterNode): readonly VoterNode[] {
  const all: VoterNode[] = [];
  const visit = (node: VoterNode): void => {
    all.push(node);
    node.children.forEach(visit);
  };
  visit(root);
  return all;
}

const idsOf = (nodes: Iterable<VoterNode>, kind: VoterNode['kind']): ReadonlySet<string> =>
  new Set([...nodes].filter((node) => node.kind === kind).map(({ id }) => id));

/** Deterministic. With a minimum of 0 or 1 everything may be published. */
export function publishable(root: VoterNode, minimum: number): Publishable {
  const all = everyNode(root);
  const shown = new Set(all);
  settle(root, minimum, shown);
  const byMode = splitByMode(root, minimum, shown);
  return {
    units: idsOf(shown, 'unit'),
    areas: idsOf(shown, 'area'),
    byModeUnits: idsOf(byMode, 'unit'),
    byModeAreas: idsOf(byMode, 'area'),
    withheld: all
      .filter((node) => !shown.has(node))
      .map((node) => ({ id: node.id, kind: node.kind, why: allVoters(node) < minimum ? 'few' : 'difference' })),
  };
}

type Block = { readonly node: VoterNode; readonly residuals: readonly (readonly number[])[] };

/** The residuals, by mode, within a node that is published by mode, less those within others that are, too. */
function blockOf(node: VoterNode, shown: Shown, byMode: Shown): Block {
  const residuals: (readonly number[])[] = [];
  const visit = (one: VoterNode): void => {
    const { published, residual } = inside(one, shown);
    if (residual.length > 0)
      residuals.push(one.voters.map((_, m) => residual.reduce((sum, unit) => sum + unit.voters[m], 0)));
    for (const next of published) if (!byMode.has(next)) visit(next);
  };
  visit(node);
  return { node, residuals };
}

/** From the top down: a node is split where neither it nor what it leaves of the node around it tells of few. */
function splitByMode(root: VoterNode, minimum: number, shown: Shown): ReadonlySet<VoterNode> {
  const byMode = new Set<VoterNode>();
  if (root.voters.length < 2) return shown;
  const holds = (node: VoterNode): boolean => splittable(blockOf(node, shown, byMode).residuals, minimum);
  const visit = (node: VoterNode, around: VoterNode | undefined): void => {
    let next = around;
    if (shown.has(node)) {
      byMode.add(node);
      if (holds(node) && (around === undefined || holds(around))) next = node;
      else byMode.delete(node);
    }
    for (const child of node.children) visit(child, next);
  };
  visit(root, undefined);
  return byMode;
}
