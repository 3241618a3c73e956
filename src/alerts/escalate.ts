// Escalation: what concerns the duty goes to the first on duty, then the second, then all administrators, until somebody
// acknowledges. The states and every transition are drawn in docs/alerts.md.
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type DutyLevel, dutyLevels, type EscalationState } from './alert.ts';
import type { AlertContext } from './context.ts';
import { concern, detectorActor } from './person-alert.ts';
import { peopleToTell } from './people.ts';
import { readRota } from './rota.ts';
import { dutyAt, type RotaPlan } from './rota-plan.ts';
import { severityRank } from './severity-rank.ts';
import { isOver, type WatchedFinding, watchedFinding } from './watched-finding.ts';

export type EscalationRow = {
  readonly finding_id: string;
  readonly state: EscalationState;
  readonly level: DutyLevel;
  readonly severity_rank: number;
  readonly next_at: number | null;
  readonly started_at: number;
};

const escalationOf = (ledger: Ledger, findingId: string): EscalationRow | undefined =>
  ledger.db.prepare('SELECT * FROM alert_escalations WHERE finding_id = ?').get(findingId) as EscalationRow | undefined;

/** Within a transaction. Begins where the finding has none yet, and again where it was closed. */
export function startEscalation(context: AlertContext, finding: WatchedFinding, plan: RotaPlan, now: number): void {
  const known = escalationOf(context.ledger, finding.id);
  if (known !== undefined && known.state !== 'closed') return;
  restart(context, finding, plan, now, 'The finding is above the threshold of the duty');
}

/** Within a transaction: more severe than when it was acknowledged or exhausted, so the duty begins anew. */
export function escalateRaised(context: AlertContext, finding: WatchedFinding, now: number): void {
  const known = escalationOf(context.ledger, finding.id);
  const { plan } = readRota(context.ledger);
  if (known === undefined || !plan.enabled || severityRank[finding.severity] <= known.severity_rank) return;
  if (known.state === 'waiting') {
    const raised = 'UPDATE alert_escalations SET severity_rank = ? WHERE finding_id = ?';
    context.ledger.db.prepare(raised).run(severityRank[finding.severity], finding.id);
  } else if (known.state !== 'closed') restart(context, finding, plan, now, 'The finding became more severe');
}

function restart(context: AlertContext, finding: WatchedFinding, plan: RotaPlan, now: number, reason: string): void {
  context.ledger.db
    .prepare(
      `INSERT INTO alert_escalations (finding_id, state, level, severity_rank, next_at, started_at)
       VALUES (?, 'waiting', 'first', ?, ?, ?)
       ON CONFLICT (finding_id) DO UPDATE SET state = 'waiting', level = 'first',
         severity_rank = excluded.severity_rank, next_at = excluded.next_at`,
    )
    .run(finding.id, severityRank[finding.severity], now, now);
  tellLevel(context, finding, plan, 'first', reason, now);
}

/** Within a transaction: tells who is at a level; where nobody is, goes on to the next at once. */
function tellLevel(
  context: AlertContext,
  finding: WatchedFinding,
  plan: RotaPlan,
  level: DutyLevel,
  reason: string,
  now: number,
): void {
  const told = peopleAt(context.ledger, plan, level, now);
  recordStep(context.ledger, finding.id, level, told, told.length === 0 ? `${reason}; nobody is there` : reason, now);
  for (const person of told) concern(context, finding, person, level === 'first' ? 'duty' : 'escalation', now);
  const next = dutyLevels[dutyLevels.indexOf(level) + 1] as DutyLevel | undefined;
  if (told.length === 0 && next !== undefined) {
    tellLevel(context, finding, plan, next, `Nobody is on duty as ${level}`, now);
    return;
  }
  const set = 'UPDATE alert_escalations SET state = ?, level = ?, next_at = ? WHERE finding_id = ?';
  const waits = told.length > 0;
  const at = waits ? now + plan.escalateAfterMinutes * 60_000 : null;
  context.ledger.db.prepare(set).run(waits ? 'waiting' : 'exhausted', level, at, finding.id);
}

function peopleAt(ledger: Ledger, plan: RotaPlan, level: DutyLevel, now: number): readonly string[] {
  const people = peopleToTell(ledger);
  if (level === 'administrators') return people.filter(({ role }) => role === 'administrator').map(({ id }) => id);
  const onDuty = dutyAt(plan, now)[level];
  return people.filter(({ id }) => id === onDuty).map(({ id }) => id);
}

function recordStep(
  ledger: Ledger,
  findingId: string,
  level: DutyLevel | 'nobody',
  told: readonly string[],
  reason: string,
  now: number,
): void {
  ledger.db
    .prepare(
      `INSERT INTO alert_escalation_steps (finding_id, number, at, level, told, reason)
       SELECT ?, 1 + count(*), ?, ?, ?, ? FROM alert_escalation_steps WHERE finding_id = ?`,
    )
    .run(findingId, now, level, JSON.stringify(told), reason, findingId);
  recordAudit(ledger, {
    event: 'alert.escalated',
    actor: detectorActor,
    subject: findingId,
    details: { level, told, reason },
  });
}

/** Takes every escalation whose time has come one level on; answers with how many. */
export function advanceEscalations(context: AlertContext, now: number): number {
  const { ledger } = context;
  const due = ledger.db.prepare("SELECT * FROM alert_escalations WHERE state = 'waiting' AND next_at <= ? LIMIT 200");
  if (due.get(now) === undefined) return 0;
  return ledger.write(() => {
    const rows = due.all(now) as EscalationRow[];
    for (const row of rows) advance(context, row, now);
    return rows.length;
  });
}

function advance(context: AlertContext, row: EscalationRow, now: number): void {
  const { ledger } = context;
  const finding = watchedFinding(ledger, row.finding_id);
  if (finding === undefined || isOver(finding)) return closeEscalation(ledger, row.finding_id, 'closed');
  const { plan } = readRota(ledger);
  const reason = `Not acknowledged within ${plan.escalateAfterMinutes} minutes`;
  const next = dutyLevels[dutyLevels.indexOf(row.level) + 1] as DutyLevel | undefined;
  if (next !== undefined) return tellLevel(context, finding, plan, next, reason, now);
  ledger.db
    .prepare("UPDATE alert_escalations SET state = 'exhausted', next_at = NULL WHERE finding_id = ?")
    .run(row.finding_id);
  recordStep(ledger, row.finding_id, 'nobody', [], `${reason}; everyone was told`, now);
}

/** Within a transaction. */
export function closeEscalation(ledger: Ledger, findingId: string, state: 'acknowledged' | 'closed'): void {
  ledger.db
    .prepare("UPDATE alert_escalations SET state = ?, next_at = NULL WHERE finding_id = ? AND state <> 'closed'")
    .run(state, findingId);
}

/** Within a transaction: a message could not be sent, so its level is not waited for. */
export function hastenEscalations(ledger: Ledger, deliveryId: string, now: number): void {
  ledger.db
    .prepare(
      `UPDATE alert_escalations SET next_at = ? WHERE state = 'waiting' AND next_at > ? AND finding_id IN (
         SELECT finding_id FROM alerts JOIN alert_delivery_items ON alert_id = alerts.id WHERE delivery_id = ?)`,
    )
    .run(now, now, deliveryId);
}
