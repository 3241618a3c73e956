// Findings in the ledger as detectors write them: added, revised, lapsed; each with its entry in the audit trail.
import type { Actor } from '../ledger/audit/entry.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { SqlRow } from '../ledger/list-sql.ts';
import { type Evidence, type PackedEvidence, packEvidence } from './evidence.ts';
import type { Finding, Phase, Severity, Standing } from './finding.ts';
import { layerBits } from './layers.ts';
import { findingOf } from './rows.ts';
import { indexFinding } from './side-tables.ts';

/** What a detector says of a finding. Times in milliseconds since 1970 UTC. */
export type FindingDraft = {
  readonly id: string;
  readonly detector: string;
  readonly detectorVersion: string;
  readonly title: string;
  readonly standing: Exclude<Standing, 'lapsed'>;
  readonly severity: Severity;
  readonly phase: Phase | undefined;
  readonly qValue: number | undefined;
  readonly layers: readonly string[];
  readonly declared: string | undefined;
  readonly technique: { readonly id: string; readonly name: string };
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly watchlisted: readonly string[];
  /** Name of the group while the stream has it. */
  readonly streamKey: string | undefined;
  readonly evidence: Evidence;
};

/** A finding with its place in the table. */
export type Stored = { readonly row: number; readonly finding: Finding };

const storedOf = (row: SqlRow | undefined): Stored | undefined =>
  row === undefined ? undefined : { row: Number(row.row), finding: findingOf(row) };

export const findingById = (ledger: Ledger, id: string): Stored | undefined =>
  storedOf(ledger.db.prepare('SELECT * FROM findings WHERE id = ?').get(id) as SqlRow | undefined);

export const findingByRow = (ledger: Ledger, row: number): Stored | undefined =>
  storedOf(ledger.db.prepare('SELECT * FROM findings WHERE row = ?').get(row) as SqlRow | undefined);

type Column = string | number | null;

function columnsOf(draft: FindingDraft, firstSeen: number, lastSeen: number): Readonly<Record<string, Column>> {
  return {
    detector_version: draft.detectorVersion,
    title: draft.title.toWellFormed(),
    standing: draft.standing,
    severity: draft.severity,
    phase: draft.phase ?? '',
    q_value: draft.qValue !== undefined && Number.isFinite(draft.qValue) ? draft.qValue : null,
    accounts: draft.evidence.members.length,
    objects: draft.evidence.objects.length,
    layers: JSON.stringify(draft.layers),
    layer_bits: layerBits(draft.layers),
    declared: draft.declared?.toWellFormed() ?? '',
    technique_id: draft.technique.id,
    technique_name: draft.technique.name,
    first_seen: Math.floor(firstSeen),
    last_seen: Math.floor(lastSeen),
    watchlisted: JSON.stringify(draft.watchlisted),
    stream_key: draft.streamKey ?? null,
  };
}

/** Adds a finding whose id is not there yet. */
export function addFinding(ledger: Ledger, draft: FindingDraft, actor: Actor): void {
  ledger.write(() => {
    const now = Math.trunc(ledger.now());
    const columns: Readonly<Record<string, Column>> = {
      id: draft.id,
      detector: draft.detector,
      ...columnsOf(draft, draft.firstSeen, draft.lastSeen),
      state: 'new',
      created_at: now,
      updated_at: now,
      revision: 1,
      assigned_to: '',
      notes: 0,
    };
    const names = Object.keys(columns);
    const { lastInsertRowid } = ledger.db
      .prepare(`INSERT INTO findings (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`)
      .run(columns);
    const row = Number(lastInsertRowid);
    const packed = packEvidence(draft.evidence);
    addRevision(ledger, row, 1, draft, packed);
    indexFinding(ledger, row, draft);
    recordAudit(ledger, { event: 'finding.added', actor, subject: draft.id, details: detailsOf(draft, packed) });
  });
}

/** Replaces the evidence; the id stays. Answers false, and changes nothing, where this evidence was there before. */
export function reviseFinding(ledger: Ledger, { row, finding }: Stored, draft: FindingDraft, actor: Actor): boolean {
  return ledger.write(() => {
    const packed = packEvidence(draft.evidence);
    const known = ledger.db
      .prepare('SELECT 1 FROM finding_revisions WHERE finding = ? AND hash = ? AND standing = ?')
      .get(row, packed.hash, draft.standing);
    if (known !== undefined) return false;
    const revision = finding.revision + 1;
    const first = Math.min(finding.firstSeen, draft.firstSeen);
    const last = Math.max(finding.lastSeen, draft.lastSeen);
    const columns: Readonly<Record<string, Column>> = {
      ...columnsOf(draft, first, last),
      updated_at: Math.trunc(ledger.now()),
      revision,
    };
    const sets = Object.keys(columns).map((name) => `${name} = :${name}`);
    ledger.db.prepare(`UPDATE findings SET ${sets.join(', ')} WHERE row = :row`).run({ ...columns, row });
    addRevision(ledger, row, revision, draft, packed);
    indexFinding(ledger, row, draft);
    if (isTold(finding, draft, ledger.now())) {
      const details = { revision, ...detailsOf(draft, packed) };
      recordAudit(ledger, { event: 'finding.revised', actor, subject: finding.id, details });
    }
    return true;
  });
}

const minute = 60_000;

/**
 * A stream may revise a finding every second. The revision with its hash is always kept; the audit trail has it when
 * what people see of it changes, and at least once a minute.
 */
function isTold(before: Finding, draft: FindingDraft, now: number): boolean {
  if (draft.standing !== 'provisional' || before.standing !== 'provisional') return true;
  if (draft.severity !== before.severity || draft.evidence.members.length !== before.accounts) return true;
  return Math.floor(now / minute) !== Math.floor(before.updatedAt / minute);
}

/** A calibrated finding that goes on between panes: only its last time moves. */
export function markSeenAgain(ledger: Ledger, { row, finding }: Stored, lastSeen: number, actor: Actor): void {
  ledger.write(() => {
    ledger.db
      .prepare('UPDATE findings SET last_seen = ?, updated_at = ? WHERE row = ?')
      .run(Math.floor(lastSeen), Math.trunc(ledger.now()), row);
    const details = { lastSeen: new Date(lastSeen).toISOString() };
    recordAudit(ledger, { event: 'finding.seenAgain', actor, subject: finding.id, details });
  });
}

/** A provisional finding that was not upheld. It stays visible, and what people made of it stays as it is. */
export function lapseFinding(ledger: Ledger, { row, finding }: Stored, actor: Actor): void {
  ledger.write(() => {
    ledger.db
      .prepare("UPDATE findings SET standing = 'lapsed', stream_key = NULL, updated_at = ? WHERE row = ?")
      .run(Math.trunc(ledger.now()), row);
    recordAudit(ledger, { event: 'finding.lapsed', actor, subject: finding.id });
  });
}

const keptProvisional = 200;

/** Of provisional revisions the last 200 are kept, with the evidence of the newest; calibrated ones keep theirs. */
function addRevision(ledger: Ledger, row: number, revision: number, draft: FindingDraft, packed: PackedEvidence): void {
  ledger.db
    .prepare("UPDATE finding_revisions SET evidence = NULL WHERE finding = ? AND standing = 'provisional'")
    .run(row);
  ledger.db
    .prepare("DELETE FROM finding_revisions WHERE finding = ? AND standing = 'provisional' AND revision < ?")
    .run(row, revision - keptProvisional);
  ledger.db
    .prepare('INSERT INTO finding_revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      row,
      revision,
      Math.trunc(ledger.now()),
      draft.standing,
      draft.severity,
      draft.qValue !== undefined && Number.isFinite(draft.qValue) ? draft.qValue : null,
      draft.evidence.members.length,
      draft.evidence.objects.length,
      packed.hash,
      packed.bytes,
    );
}

const detailsOf = (
  { standing, severity, evidence }: FindingDraft,
  { hash }: PackedEvidence,
): { readonly standing: string; readonly severity: string; readonly accounts: number; readonly evidence: string } => ({
  standing,
  severity,
  accounts: evidence.members.length,
  evidence: hash,
});
