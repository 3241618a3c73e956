// What the posts of a provisional group say of its members: shares in the group, firsts, lag behind the first.
import type { EvidenceMember, EvidenceObject } from './evidence.ts';

type Tally = { shares: number; firsts: number; lags: number[]; first: number };

export function provisionalMembers(
  accounts: readonly string[],
  objects: readonly EvidenceObject[],
  declared: string | undefined,
): readonly EvidenceMember[] {
  const tallies = new Map(
    accounts.map((account): [string, Tally] => [
      account,
      { shares: 0, firsts: 0, lags: [], first: Number.POSITIVE_INFINITY },
    ]),
  );
  for (const { posts } of objects) {
    const own = posts.filter(({ account }) => tallies.has(account)).toSorted((a, b) => a.time - b.time);
    const seen = new Set<string>();
    own.forEach(({ account, time }, i) => {
      const tally = tallies.get(account);
      if (tally === undefined || seen.has(account)) return;
      seen.add(account);
      tally.shares++;
      if (i === 0) tally.firsts++;
      else tally.lags.push((time - own[0].time) / 1000);
      tally.first = Math.min(tally.first, time);
    });
  }
  return accounts.map((account) => memberOf(account, tallies.get(account), declared ?? null));
}

function memberOf(account: string, tally: Tally | undefined, declared: string | null): EvidenceMember {
  const { shares = 0, firsts = 0, lags = [], first = 0 } = tally ?? {};
  const sorted = lags.toSorted((a, b) => a - b);
  return {
    account,
    shares: null,
    sharesInGroup: shares,
    firsts,
    medianLagSeconds: sorted.length === 0 ? 0 : sorted[sorted.length >> 1],
    firstSeen: Number.isFinite(first) ? first : 0,
    declared,
  };
}
