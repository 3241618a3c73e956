// What alerts read of a finding: only what may leave in a message, and whether it still stands.
import type { FindingState, Severity, Standing } from '../findings/finding.ts';
import type { Ledger } from '../ledger/ledger.ts';

export type WatchedFinding = {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly standing: Standing;
  readonly state: FindingState;
  readonly accounts: number;
  readonly objects: number;
  readonly q_value: number | null;
  readonly revision: number;
};

export const watchedFinding = (ledger: Ledger, id: string): WatchedFinding | undefined =>
  ledger.db
    .prepare(
      'SELECT id, title, severity, standing, state, accounts, objects, q_value, revision FROM findings WHERE id = ?',
    )
    .get(id) as WatchedFinding | undefined;

/** Dismissed by a person, or not upheld by its detector. */
export const isOver = ({ state, standing }: WatchedFinding): boolean => state === 'dismissed' || standing === 'lapsed';
