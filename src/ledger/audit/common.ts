// How far two audit trails are the same: entries are chained, so equal hashes at a number mean equality up to there.
import type { Ledger } from '../ledger.ts';

/** Number of the newest entry; 0 where there is none. */
export const auditLength = ({ db }: Ledger): number =>
  Number(db.prepare('SELECT max(sequence) AS sequence FROM audit').get()?.sequence ?? 0);

/** Number of the last entry that both have; 0 where they share none. */
export function lastCommonEntry(a: Ledger, b: Ledger): number {
  const hashAt = ({ db }: Ledger, sequence: number): unknown =>
    db.prepare('SELECT hash FROM audit WHERE sequence = ?').get(sequence)?.hash;
  let [same, other] = [0, Math.min(auditLength(a), auditLength(b)) + 1];
  while (other - same > 1) {
    const middle = (same + other) >> 1;
    const hash = hashAt(a, middle);
    if (hash !== undefined && hash === hashAt(b, middle)) same = middle;
    else other = middle;
  }
  return same;
}

/** Whether `later` holds all of `ledger`'s trail; being brought to a newer form does not count. */
export function goesOnFrom(later: Ledger, ledger: Ledger): boolean {
  const after = lastCommonEntry(later, ledger);
  const own = ledger.db.prepare("SELECT 1 FROM audit WHERE sequence > ? AND event <> 'ledger.migrated' LIMIT 1");
  return after > 0 && own.get(after) === undefined;
}
