// Made-up data for the gallery of pictures: what tests and screenshots show, from the same fixture as the report's.
import { fixtureResult, hostilePlans, typicalPlans } from '../../../../../src/detect/coordination/testing/fixture.ts';
import { seededRandom } from '../../../../../src/kernel/random.ts';
import type { NetworkEdge, NetworkNode } from '../network/model.ts';

export const typical = fixtureResult(1, typicalPlans);
export const hostile = fixtureResult(2, hostilePlans, false);

type Group = (typeof typical.groups)[number];

export const networkOf = (group: Group) => ({
  nodes: group.members.map(
    (member): NetworkNode => ({ ...member, ...(group.declared && { declared: group.declared }) }),
  ),
  edges: group.edges.map(({ accountA, accountB, weight }): NetworkEdge => ({ a: accountA, b: accountB, weight })),
});

export function stepsOf(group: Group, count = 96) {
  const times = group.objects.flatMap(({ posts }) => posts.map((post) => post.time * 1000));
  const from = Math.min(...times);
  const stepMilliseconds = Math.max(60_000, Math.ceil((Math.max(...times) - from + 1) / count));
  const counts = Array.from({ length: count }, () => 0);
  for (const time of times) counts[Math.min(count - 1, Math.floor((time - from) / stepMilliseconds))]++;
  return { from, stepMilliseconds, counts };
}

/** A large network of communities; the same numbers give the same network. */
export function largeNetwork(accounts: number, edges: number, communities: number) {
  const random = seededRandom(accounts, edges);
  const size = Math.ceil(accounts / communities);
  const name = (i: number): string => `acct:${((i * 2654435761) % 4294967296).toString(16).padStart(8, '0')}${i}`;
  const nodes = Array.from(
    { length: accounts },
    (_, i): NetworkNode => ({
      account: name(i),
      shares: 1 + Math.floor(random.exponential(8)),
      firsts: random.below(3),
      medianLagSeconds: random.exponential(20),
      ...(i % 97 === 0 && { declared: 'Volunteers of the Blue List' }),
    }),
  );
  const list = Array.from({ length: edges }, (): NetworkEdge => {
    const start = random.below(communities) * size;
    const inside = (): number => Math.min(accounts - 1, start + Math.floor(size * random.next() ** 2));
    return {
      a: name(inside()),
      b: name(random.next() < 0.985 ? inside() : random.below(accounts)),
      weight: 2 + Math.floor(random.exponential(4)),
    };
  });
  return { nodes, edges: list };
}
