// Findings as people read them: the list, the counts, one with its evidence and history.
import type { Ledger } from '../ledger/ledger.ts';
import { listRows, type ListRequest } from '../ledger/list.ts';
import type { ListContext, SqlRow } from '../ledger/list-sql.ts';
import { type Evidence, unpackEvidence } from './evidence.ts';
import {
  type Finding,
  type FindingState,
  findingStates,
  severities,
  type Severity,
  type Standing,
  standings,
} from './finding.ts';
import { findingList } from './list-spec.ts';
import { findingOf } from './rows.ts';
import { mustFind, type Note } from './work.ts';

export type FindingPage = {
  readonly items: readonly Finding[];
  readonly matching: number;
  /** True where `matching` was not counted to its end. */
  readonly atLeast: boolean;
  readonly all: number;
  readonly next: string | undefined;
};

/** QUERY_INVALID, INPUT_INVALID. */
export function listFindings(ledger: Ledger, request: ListRequest, context: ListContext): FindingPage {
  const { rows, ...rest } = listRows(ledger, findingList, request, context);
  return { ...rest, items: rows.map(findingOf) };
}

export type FindingCounts = {
  readonly all: number;
  readonly state: Readonly<Record<FindingState, number>>;
  readonly severity: Readonly<Record<Severity, number>>;
  readonly standing: Readonly<Record<Standing, number>>;
  readonly mine: number;
};

/** `me`: id of who asks. */
export function countFindings(ledger: Ledger, me: string): FindingCounts {
  const counts = ledger.db
    .prepare(
      `SELECT facets & 3 AS state, (facets >> 2) & 3 AS severity, (facets >> 4) & 3 AS standing, assigned_to = ? AS mine,
        sum(n) AS n FROM finding_counts GROUP BY 1, 2, 3, 4`,
    )
    .all(me) as { state: number; severity: number; standing: number; mine: number; n: number }[];
  const sumBy = <T extends string>(names: readonly T[], key: 'state' | 'severity' | 'standing'): Record<T, number> =>
    Object.fromEntries(
      names.map((name, i) => [name, counts.reduce((sum, row) => sum + (row[key] === i ? row.n : 0), 0)]),
    ) as Record<T, number>;
  return {
    all: counts.reduce((sum, { n }) => sum + n, 0),
    state: sumBy(findingStates, 'state'),
    severity: sumBy(severities, 'severity'),
    standing: sumBy(standings, 'standing'),
    mine: counts.reduce((sum, { mine, state, n }) => sum + (mine === 1 && state < 2 ? n : 0), 0),
  };
}

/** The newest evidence. NOT_FOUND. */
export function evidenceOf(ledger: Ledger, id: string): { readonly finding: Finding; readonly evidence: Evidence } {
  const { row, finding } = mustFind(ledger, id);
  const found = ledger.db
    .prepare(
      'SELECT evidence FROM finding_revisions WHERE finding = ? AND evidence IS NOT NULL ORDER BY revision DESC LIMIT 1',
    )
    .get(row) as { readonly evidence: Uint8Array } | undefined;
  if (found === undefined) throw new Error(`finding ${id} has no evidence`);
  return { finding, evidence: unpackEvidence(found.evidence) };
}

const mostHistory = 500;
const mostRevisions = 100;

/** What people did, oldest first; the last 500. NOT_FOUND. */
export function historyOf(ledger: Ledger, id: string): readonly Note[] {
  const { row } = mustFind(ledger, id);
  const rows = ledger.db
    .prepare('SELECT * FROM finding_notes WHERE finding = ? ORDER BY at DESC, rowid DESC LIMIT ?')
    .all(row, mostHistory) as SqlRow[];
  return rows.toReversed().map((note) => ({
    id: String(note.id),
    kind: String(note.kind) as Note['kind'],
    at: Number(note.at),
    by: String(note.by),
    text: String(note.text),
    from: note.from_value === null ? null : String(note.from_value),
    to: note.to_value === null ? null : String(note.to_value),
  }));
}

export type Revision = {
  readonly revision: number;
  readonly at: number;
  readonly standing: Standing;
  readonly severity: Severity;
  readonly qValue: number | null;
  readonly accounts: number;
  readonly objects: number;
};

/** Oldest first; the last 100. NOT_FOUND. */
export function revisionsOf(ledger: Ledger, id: string): readonly Revision[] {
  const { row } = mustFind(ledger, id);
  const rows = ledger.db
    .prepare('SELECT * FROM finding_revisions WHERE finding = ? ORDER BY revision DESC LIMIT ?')
    .all(row, mostRevisions) as SqlRow[];
  return rows.toReversed().map((one) => ({
    revision: Number(one.revision),
    at: Number(one.at),
    standing: String(one.standing) as Standing,
    severity: String(one.severity) as Severity,
    qValue: one.q_value === null ? null : Number(one.q_value),
    accounts: Number(one.accounts),
    objects: Number(one.objects),
  }));
}
