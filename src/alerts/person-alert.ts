// One alert per finding and person: made when the finding first concerns them, brought up to date by later revisions.
import { recordAudit } from '../ledger/audit/record.ts';
import type { AlertReason, AlertRow } from './alert.ts';
import type { AlertContext } from './context.ts';
import { gate } from './gate.ts';
import { readSettings } from './settings.ts';
import { severityRank } from './severity-rank.ts';
import { reasonsOf, tell } from './tell.ts';
import type { WatchedFinding } from './watched-finding.ts';

export const detectorActor = { kind: 'system', id: 'alerts' } as const;

export const alertOf = ({ ledger }: AlertContext, findingId: string, personId: string): AlertRow | undefined =>
  ledger.db.prepare('SELECT * FROM alerts WHERE finding_id = ? AND person_id = ?').get(findingId, personId) as
    | AlertRow
    | undefined;

const reload = ({ ledger }: AlertContext, id: string): AlertRow =>
  ledger.db.prepare('SELECT * FROM alerts WHERE id = ?').get(id) as AlertRow;

/** Within a transaction: makes the alert, or adds the reason to it, and tells the person where that is due. */
export function concern(
  context: AlertContext,
  finding: WatchedFinding,
  personId: string,
  reason: AlertReason,
  now: number,
): void {
  const row = alertOf(context, finding.id, personId);
  if (row === undefined) makeAlert(context, finding, personId, reason, now);
  else addReason(context, row, reason, now);
}

const isDuty = (reasons: readonly AlertReason[]): boolean => reasons.some((reason) => reason !== 'rule');

function makeAlert(
  context: AlertContext,
  finding: WatchedFinding,
  personId: string,
  reason: AlertReason,
  now: number,
): void {
  const { ledger } = context;
  const severity = severityRank[finding.severity];
  const { settings } = readSettings(ledger, personId);
  const state = gate(ledger, personId, settings, { severity, duty: isDuty([reason]) }, now);
  const id = context.newId();
  ledger.db
    .prepare(
      `INSERT INTO alerts (id, finding_id, person_id, state, reasons, title, severity, severity_rank, told_rank, standing,
         accounts, objects, q_value, revision, round, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, 0, ?, ?)`,
    )
    .run(
      id,
      finding.id,
      personId,
      state,
      JSON.stringify([reason]),
      finding.title,
      finding.severity,
      severity,
      finding.standing,
      finding.accounts,
      finding.objects,
      finding.q_value,
      finding.revision,
      now,
      now,
    );
  recordAudit(ledger, {
    event: 'alert.made',
    actor: detectorActor,
    subject: id,
    details: { finding: finding.id, person: personId, severity: finding.severity, reasons: [reason], state },
  });
  if (state === 'open') tell(context, personId, 'alert', [reload(context, id)], now);
}

/** Somebody held or batched who comes to be on duty is told now. A closed or acknowledged alert stays as it is. */
function addReason(context: AlertContext, row: AlertRow, reason: AlertReason, now: number): void {
  const reasons = reasonsOf(row);
  if (reasons.includes(reason)) return;
  const { db } = context.ledger;
  db.prepare('UPDATE alerts SET reasons = ?, updated_at = ? WHERE id = ?').run(
    JSON.stringify([...reasons, reason]),
    now,
    row.id,
  );
  const waits = row.state === 'held' || row.state === 'batched';
  const newToDuty = isDuty([reason]) && !isDuty(reasons);
  if (newToDuty && (waits || row.state === 'open'))
    tell(context, row.person_id, 'alert', [reload(context, row.id)], now);
}

/** Within a transaction: title, numbers and standing as they are now; a raised severity is told anew. */
export function updateAlert(context: AlertContext, finding: WatchedFinding, row: AlertRow, now: number): void {
  const { db } = context.ledger;
  const rank = severityRank[finding.severity];
  db.prepare(
    `UPDATE alerts SET title = ?, severity = ?, severity_rank = ?, standing = ?, accounts = ?, objects = ?, q_value = ?,
       revision = ?, updated_at = ? WHERE id = ?`,
  ).run(
    finding.title,
    finding.severity,
    rank,
    finding.standing,
    finding.accounts,
    finding.objects,
    finding.q_value,
    finding.revision,
    now,
    row.id,
  );
  const told = row.told_rank >= 0;
  if (row.state === 'closed') reopen(context, row);
  if (told && rank > row.told_rank) raise(context, finding, row, now);
  else if (!told && rank > row.severity_rank && row.state !== 'acknowledged') release(context, row, rank, now);
}

/** Its finding stands again: back to where it was, without a message. */
function reopen({ ledger }: AlertContext, row: AlertRow): void {
  const state = row.acknowledged_at !== null ? 'acknowledged' : row.told_rank >= 0 ? 'open' : 'batched';
  ledger.db.prepare('UPDATE alerts SET state = ? WHERE id = ?').run(state, row.id);
}

function raise(context: AlertContext, finding: WatchedFinding, row: AlertRow, now: number): void {
  const { ledger } = context;
  const { settings } = readSettings(ledger, row.person_id);
  const severity = severityRank[finding.severity];
  const state = gate(ledger, row.person_id, settings, { severity, duty: isDuty(reasonsOf(row)) }, now);
  ledger.db
    .prepare(
      `UPDATE alerts SET state = ?, round = round + 1, acknowledged_at = NULL, acknowledged_by = NULL,
         acknowledged_via = NULL WHERE id = ?`,
    )
    .run(state, row.id);
  recordAudit(ledger, {
    event: 'alert.raised',
    actor: detectorActor,
    subject: row.id,
    details: { finding: finding.id, severity: finding.severity },
  });
  if (state === 'open') tell(context, row.person_id, 'raised', [reload(context, row.id)], now);
}

/** Not told yet, and more severe by now: it may break through. */
function release(context: AlertContext, row: AlertRow, severity: number, now: number): void {
  const { ledger } = context;
  const { settings } = readSettings(ledger, row.person_id);
  const state = gate(ledger, row.person_id, settings, { severity, duty: isDuty(reasonsOf(row)) }, now);
  if (state === 'open') tell(context, row.person_id, 'alert', [reload(context, row.id)], now);
}
