// Where the nodes of a large network stand: ForceAtlas2 from a fixed start, a round at a time. Equal input, equal places.
import iterate from 'graphology-layout-forceatlas2/iterate.js';

export type ArrangementInput = {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
};
/** x and y one after the other. */
export type Places = Float32Array;

const perNode = 10;
const perEdge = 3;

export const roundsFor = (count: number): number => (count <= 500 ? 300 : count <= 3000 ? 200 : 120);

/** Neighbours begin near each other: nodes in the order of a walk through the network, on a spiral. */
export function startPlaces({ count, from, to }: ArrangementInput): Places {
  const neighbours = neighbourLists(count, from, to);
  const seen = new Uint8Array(count);
  const places = new Float32Array(count * 2);
  let placed = 0;
  for (let root = 0; root < count; root++) {
    if (seen[root]) continue;
    const queue = [root];
    seen[root] = 1;
    for (const node of queue) {
      const radius = Math.sqrt(placed + 0.5) * 10;
      const angle = placed * 2.399963229728653;
      places[node * 2] = Math.cos(angle) * radius;
      places[node * 2 + 1] = Math.sin(angle) * radius;
      placed++;
      for (const other of neighbours[node]) {
        if (seen[other]) continue;
        seen[other] = 1;
        queue.push(other);
      }
    }
  }
  return places;
}

function neighbourLists(count: number, from: Int32Array, to: Int32Array): readonly (readonly number[])[] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (let e = 0; e < from.length; e++) {
    lists[from[e]].push(to[e]);
    lists[to[e]].push(from[e]);
  }
  return lists;
}

/** A function that runs one more round and answers with the places, which are the same array each time. */
export function arrangement(input: ArrangementInput): () => Places {
  const { count, from, to, weight } = input;
  const places = startPlaces(input);
  const nodes = new Float32Array(count * perNode);
  const edges = new Float32Array(from.length * perEdge);
  for (let i = 0; i < count; i++) {
    nodes[i * perNode] = places[i * 2];
    nodes[i * perNode + 1] = places[i * 2 + 1];
    nodes[i * perNode + 6] = 1;
    nodes[i * perNode + 7] = 1;
    nodes[i * perNode + 8] = 1;
  }
  const heaviest = weight.reduce((most, w) => Math.max(most, w), 1);
  for (let e = 0; e < from.length; e++) {
    nodes[from[e] * perNode + 6]++;
    nodes[to[e] * perNode + 6]++;
    edges[e * perEdge] = from[e] * perNode;
    edges[e * perEdge + 1] = to[e] * perNode;
    edges[e * perEdge + 2] = 0.5 + (1.5 * weight[e]) / heaviest;
  }
  const settings = settingsFor(count);
  return () => {
    iterate(settings, nodes, edges);
    for (let i = 0; i < count; i++) {
      places[i * 2] = nodes[i * perNode];
      places[i * 2 + 1] = nodes[i * perNode + 1];
    }
    return places;
  };
}

const settingsFor = (count: number) => ({
  linLogMode: false,
  outboundAttractionDistribution: false,
  adjustSizes: false,
  edgeWeightInfluence: 1,
  scalingRatio: 8,
  strongGravityMode: false,
  gravity: 1.5,
  slowDown: 1 + Math.log(Math.max(2, count)) / 2,
  barnesHutOptimize: count > 400,
  barnesHutTheta: 0.9,
});
