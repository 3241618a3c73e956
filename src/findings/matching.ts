// Which open finding a group continues: by shared members, the best match first, one to one.
import type { Ledger } from '../ledger/ledger.ts';
import { findingByRow, type Stored } from './store.ts';

/** At least this share of the smaller set of members, and of both sets together (Jaccard). */
const leastOverlap = 0.5;
const leastJaccard = 0.4;
/** Open findings that are looked at for one group, those that share most. */
const mostCandidates = 50;

export type Incoming = { readonly accounts: readonly string[] };

type Pair<T> = { readonly incoming: T; readonly stored: Stored; readonly jaccard: number };

/**
 * The finding that each group continues. Of lapsed findings none is continued: what comes again is found again.
 * `taken`: rows of findings that are matched already.
 */
export function matchGroups<T extends Incoming>(
  ledger: Ledger,
  detector: string,
  groups: readonly T[],
  taken: ReadonlySet<number>,
): ReadonlyMap<T, Stored> {
  const pairs = groups.flatMap((incoming) => candidates(ledger, detector, incoming));
  pairs.sort((x, y) => y.jaccard - x.jaccard || x.stored.row - y.stored.row);
  const rows = new Set(taken);
  const matched = new Map<T, Stored>();
  for (const { incoming, stored } of pairs) {
    if (rows.has(stored.row) || matched.has(incoming)) continue;
    rows.add(stored.row);
    matched.set(incoming, stored);
  }
  return matched;
}

function candidates<T extends Incoming>(ledger: Ledger, detector: string, incoming: T): readonly Pair<T>[] {
  const accounts = [...new Set(incoming.accounts)];
  const rows = ledger.db
    .prepare(
      `SELECT m.finding AS row, count(*) AS shared, f.accounts AS accounts
       FROM json_each(?) AS wanted CROSS JOIN finding_members AS m ON m.account = wanted.value
       JOIN findings AS f ON f.row = m.finding
       WHERE f.detector = ? AND f.standing <> 'lapsed'
       GROUP BY m.finding ORDER BY shared DESC, m.finding LIMIT ?`,
    )
    .all(JSON.stringify(accounts), detector, mostCandidates) as {
    readonly row: number;
    readonly shared: number;
    readonly accounts: number;
  }[];
  return rows.flatMap(({ row, shared, accounts: size }) => {
    const jaccard = shared / (size + accounts.length - shared);
    if (shared < leastOverlap * Math.min(size, accounts.length) || jaccard < leastJaccard) return [];
    const stored = findingByRow(ledger, row);
    return stored === undefined ? [] : [{ incoming, stored, jaccard }];
  });
}
