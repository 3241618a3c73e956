// Findings that share members or objects with one, or came at the same time with the same technique; at most twenty.
import type { Ledger } from '../ledger/ledger.ts';
import type { Finding } from './finding.ts';
import { findingByRow } from './store.ts';
import { mustFind } from './work.ts';

export type Reason = {
  readonly kind: 'members' | 'objects' | 'time' | 'technique';
  readonly shared: number;
  readonly text: string;
};
export type Related = { readonly finding: Finding; readonly reasons: readonly Reason[] };

const mostRelated = 20;
/** Members and objects that are looked up, and findings read for each: what everybody shares relates nothing. */
const mostLooked = 500;
const mostEach = 100;
const nearMilliseconds = 3_600_000;

type Shared = { readonly row: number; readonly n: number };

/** NOT_FOUND. Most shared members first, then most shared objects. */
export function relatedFindings(ledger: Ledger, id: string): readonly Related[] {
  const { row, finding } = mustFind(ledger, id);
  const reasons = new Map<number, Reason[]>();
  const add = (found: readonly Shared[], kind: Reason['kind'], text: (n: number) => string): void => {
    for (const { row: other, n } of found) {
      if (other === row) continue;
      reasons.set(other, [...(reasons.get(other) ?? []), { kind, shared: n, text: text(n) }]);
    }
  };
  add(sharing(ledger, row, 'finding_members', 'account'), 'members', (n) =>
    n === 1 ? '1 shared member' : `${n.toLocaleString('en-GB')} shared members`,
  );
  add(sharing(ledger, row, 'finding_objects', 'object'), 'objects', (n) =>
    n === 1 ? '1 shared object' : `${n.toLocaleString('en-GB')} shared objects`,
  );
  const near = nearInTime(ledger, row, finding);
  add(near, 'time', () => 'Seen within an hour of it');
  add(near, 'technique', () => `Same technique, ${finding.technique.id}`);
  const weight = (list: readonly Reason[]): number =>
    list.reduce(
      (sum, { kind, shared }) => sum + (kind === 'members' ? 1000 * shared : kind === 'objects' ? 10 * shared : 1),
      0,
    );
  return [...reasons]
    .toSorted(([rowA, a], [rowB, b]) => weight(b) - weight(a) || rowB - rowA)
    .slice(0, mostRelated)
    .flatMap(([other, list]) => {
      const stored = findingByRow(ledger, other);
      return stored === undefined ? [] : [{ finding: stored.finding, reasons: list }];
    });
}

/** Table and column are names of ours. */
function sharing(ledger: Ledger, row: number, table: string, column: string): readonly Shared[] {
  const own = ledger.db
    .prepare(`SELECT ${column} AS value FROM ${table} WHERE finding = ? LIMIT ?`)
    .all(row, mostLooked);
  const others = ledger.db.prepare(`SELECT finding FROM ${table} WHERE ${column} = ? ORDER BY finding DESC LIMIT ?`);
  const counts = new Map<number, number>();
  for (const { value } of own as { readonly value: string }[]) {
    for (const { finding } of others.all(value, mostEach) as { readonly finding: number }[]) {
      counts.set(finding, (counts.get(finding) ?? 0) + 1);
    }
  }
  return [...counts].map(([other, n]) => ({ row: other, n }));
}

function nearInTime(ledger: Ledger, row: number, { technique, lastSeen }: Finding): readonly Shared[] {
  return ledger.db
    .prepare(
      `SELECT row, 1 AS n FROM findings WHERE technique_id = ? AND last_seen BETWEEN ? AND ? AND row <> ?
       ORDER BY last_seen DESC LIMIT ?`,
    )
    .all(technique.id, lastSeen - nearMilliseconds, lastSeen + nearMilliseconds, row, mostRelated) as Shared[];
}
