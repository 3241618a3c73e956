// Findings of conflicts: results may not know of findings, nor findings of results; here both are known. Compares the
// units of an election with their findings, opens and closes what differs. Looking again changes nothing, so that a
// process that died in between is caught up with by the next look.
import { closeConflict, openConflict } from '../../../findings/conflict/apply.ts';
import type { ConflictEnd, ReturnsConflict } from '../../../findings/conflict/conflict.ts';
import { conflictKey } from '../../../findings/conflict/draft.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { isOptionVote } from '../../../results/reconcile/compare.ts';
import { type UnitDetail, unitDetail } from '../../../results/store/unit-detail.ts';

export type ConflictChange = { readonly id: string; readonly change: 'added' | 'changed' };

type Row = {
  readonly contest: string;
  readonly unit: string;
  readonly state: string;
  readonly heads: string;
  readonly kind: string;
  readonly finding: string;
  readonly standing: string | null;
  readonly stream_key: string | null;
};

/** Units whose finding is not what it should be. */
function overdue({ db }: Ledger, election: string): readonly Row[] {
  const rows = db
    .prepare(
      `SELECT u.contest, u.unit, u.state, u.heads, u.kind, u.finding, f.standing, f.stream_key
       FROM unit_states u LEFT JOIN findings f ON f.id = u.finding
       WHERE u.election = ? AND (u.state = 'conflicting' OR u.finding <> '')`,
    )
    .all(election) as Row[];
  return rows.filter(({ state, heads, kind, standing, stream_key: key }) => {
    const open = standing !== null && standing !== 'lapsed';
    return state === 'conflicting' ? !open || key !== conflictKey(heads, kind) : open;
  });
}

const votesOf = (counts: Readonly<Record<string, number>>): number =>
  Object.entries(counts).reduce((sum, [key, value]) => (isOptionVote(key) ? sum + value : sum), 0);

function conflictOf(election: string, { contest, unit, heads, kind }: Row, detail: UnitDetail): ReturnsConflict {
  const { definition, row, derived, fields, checks } = detail;
  const readings = derived.readings.flatMap(({ channel, hash, counts, alsoThere }) => [
    { channel, hash, counts },
    ...alsoThere.map((other) => ({ channel, ...other })),
  ]);
  const marked = new Set(row?.fields);
  const standing = new Set(readings.map(({ hash }) => hash));
  return {
    election,
    electionName: definition.name,
    contest,
    contestName: definition.contests.find(({ id }) => id === contest)?.name ?? contest,
    unit,
    unitName: row?.name ?? unit,
    heads,
    kind,
    sentence: row?.sentence ?? '',
    votesDiffering: row?.votesDiffering ?? 0,
    votes: Math.max(0, ...readings.map(({ counts }) => votesOf(counts))),
    channels: readings.map(({ channel, hash }) => ({ channel, hash })),
    figures: fields
      .filter(({ key, differs }) => differs || marked.has(key))
      .map(({ key, label, values }) => ({
        key,
        label,
        values: { ...values },
      })),
    checks: checks
      .filter(({ hash, kind: severity }) => severity === 'error' && standing.has(hash))
      .map(({ hash, code, label }) => ({ hash, code, label })),
    firstAt: row?.firstAt ?? 0,
    lastAt: row?.lastAt ?? 0,
  };
}

const endOf = ({ history, decision, row }: UnitDetail): ConflictEnd => ({
  state: row?.state ?? 'awaited',
  by: decision !== undefined && decision.heads === row?.heads ? decision.by : '',
  ground: history.at(-1)?.ground ?? '',
});

function bringUp(ledger: Ledger, election: string, row: Row): readonly ConflictChange[] {
  const detail = unitDetail(ledger, election, row.contest, row.unit);
  const conflict = conflictOf(election, row, detail);
  if (row.state !== 'conflicting') {
    const closed = closeConflict(ledger, row.finding, conflict, endOf(detail));
    return closed ? [{ id: row.finding, change: 'changed' }] : [];
  }
  const applied = openConflict(ledger, conflict, row.finding);
  ledger.db
    .prepare('UPDATE unit_states SET finding = ? WHERE election = ? AND contest = ? AND unit = ?')
    .run(applied.id, election, row.contest, row.unit);
  return [applied];
}

/**
 * At most `most` units, each part in one transaction; answers with the findings that changed and how many are left.
 * Call it again while some are.
 */
export function bringConflictsUp(
  ledger: Ledger,
  election: string,
  most = 100,
): { readonly changed: readonly ConflictChange[]; readonly left: number } {
  const rows = overdue(ledger, election);
  const now = rows.slice(0, most);
  const changed = now.length === 0 ? [] : ledger.write(() => now.flatMap((row) => bringUp(ledger, election, row)));
  return { changed, left: rows.length - now.length };
}

/** For commands, which have nobody to answer meanwhile. */
export function bringAllConflictsUp(ledger: Ledger, election: string): number {
  let changed = 0;
  for (;;) {
    const part = bringConflictsUp(ledger, election, 500);
    changed += part.changed.length;
    if (part.left === 0 || part.changed.length === 0) return changed;
  }
}
