// What the posts of the evidence say of its members, over all layers: objects in common, firsts, lag behind the first.
import type { EvidenceMember, EvidenceObject } from './evidence.ts';

type Tally = { objects: number; firsts: number; lags: number[]; first: number };

/** Objects on which the account meets another member: each counts once, however many posts the account has on it. */
function tallied(accounts: readonly string[], objects: readonly EvidenceObject[]): ReadonlyMap<string, Tally> {
  const tallies = new Map(
    accounts.map((account): [string, Tally] => [
      account,
      { objects: 0, firsts: 0, lags: [], first: Number.POSITIVE_INFINITY },
    ]),
  );
  for (const { posts } of objects) {
    const own = posts.filter(({ account }) => tallies.has(account)).toSorted((a, b) => a.time - b.time);
    const seen = new Set<string>();
    own.forEach(({ account, time }, i) => {
      const tally = tallies.get(account);
      if (tally === undefined || seen.has(account)) return;
      seen.add(account);
      tally.objects++;
      if (i === 0) tally.firsts++;
      tally.lags.push((time - own[0].time) / 1000);
      tally.first = Math.min(tally.first, time);
    });
  }
  return tallies;
}

type Counted = Pick<EvidenceMember, 'sharesInGroup' | 'firsts' | 'medianLagSeconds'>;

function countsOf({ objects, firsts, lags }: Tally): Counted {
  const sorted = lags.toSorted((a, b) => a - b);
  return { sharesInGroup: objects, firsts, medianLagSeconds: sorted[sorted.length >> 1] ?? 0 };
}

export function provisionalMembers(
  accounts: readonly string[],
  objects: readonly EvidenceObject[],
  declared: string | undefined,
): readonly EvidenceMember[] {
  return [...tallied(accounts, objects)].map(([account, tally]) => ({
    account,
    shares: null,
    ...countsOf(tally),
    firstSeen: Number.isFinite(tally.first) ? tally.first : 0,
    declared: declared ?? null,
  }));
}

/**
 * The members of a result with their counts over all layers. A result counts the layer of its claim alone, whereas the
 * finding's objects are of all layers: the numbers of one page must count the same.
 */
export function countedMembers(
  members: readonly EvidenceMember[],
  objects: readonly EvidenceObject[],
): readonly EvidenceMember[] {
  const tallies = tallied(
    members.map(({ account }) => account),
    objects,
  );
  return members.map((member) => {
    const tally = tallies.get(member.account);
    return tally === undefined ? member : { ...member, ...countsOf(tally) };
  });
}
