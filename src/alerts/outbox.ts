// The outbox in the ledger: which messages are due, and what became of an attempt. What is in it survives any crash;
// a message whose attempt was cut off is sent again under the same Message-ID, because nobody knows how far it came.
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { backoff, waitAfter } from './backoff.ts';
import type { DeliveryRow, Outcome } from './delivery.ts';
import { hastenEscalations } from './escalate.ts';
import { detectorActor } from './person-alert.ts';

const interrupted = 'The program ended during the attempt; it is sent again';

/** At start, before anything is sent. */
export function recoverOutbox(ledger: Ledger, now: number): number {
  const cut = "UPDATE alert_deliveries SET state = 'failed', next_at = ?, problem = ? WHERE state = 'sending'";
  return ledger.write(() => Number(ledger.db.prepare(cut).run(now, interrupted).changes));
}

/** Due messages, the longest waiting first. A date further off than any wait was set by a clock that was wrong. */
export function dueDeliveries(ledger: Ledger, now: number, limit: number): readonly DeliveryRow[] {
  const latest = now + backoff.mostMs * (1 + backoff.jitter);
  return ledger.db
    .prepare(
      `SELECT * FROM alert_deliveries WHERE state IN ('queued', 'failed') AND (next_at <= ? OR next_at > ?)
       ORDER BY critical DESC, next_at, id LIMIT ?`,
    )
    .all(now, latest, limit) as DeliveryRow[];
}

/** Marks the attempt before it is made. Undefined where the message needs none any more: it is withdrawn. */
export function claimDelivery(ledger: Ledger, id: string, now: number): DeliveryRow | undefined {
  return ledger.write(() => {
    const row = ledger.db
      .prepare("SELECT * FROM alert_deliveries WHERE id = ? AND state IN ('queued', 'failed')")
      .get(id) as DeliveryRow | undefined;
    if (row === undefined) return undefined;
    if (isMoot(ledger, row)) {
      settle(ledger, id, { state: 'withdrawn', nextAt: null, problem: 'Acknowledged or closed before it was sent' });
      return undefined;
    }
    ledger.db
      .prepare("UPDATE alert_deliveries SET state = 'sending', attempts = attempts + 1, next_at = ? WHERE id = ?")
      .run(now, id);
    return { ...row, state: 'sending', attempts: row.attempts + 1 };
  });
}

function isMoot(ledger: Ledger, row: DeliveryRow): boolean {
  if (row.kind === 'test') return false;
  const open = ledger.db
    .prepare(
      `SELECT 1 FROM alert_delivery_items AS item JOIN alerts ON alerts.id = item.alert_id
       WHERE item.delivery_id = ? AND alerts.state NOT IN ('acknowledged', 'closed')`,
    )
    .get(row.id);
  return open === undefined;
}

type Settled = { readonly state: string; readonly nextAt: number | null; readonly problem: string | null };

const settle = (
  ledger: Ledger,
  id: string,
  { state, nextAt, problem }: Settled,
  sentAt: number | null = null,
): void => {
  ledger.db
    .prepare('UPDATE alert_deliveries SET state = ?, next_at = ?, problem = ?, sent_at = ? WHERE id = ?')
    .run(state, nextAt, problem, sentAt, id);
};

/** What became of the attempt on a claimed message. `random` from 0 to 1. */
export function settleDelivery(ledger: Ledger, row: DeliveryRow, outcome: Outcome, now: number, random: number): void {
  ledger.write(() => {
    if (outcome.sent) return settleSent(ledger, row, now);
    const tooOld = now - row.created_at > backoff.giveUpAfterMs;
    if (!outcome.permanent && !tooOld) {
      const nextAt = now + waitAfter(row.attempts, random);
      return settle(ledger, row.id, { state: 'failed', nextAt, problem: outcome.problem });
    }
    settle(ledger, row.id, { state: 'givenUp', nextAt: null, problem: outcome.problem });
    hastenEscalations(ledger, row.id, now);
    recordAudit(ledger, {
      event: 'alert.givenUp',
      actor: detectorActor,
      subject: row.id,
      details: { person: row.person_id, channel: row.channel, attempts: row.attempts, problem: outcome.problem },
    });
  });
}

function settleSent(ledger: Ledger, row: DeliveryRow, now: number): void {
  settle(ledger, row.id, { state: 'sent', nextAt: null, problem: null }, now);
  const { n } = ledger.db
    .prepare('SELECT count(*) AS n FROM alert_delivery_items WHERE delivery_id = ?')
    .get(row.id) as { readonly n: number };
  recordAudit(ledger, {
    event: 'alert.sent',
    actor: detectorActor,
    subject: row.id,
    details: {
      person: row.person_id,
      channel: row.channel,
      kind: row.kind,
      alerts: n,
      attempts: row.attempts,
      message: row.message_id,
    },
  });
}

/** The clock was set: waits that were measured by it move along, so that none is cut short or drawn out. */
export function shiftWaits(ledger: Ledger, byMs: number): void {
  ledger.write(() => {
    ledger.db
      .prepare("UPDATE alert_deliveries SET next_at = next_at + ? WHERE state IN ('queued', 'failed')")
      .run(byMs);
    ledger.db.prepare("UPDATE alert_escalations SET next_at = next_at + ? WHERE state = 'waiting'").run(byMs);
  });
}
