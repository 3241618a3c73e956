// Provisional groups that were told before: a group keeps its key while it grows, and is told again only when it changed.
import type { ProvisionalGroup } from './update.ts';

export type KnownGroups = {
  /** What is new or changed of `found`; and what is gone: not found twice in a row, though its members were looked at. */
  readonly renew: (
    found: readonly ProvisionalGroup[],
    looked: (account: string) => boolean,
  ) => { readonly groups: readonly ProvisionalGroup[]; readonly gone: readonly string[] };
};

/** Half of the smaller of the two. */
const leastOverlap = 0.5;
/** Share of the members that must have been looked at for a group to be missed. */
const leastLooked = 0.8;
const mostMissed = 2;

function overlap(x: ProvisionalGroup, y: ProvisionalGroup): number {
  const members = new Set(x.members);
  return y.members.filter((member) => members.has(member)).length / Math.min(x.members.length, y.members.length);
}

const fingerprint = ({ members, edges, lastSeen }: ProvisionalGroup): string =>
  JSON.stringify([members, edges.length, edges.reduce((sum, { weight }) => sum + weight, 0), lastSeen]);

export function createKnownGroups(): KnownGroups {
  const known = new Map<string, ProvisionalGroup>();
  const missed = new Map<string, number>();
  /** Whether the group counts as gone now. */
  const miss = (key: string): boolean => {
    const times = (missed.get(key) ?? 0) + 1;
    missed.set(key, times);
    return times >= mostMissed;
  };
  return {
    renew: (found, looked) => {
      const concerned = [...known.values()].filter(({ members }) => members.some(looked));
      const left = new Set(concerned.map(({ key }) => key));
      const changed: ProvisionalGroup[] = [];
      for (const group of apart(found)) {
        const earlier = concerned
          .filter(({ key }) => left.has(key))
          .map((other) => ({ other, share: overlap(group, other) }))
          .filter(({ share }) => share >= leastOverlap)
          .toSorted((x, y) => y.share - x.share)[0]?.other;
        if (earlier !== undefined) left.delete(earlier.key);
        const renewed = earlier === undefined ? group : { ...group, key: earlier.key };
        if (earlier === undefined || fingerprint(earlier) !== fingerprint(renewed)) changed.push(renewed);
        known.set(renewed.key, renewed);
        missed.delete(renewed.key);
      }
      const gone = concerned
        .filter(({ key, members }) => left.has(key) && members.filter(looked).length >= leastLooked * members.length)
        .map(({ key }) => key)
        .filter(miss);
      for (const key of gone) {
        known.delete(key);
        missed.delete(key);
      }
      return { groups: changed, gone };
    },
  };
}

/** Accounts are looked at from several sides: of groups that overlap, the largest. */
function apart(found: readonly ProvisionalGroup[]): readonly ProvisionalGroup[] {
  const kept: ProvisionalGroup[] = [];
  for (const group of found.toSorted((x, y) => y.members.length - x.members.length)) {
    if (kept.every((other) => overlap(group, other) < leastOverlap)) kept.push(group);
  }
  return kept;
}
