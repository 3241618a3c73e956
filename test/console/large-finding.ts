// A finding of thousands of accounts, for tests of the console: every number in it is made up and seeded.
import { fixtureResult, typicalPlans } from '../../src/detect/coordination/testing/fixture.ts';
import type { CoordinationResult, Edge, Member } from '../../src/detect/coordination/result.ts';
import { seededRandom } from '../../src/kernel/random.ts';

const name = (i: number): string => `acct:${i.toString(16).padStart(12, '0')}`;

/** One group of `accounts` members with `edges` edges in communities of a hundred. */
export function largeFinding(accounts: number, edges: number): CoordinationResult {
  const result = fixtureResult(31, typicalPlans.slice(0, 1));
  const [group] = result.groups;
  const random = seededRandom(accounts, edges);
  const members = Array.from(
    { length: accounts },
    (_, i): Member => ({
      ...group.members[0],
      account: name(i),
      shares: 40,
      sharesInGroup: 1 + random.below(30),
      firsts: random.below(3),
    }),
  );
  const seen = new Set<string>();
  const list: Edge[] = [];
  while (list.length < edges) {
    const start = 100 * random.below(Math.ceil(accounts / 100));
    const inside = (): number => Math.min(accounts - 1, start + random.below(100));
    const pair = [name(inside()), name(random.next() < 0.99 ? inside() : random.below(accounts))].toSorted();
    if (pair[0] === pair[1] || seen.has(pair.join(' '))) continue;
    seen.add(pair.join(' '));
    list.push({ ...group.edges[0], accountA: pair[0], accountB: pair[1], weight: 2 + random.below(12) });
  }
  return { ...result, groups: [{ ...group, id: 'large', members, edges: list }], edges: list };
}
