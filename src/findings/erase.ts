// Erasure reaches the evidence: an account goes from members, edges and posts of every revision of every finding. What
// was counted stays counted; the hash of a rewritten revision is new.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Actor } from '../ledger/audit/entry.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Evidence, packEvidence, unpackEvidence } from './evidence.ts';
import { indexFinding } from './side-tables.ts';
import { findingByRow } from './store.ts';

export type Erasure = {
  /** Of accounts and posts. */
  readonly pseudonyms: readonly string[];
  /** What was posted before this ISO day, UTC. */
  readonly before?: string | undefined;
};

export type ErasedFindings = { readonly findings: readonly string[]; readonly revisions: number };

/** Accounts and posts by name, and what was posted before a time, milliseconds since 1970 UTC. */
export type Gone = { readonly names: ReadonlySet<string>; readonly before: number };

/**
 * Finding by finding, each in a transaction of its own, so that a server answers meanwhile; one that is cut off is run
 * again. Running it twice changes nothing more. Removed bytes are overwritten in the file.
 */
export async function eraseFromFindings(
  ledger: Ledger,
  { pseudonyms, before }: Erasure,
  actor: Actor,
): Promise<ErasedFindings> {
  const gone: Gone = {
    names: new Set(pseudonyms),
    before: before === undefined ? Number.NEGATIVE_INFINITY : Date.parse(`${before}T00:00:00Z`),
  };
  const ids: string[] = [];
  let revisions = 0;
  // Deleted pages are overwritten, so that no old evidence stays in the file's free space.
  ledger.db.exec('PRAGMA secure_delete=ON');
  for (const row of rowsWithEvidence(ledger)) {
    await nextTurn();
    const one = eraseFromFinding(ledger, row, gone, actor);
    if (one === undefined) continue;
    revisions += one.revisions;
    ids.push(one.id);
  }
  if (ids.length > 0) ledger.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return { findings: ids, revisions };
}

/** Undefined where nothing of it is gone. */
export function eraseFromFinding(
  ledger: Ledger,
  row: number,
  gone: Gone,
  actor: Actor,
): { readonly id: string; readonly revisions: number } | undefined {
  const numbers = revisionsWith(ledger, row, gone);
  const finding = numbers.length === 0 ? undefined : findingByRow(ledger, row)?.finding;
  if (finding === undefined) return undefined;
  ledger.write(() => {
    for (const revision of numbers) rewriteRevision(ledger, row, revision, gone);
    indexFinding(ledger, row, { ...finding, evidence: newestOf(ledger, row) });
    recordAudit(ledger, {
      event: 'finding.erased',
      actor,
      subject: finding.id,
      details: { revisions: numbers.length },
    });
  });
  return { id: finding.id, revisions: numbers.length };
}

const rowsWithEvidence = ({ db }: Ledger): readonly number[] =>
  db
    .prepare('SELECT DISTINCT finding FROM finding_revisions WHERE evidence IS NOT NULL ORDER BY finding')
    .all()
    .map(({ finding }) => finding as number);

/** Members change from revision to revision, so each that has evidence is looked into. */
function revisionsWith(ledger: Ledger, row: number, gone: Gone): readonly number[] {
  const kept = ledger.db.prepare(
    'SELECT revision, evidence FROM finding_revisions WHERE finding = ? AND evidence IS NOT NULL ORDER BY revision',
  );
  const rows = kept.all(row) as readonly unknown[] as readonly { revision: number; evidence: Uint8Array }[];
  return rows.filter(({ evidence }) => touches(unpackEvidence(evidence), gone)).map(({ revision }) => revision);
}

/** An object can name accounts and posts: "x:acc_…", "acc_…/pst_…". */
export const namesInObject = (object: string): readonly string[] => object.split(/[:/\s]/);

const hasName = (object: string, { names }: Gone): boolean =>
  names.size > 0 && namesInObject(object).some((part) => names.has(part));

function touches({ members, objects }: Evidence, gone: Gone): boolean {
  return (
    members.some(({ account }) => gone.names.has(account)) ||
    objects.some(
      ({ object, posts }) =>
        hasName(object, gone) || posts.some(({ account, post, time }) => isGone(gone, account, post, time)),
    )
  );
}

const isGone = ({ names, before }: Gone, account: string, post: string, time: number): boolean =>
  names.has(account) || names.has(post) || time < before;

function evidenceAt(ledger: Ledger, row: number, revision: number): Evidence {
  const { evidence } = ledger.db
    .prepare('SELECT evidence FROM finding_revisions WHERE finding = ? AND revision = ?')
    .get(row, revision) as { readonly evidence: Uint8Array };
  return unpackEvidence(evidence);
}

function newestOf(ledger: Ledger, row: number): Evidence {
  const { revision } = ledger.db
    .prepare('SELECT max(revision) AS revision FROM finding_revisions WHERE finding = ? AND evidence IS NOT NULL')
    .get(row) as { readonly revision: number };
  return evidenceAt(ledger, row, revision);
}

function rewriteRevision(ledger: Ledger, row: number, revision: number, gone: Gone): void {
  const { hash, bytes } = packEvidence(without(evidenceAt(ledger, row, revision), gone));
  ledger.db
    .prepare('UPDATE finding_revisions SET evidence = ?, hash = ? WHERE finding = ? AND revision = ?')
    .run(bytes, hash, row, revision);
}

/** Of an erased time, members of whom no post is left go as well. */
function without(evidence: Evidence, gone: Gone): Evidence {
  const objects = evidence.objects.map((object) => ({
    ...object,
    ...(hasName(object.object, gone) ? { object: 'erased', sample: null } : {}),
    posts: object.posts.filter(({ account, post, time }) => !isGone(gone, account, post, time)),
  }));
  const posting = new Set(objects.flatMap(({ posts }) => posts.map(({ account }) => account)));
  const timed = Number.isFinite(gone.before);
  const stays = (account: string): boolean => !gone.names.has(account) && (!timed || posting.has(account));
  return {
    ...evidence,
    objects,
    members: evidence.members.filter(({ account }) => stays(account)),
    edges: evidence.edges.filter(({ a, b }) => stays(a) && stays(b)),
  };
}
