// From findings to alerts: takes what the triggers noted, asks whom it concerns, and settles it in one transaction, so
// that a crash at any point leaves a finding either noted or told, and never both or neither.
import { recordAudit } from '../ledger/audit/record.ts';
import type { AlertRow } from './alert.ts';
import type { AlertContext } from './context.ts';
import { closeEscalation, escalateRaised, startEscalation } from './escalate.ts';
import { concern, detectorActor, updateAlert } from './person-alert.ts';
import { peopleToTell } from './people.ts';
import { readRota } from './rota.ts';
import { matchingFindings } from './rule.ts';
import { readSettings } from './settings.ts';
import { isOver, type WatchedFinding, watchedFinding } from './watched-finding.ts';

const batch = 100;

/** Settles up to a hundred findings; answers with how many it took. */
export function raiseAlerts(context: AlertContext, now: number): number {
  const { ledger } = context;
  const next = 'SELECT finding_id AS id FROM alert_pending LIMIT ?';
  // Looked for without a transaction first: most of the time there is nothing.
  if (ledger.db.prepare(next).get(1) === undefined) return 0;
  return ledger.write(() => {
    const ids = (ledger.db.prepare(next).all(batch) as { readonly id: string }[]).map(({ id }) => id);
    const findings = ids.flatMap((id) => watchedFinding(ledger, id) ?? []);
    for (const finding of findings) updateAll(context, finding, now);
    const standing = new Map(findings.filter((finding) => !isOver(finding)).map((finding) => [finding.id, finding]));
    tellPeople(context, standing, now);
    tellDuty(context, standing, now);
    const done = ledger.db.prepare('DELETE FROM alert_pending WHERE finding_id = ?');
    for (const id of ids) done.run(id);
    return ids.length;
  });
}

function updateAll(context: AlertContext, finding: WatchedFinding, now: number): void {
  const { ledger } = context;
  if (isOver(finding)) return close(context, finding, now);
  const rows = ledger.db.prepare('SELECT * FROM alerts WHERE finding_id = ?').all(finding.id) as AlertRow[];
  for (const row of rows) updateAlert(context, finding, row, now);
  escalateRaised(context, finding, now);
}

function close({ ledger }: AlertContext, { id }: WatchedFinding, now: number): void {
  const { changes } = ledger.db
    .prepare("UPDATE alerts SET state = 'closed', updated_at = ? WHERE finding_id = ? AND state <> 'closed'")
    .run(now, id);
  closeEscalation(ledger, id, 'closed');
  if (changes === 0) return;
  recordAudit(ledger, {
    event: 'alert.closed',
    actor: detectorActor,
    subject: id,
    details: { alerts: Number(changes) },
  });
}

type Standing = ReadonlyMap<string, WatchedFinding>;

function tellPeople(context: AlertContext, findings: Standing, now: number): void {
  const { ledger } = context;
  for (const person of peopleToTell(ledger)) {
    const { rule } = readSettings(ledger, person.id).settings;
    if (!rule.enabled) continue;
    for (const id of matchingFindings(ledger, rule, [...findings.keys()], { now, me: person.id })) {
      concern(context, findings.get(id) as WatchedFinding, person.id, 'rule', now);
    }
  }
}

function tellDuty(context: AlertContext, findings: Standing, now: number): void {
  const { plan } = readRota(context.ledger);
  if (!plan.enabled) return;
  for (const id of matchingFindings(context.ledger, plan.rule, [...findings.keys()], { now })) {
    startEscalation(context, findings.get(id) as WatchedFinding, plan, now);
  }
}
