// The network as columns: accounts by rank, edges by their ends. Made once, read by every way of drawing it.

export type NetworkNode = {
  readonly account: string;
  readonly shares: number;
  readonly firsts: number;
  readonly medianLagSeconds: number;
  /** Name of the declared network that lists the account. */
  readonly declared?: string;
};
export type NetworkEdge = { readonly a: string; readonly b: string; readonly weight: number };

export type Role = 'member' | 'lead' | 'declared';

export type NetworkModel = {
  /** Those of `order` first, then those with most shares; equal ones by name: the same network is the same picture. */
  readonly nodes: readonly NetworkNode[];
  readonly roles: readonly Role[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
  readonly partners: Int32Array;
  readonly weightSum: Float64Array;
  readonly mostShares: number;
  readonly heaviest: number;
  readonly indexOf: ReadonlyMap<string, number>;
};

/** Edges with an unknown end, to itself, or seen before are left out. */
export function networkModel(
  nodes: readonly NetworkNode[],
  edges: readonly NetworkEdge[],
  order: readonly string[] = [],
): NetworkModel {
  const ranks = new Map(order.map((account, i) => [account, i]));
  const rankOf = ({ account }: NetworkNode): number => ranks.get(account) ?? order.length;
  const unique = [...new Map(nodes.map((node) => [node.account, node])).values()];
  const sorted = unique.sort(
    (a, b) => rankOf(a) - rankOf(b) || b.shares - a.shares || (a.account < b.account ? -1 : 1),
  );
  const indexOf = new Map(sorted.map((node, i) => [node.account, i]));
  const kept = new Map<number, { from: number; to: number; weight: number }>();
  for (const { a, b, weight } of edges) {
    const [i, j] = [indexOf.get(a), indexOf.get(b)];
    if (i === undefined || j === undefined || i === j) continue;
    const [from, to] = i < j ? [i, j] : [j, i];
    const key = from * sorted.length + to;
    const known = kept.get(key);
    if (known === undefined || known.weight < weight) kept.set(key, { from, to, weight });
  }
  const list = [...kept.values()].sort((a, b) => a.weight - b.weight || a.from - b.from || a.to - b.to);
  const partners = new Int32Array(sorted.length);
  const weightSum = new Float64Array(sorted.length);
  for (const { from, to, weight } of list) {
    partners[from]++;
    partners[to]++;
    weightSum[from] += weight;
    weightSum[to] += weight;
  }
  return {
    nodes: sorted,
    roles: rolesOf(sorted),
    from: Int32Array.from(list, (edge) => edge.from),
    to: Int32Array.from(list, (edge) => edge.to),
    weight: Float64Array.from(list, (edge) => edge.weight),
    partners,
    weightSum,
    mostShares: sorted.reduce((most, node) => Math.max(most, node.shares), 0),
    heaviest: list.at(-1)?.weight ?? 0,
    indexOf,
  };
}

/** One account leads where it was first at least a third of the time. */
function rolesOf(nodes: readonly NetworkNode[]): readonly Role[] {
  const firsts = nodes.reduce((sum, node) => sum + node.firsts, 0);
  const lead = nodes.findIndex((node) => node.firsts > 0 && node.firsts * 3 >= firsts);
  return nodes.map((node, i) => (node.declared !== undefined ? 'declared' : i === lead ? 'lead' : 'member'));
}

/** How many edges weigh at least `least`; edges are sorted by weight. */
export const edgesAtLeast = ({ weight }: NetworkModel, least: number): number => {
  const at = weight.findIndex((w) => w >= least);
  return at < 0 ? 0 : weight.length - at;
};

/** Part of the picture that all nodes together may cover: so many that edges are still seen between them. */
const covered = 0.07;

/** Radius in pixels of a node with half of the most shares, so that many nodes leave room for their edges. */
export function middleRadius(
  count: number,
  { width, height }: { readonly width: number; readonly height: number },
): number {
  return Math.max(0.7, Math.min(8, Math.sqrt((covered * width * height) / (Math.PI * Math.max(1, count)))));
}

/** Radius of a node: its area grows with its shares. */
export const radiusOf = ({ nodes, mostShares }: NetworkModel, i: number, least: number, most: number): number =>
  least + (most - least) * Math.sqrt(nodes[i].shares / Math.max(1, mostShares));

export const linksOf = ({ from, to }: NetworkModel, node: number): readonly number[] => {
  const links: number[] = [];
  for (let e = 0; e < from.length; e++) if (from[e] === node || to[e] === node) links.push(e);
  return links;
};

/** Accounts whose name holds `text`, by rank; none for an empty text. */
export function findAccounts({ nodes }: NetworkModel, text: string, most: number): readonly number[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const found: number[] = [];
  for (let i = 0; i < nodes.length && found.length < most; i++) {
    if (nodes[i].account.toLowerCase().includes(wanted)) found.push(i);
  }
  return found;
}
