// Rows that are in the write-ahead file and not yet in segments, by kind and day.
import type { KeyedBatch } from './batch.ts';
import type { Run, StoredPurpose } from './manifest.ts';

/** What one record of the write-ahead file holds. */
export type Logged =
  | { readonly type: 'rows'; readonly kind: string; readonly days: readonly DayRows[] }
  | { readonly type: 'run'; readonly run: Run; readonly purpose: StoredPurpose };

export type DayRows = { readonly day: string; readonly batch: KeyedBatch };

export type PendingDay = { readonly kind: string; readonly day: string; readonly batches: KeyedBatch[] };

export type Pending = {
  readonly days: Map<string, PendingDay>;
  runs: readonly Run[];
  purposes: readonly StoredPurpose[];
  rows: number;
};

export const emptyPending = (runs: readonly Run[], purposes: readonly StoredPurpose[]): Pending => ({
  days: new Map(),
  runs,
  purposes,
  rows: 0,
});

/** Adds a record to what is pending; the same for a new record and for one read again after a crash. */
export function applyLogged(pending: Pending, logged: Logged): void {
  if (logged.type === 'run') {
    pending.runs = [...pending.runs.filter(({ id }) => id !== logged.run.id), logged.run];
    pending.purposes = [...pending.purposes.filter(({ id }) => id !== logged.purpose.id), logged.purpose];
    return;
  }
  for (const { day, batch } of logged.days) {
    const name = `${logged.kind}/${day}`;
    const known = pending.days.get(name);
    if (known === undefined) pending.days.set(name, { kind: logged.kind, day, batches: [batch] });
    else known.batches.push(batch);
    pending.rows += batch.count;
  }
}
