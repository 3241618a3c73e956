// Purpose records and sources in the ledger. Every change is in the audit trail, within the same transaction.
import { createHash, randomBytes } from 'node:crypto';
import type { FollowTarget } from '../../../ingest/follow/connector.ts';
import { parsePurpose, type Purpose, purposeId } from '../../../ingest/purpose.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { By } from '../../../ledger/audit/entry.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { Ledger } from '../../../ledger/ledger.ts';

/** Of a target, what is kept: never a token, only the name of the variable that holds it. */
export type KeptTarget = Exclude<FollowTarget, { kind: 'stdin' | 'tail' }> & { readonly tokenVariable?: string };

export type StoredPurpose = {
  readonly id: string;
  readonly record: Purpose;
  readonly createdAt: number;
  readonly createdBy: string | undefined;
};

export type StoredSource = {
  readonly id: string;
  readonly name: string;
  readonly target: KeptTarget;
  readonly purposeId: string;
  readonly wanted: 'running' | 'stopped';
  readonly createdAt: number;
};

export type SourceEvent = {
  readonly at: number;
  readonly what: string;
  readonly by?: string;
  readonly detail?: string;
};

type Row = Readonly<Record<string, string | number | null>>;

const personOf = ({ actor }: By): string | null => (actor.kind === 'person' ? actor.id : null);

/** Far more than one authority needs; the list is read whole. */
const mostPurposes = 200;

/** PURPOSE_INVALID with the place in the record, PURPOSE_ENDED, NO_ROOM. The same record twice is one. */
export function addPurpose(ledger: Ledger, record: unknown, by: By): StoredPurpose {
  const purpose = parsePurpose(JSON.stringify(record), 'purpose', ledger.now());
  const id = purposeId(purpose);
  if (endOf(purpose) <= ledger.now()) throw new PollwardenError('PURPOSE_ENDED', `its last day was ${purpose.endDate}`);
  return ledger.write(() => {
    const known = purposeById(ledger, id);
    if (known !== undefined) return known;
    const { count } = ledger.db.prepare('SELECT count(*) AS count FROM purpose').get() as { readonly count: number };
    if (count >= mostPurposes) throw new PollwardenError('NO_ROOM', `${mostPurposes} purpose records are the most`);
    ledger.db
      .prepare('INSERT INTO purpose (id, record, created_at, created_by) VALUES (?, ?, ?, ?)')
      .run(id, JSON.stringify(purpose), ledger.now(), personOf(by));
    const { controller, legalBasis, endDate, retentionDays } = purpose;
    const ground = `${legalBasis.article6}, ${legalBasis.article9}; ${legalBasis.law}`;
    const details = { controller: controller.name, purpose: purpose.purpose, ground, endDate, retentionDays };
    recordAudit(ledger, { event: 'purpose.recorded', ...by, subject: id, details });
    return purposeById(ledger, id) as StoredPurpose;
  });
}

/** Milliseconds since 1970 UTC at which the last day is over. */
export const endOf = (purpose: Purpose): number => Date.parse(`${purpose.endDate}T00:00:00Z`) + 86_400_000;

const purposeOf = (row: Row): StoredPurpose => ({
  id: String(row.id),
  record: JSON.parse(String(row.record)) as Purpose,
  createdAt: Number(row.created_at),
  createdBy: row.created_by === null ? undefined : String(row.created_by),
});

export const listPurposes = (ledger: Ledger): readonly StoredPurpose[] =>
  (ledger.db.prepare('SELECT * FROM purpose ORDER BY created_at DESC, id').all() as Row[]).map(purposeOf);

export function purposeById(ledger: Ledger, id: string): StoredPurpose | undefined {
  const row = ledger.db.prepare('SELECT * FROM purpose WHERE id = ?').get(id) as Row | undefined;
  return row === undefined ? undefined : purposeOf(row);
}

const sourceOf = (row: Row): StoredSource => ({
  id: String(row.id),
  name: String(row.name),
  target: JSON.parse(String(row.target)) as KeptTarget,
  purposeId: String(row.purpose_id),
  wanted: row.wanted === 'running' ? 'running' : 'stopped',
  createdAt: Number(row.created_at),
});

export const listSources = (ledger: Ledger): readonly StoredSource[] =>
  (ledger.db.prepare('SELECT * FROM source WHERE removed_at IS NULL ORDER BY created_at DESC, id').all() as Row[]).map(
    sourceOf,
  );

/** NOT_FOUND for none, also for one that was removed. */
export function sourceById(ledger: Ledger, id: string): StoredSource {
  const row = ledger.db.prepare('SELECT * FROM source WHERE id = ? AND removed_at IS NULL').get(id) as Row | undefined;
  if (row === undefined) throw new PollwardenError('NOT_FOUND', 'no such source');
  return sourceOf(row);
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** `token` of a source that is sent to; shown this once. */
export type AddedSource = { readonly source: StoredSource; readonly token: string | undefined };

export function addSource(
  ledger: Ledger,
  given: { readonly name: string; readonly target: KeptTarget; readonly purposeId: string; readonly address: string },
  by: By,
): AddedSource {
  const { name, target, address } = given;
  if (purposeById(ledger, given.purposeId) === undefined) throw new PollwardenError('PURPOSE_MISSING');
  const id = `source-${randomBytes(8).toString('hex')}`;
  const token = target.kind === 'http' ? `pws_${randomBytes(24).toString('base64url')}` : undefined;
  return ledger.write(() => {
    ledger.db
      .prepare(
        `INSERT INTO source (id, name, target, purpose_id, token_hash, wanted, created_at)
         VALUES (?, ?, ?, ?, ?, 'stopped', ?)`,
      )
      .run(id, name, JSON.stringify(target), given.purposeId, token === undefined ? null : hashOf(token), ledger.now());
    const details = { kind: target.kind, name, address, purpose: given.purposeId };
    recordAudit(ledger, { event: 'source.added', ...by, subject: id, details });
    return { source: sourceById(ledger, id), token };
  });
}

/** Whether the token is that of the source: compared by hash, so that the time taken tells nothing of it. */
export function hasToken(ledger: Ledger, id: string, token: string): boolean {
  const row = ledger.db.prepare('SELECT token_hash FROM source WHERE id = ? AND removed_at IS NULL').get(id) as
    | Row
    | undefined;
  return typeof row?.token_hash === 'string' && row.token_hash === hashOf(token);
}

export function markStarted(ledger: Ledger, source: StoredSource, by: By): void {
  ledger.write(() => {
    ledger.db.prepare("UPDATE source SET wanted = 'running' WHERE id = ?").run(source.id);
    addEvent(ledger, source.id, 'started', personOf(by));
    const details = { purpose: source.purposeId };
    recordAudit(ledger, { event: 'source.started', ...by, subject: source.id, details });
  });
}

export function markStopped(
  ledger: Ledger,
  id: string,
  why: { readonly reason: 'person' | 'purposeEnded' | 'failed'; readonly detail?: string; readonly posts: number },
  by: By,
): void {
  ledger.write(() => {
    ledger.db.prepare("UPDATE source SET wanted = 'stopped' WHERE id = ?").run(id);
    addEvent(ledger, id, why.reason === 'person' ? 'stopped' : why.reason, personOf(by), why.detail);
    recordAudit(ledger, { event: 'source.stopped', ...by, subject: id, details: why });
  });
}

export function markGap(
  ledger: Ledger,
  id: string,
  gap: { readonly from: number; readonly to: number; readonly reason: string },
  by: By,
): void {
  ledger.write(() => {
    const details = { from: isoOf(gap.from), to: isoOf(gap.to), reason: gap.reason };
    addEvent(ledger, id, 'gap', null, `${details.from} to ${details.to}: ${gap.reason}`);
    recordAudit(ledger, { event: 'source.gap', ...by, subject: id, details });
  });
}

const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

export function removeSource(ledger: Ledger, source: StoredSource, by: By): void {
  ledger.write(() => {
    ledger.db
      .prepare("UPDATE source SET removed_at = ?, wanted = 'stopped', token_hash = NULL WHERE id = ?")
      .run(ledger.now(), source.id);
    recordAudit(ledger, { event: 'source.removed', ...by, subject: source.id, details: { name: source.name } });
  });
}

function addEvent(ledger: Ledger, id: string, what: string, person: string | null, detail?: string): void {
  ledger.db
    .prepare('INSERT INTO source_event (source_id, at, what, by_person, detail) VALUES (?, ?, ?, ?, ?)')
    .run(id, ledger.now(), what, person, detail ?? null);
}

/** The newest first. */
export function eventsOf(ledger: Ledger, id: string, most = 20): readonly SourceEvent[] {
  const rows = ledger.db
    .prepare('SELECT at, what, by_person, detail FROM source_event WHERE source_id = ? ORDER BY id DESC LIMIT ?')
    .all(id, most) as Row[];
  return rows.map(({ at, what, by_person: by, detail }) => ({
    at: Number(at),
    what: String(what),
    ...(by === null ? {} : { by: String(by) }),
    ...(detail === null ? {} : { detail: String(detail) }),
  }));
}
