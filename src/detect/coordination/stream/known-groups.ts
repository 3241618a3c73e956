// Provisional groups that were told before: a group keeps its key while it grows, and is told again only when it changed.
import type { ProvisionalGroup } from './update.ts';

export type KnownGroups = {
  /** What is new or changed of `found`, and what is gone, among the groups with a member in `looked`. */
  readonly renew: (
    found: readonly ProvisionalGroup[],
    looked: (account: string) => boolean,
  ) => { readonly groups: readonly ProvisionalGroup[]; readonly gone: readonly string[] };
  readonly clear: () => void;
};

/** Half of the smaller of the two. */
const leastOverlap = 0.5;

function overlap(x: ProvisionalGroup, y: ProvisionalGroup): number {
  const members = new Set(x.members);
  return y.members.filter((member) => members.has(member)).length / Math.min(x.members.length, y.members.length);
}

const fingerprint = ({ members, edges, lastSeen }: ProvisionalGroup): string =>
  JSON.stringify([members, edges.length, edges.reduce((sum, { weight }) => sum + weight, 0), lastSeen]);

export function createKnownGroups(): KnownGroups {
  const known = new Map<string, ProvisionalGroup>();
  return {
    renew: (found, looked) => {
      const concerned = [...known.values()].filter(({ members }) => members.some(looked));
      const left = new Set(concerned.map(({ key }) => key));
      const changed: ProvisionalGroup[] = [];
      for (const group of found) {
        const earlier = concerned
          .filter(({ key }) => left.has(key))
          .map((other) => ({ other, share: overlap(group, other) }))
          .filter(({ share }) => share >= leastOverlap)
          .toSorted((x, y) => y.share - x.share)[0]?.other;
        if (earlier !== undefined) left.delete(earlier.key);
        const renewed = earlier === undefined ? group : { ...group, key: earlier.key };
        if (earlier === undefined || fingerprint(earlier) !== fingerprint(renewed)) changed.push(renewed);
        known.set(renewed.key, renewed);
      }
      for (const key of left) known.delete(key);
      return { groups: changed, gone: [...left] };
    },
    clear: () => known.clear(),
  };
}
