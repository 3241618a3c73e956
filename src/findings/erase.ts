// Erasure reaches the evidence: an account goes from members, edges and posts of every revision of every finding. What
// was counted stays counted; the hash of a rewritten revision is new.
import type { Actor } from '../ledger/audit/entry.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Evidence, packEvidence, unpackEvidence } from './evidence.ts';
import { indexFinding } from './side-tables.ts';
import { findingByRow } from './store.ts';

export type ErasedFindings = { readonly findings: readonly string[]; readonly revisions: number };

/** `accounts`: pseudonyms. Running it twice changes nothing more. Afterwards the file is freed of what was removed. */
export function eraseFromFindings(ledger: Ledger, accounts: readonly string[], actor: Actor): ErasedFindings {
  const gone = new Set(accounts);
  const ids: string[] = [];
  let revisions = 0;
  ledger.write(() => {
    // Deleted pages are overwritten, so that no old evidence stays in the file's free space.
    ledger.db.exec('PRAGMA secure_delete=ON');
    for (const { row } of rowsWith(ledger, accounts)) {
      const stored = findingByRow(ledger, row);
      if (stored === undefined) continue;
      const rewritten = rewriteRevisions(ledger, row, gone);
      revisions += rewritten.revisions;
      ids.push(stored.finding.id);
      if (rewritten.newest !== undefined) indexFinding(ledger, row, { ...stored.finding, evidence: rewritten.newest });
      const details = { revisions: rewritten.revisions };
      recordAudit(ledger, { event: 'finding.erased', actor, subject: stored.finding.id, details });
    }
  });
  if (ids.length > 0) ledger.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return { findings: ids, revisions };
}

/** By members now, and by revisions before: members change, so every revision with evidence is looked into. */
function rowsWith(ledger: Ledger, accounts: readonly string[]): readonly { readonly row: number }[] {
  const list = JSON.stringify(accounts);
  const gone = new Set(accounts);
  const rows = new Set(
    (
      ledger.db
        .prepare(
          'SELECT DISTINCT finding AS row FROM finding_members WHERE account IN (SELECT value FROM json_each(?))',
        )
        .all(list) as { readonly row: number }[]
    ).map(({ row }) => row),
  );
  const kept = ledger.db.prepare('SELECT finding AS row, evidence FROM finding_revisions WHERE evidence IS NOT NULL');
  for (const { row, evidence } of kept.iterate() as Iterable<{ readonly row: number; readonly evidence: Uint8Array }>) {
    if (!rows.has(row) && names(unpackEvidence(evidence), gone)) rows.add(row);
  }
  return [...rows].map((row) => ({ row }));
}

const names = ({ members, objects }: Evidence, gone: ReadonlySet<string>): boolean =>
  members.some(({ account }) => gone.has(account)) ||
  objects.some(({ posts }) => posts.some(({ account }) => gone.has(account)));

function rewriteRevisions(
  ledger: Ledger,
  row: number,
  gone: ReadonlySet<string>,
): { readonly revisions: number; readonly newest: Evidence | undefined } {
  let revisions = 0;
  let newest: Evidence | undefined;
  const kept = ledger.db
    .prepare(
      'SELECT revision, evidence FROM finding_revisions WHERE finding = ? AND evidence IS NOT NULL ORDER BY revision',
    )
    .all(row) as { readonly revision: number; readonly evidence: Uint8Array }[];
  for (const { revision, evidence } of kept) {
    const before = unpackEvidence(evidence);
    newest = without(before, gone);
    if (!names(before, gone)) continue;
    const { hash, bytes } = packEvidence(newest);
    ledger.db
      .prepare('UPDATE finding_revisions SET evidence = ?, hash = ? WHERE finding = ? AND revision = ?')
      .run(bytes, hash, row, revision);
    revisions++;
  }
  return { revisions, newest };
}

const without = (evidence: Evidence, gone: ReadonlySet<string>): Evidence => ({
  ...evidence,
  members: evidence.members.filter(({ account }) => !gone.has(account)),
  edges: evidence.edges.filter(({ a, b }) => !gone.has(a) && !gone.has(b)),
  objects: evidence.objects.map((object) => ({
    ...object,
    posts: object.posts.filter(({ account }) => !gone.has(account)),
  })),
});
