// Acknowledgement: a person says "I take care of it". It ends the escalation of the finding.
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Actor } from '../ledger/audit/entry.ts';
import type { AcknowledgedVia, AlertRow } from './alert.ts';
import type { AlertContext } from './context.ts';
import type { DeliveryRow } from './delivery.ts';
import { closeEscalation } from './escalate.ts';
import { readLink } from './link.ts';
import { linkKey } from './link-key.ts';
import { peopleToTell } from './people.ts';
import { reasonsOf } from './tell.ts';

export type Acknowledger = { readonly actor: Actor; readonly via: AcknowledgedVia; readonly address?: string };

/** Twice is once. NOT_FOUND; CONFLICT where the finding was dismissed or lapsed. */
export function acknowledge(context: Pick<AlertContext, 'ledger'>, alertId: string, by: Acknowledger): AlertRow {
  const { ledger } = context;
  const read = (): AlertRow | undefined =>
    ledger.db.prepare('SELECT * FROM alerts WHERE id = ?').get(alertId) as AlertRow | undefined;
  return ledger.write(() => {
    const row = read();
    if (row === undefined) throw new PollwardenError('NOT_FOUND', 'alert');
    if (row.state === 'acknowledged') return row;
    if (row.state === 'closed') throw new PollwardenError('CONFLICT', 'the finding was dismissed or lapsed');
    mark(context, row, by);
    for (const other of othersOnDuty(context, row)) mark(context, other, by);
    closeEscalation(ledger, row.finding_id, 'acknowledged');
    return read() as AlertRow;
  });
}

/** Alerts of the same finding that went to the duty: one person who takes it is enough. */
function othersOnDuty({ ledger }: Pick<AlertContext, 'ledger'>, row: AlertRow): readonly AlertRow[] {
  const others = ledger.db
    .prepare("SELECT * FROM alerts WHERE finding_id = ? AND id <> ? AND state IN ('held', 'batched', 'open')")
    .all(row.finding_id, row.id) as AlertRow[];
  return others.filter((other) => reasonsOf(other).some((reason) => reason !== 'rule'));
}

function mark({ ledger }: Pick<AlertContext, 'ledger'>, row: AlertRow, { actor, via, address }: Acknowledger): void {
  const now = ledger.now();
  ledger.db
    .prepare(
      `UPDATE alerts SET state = 'acknowledged', told_rank = max(told_rank, severity_rank), acknowledged_at = ?, acknowledged_by = ?, acknowledged_via = ?,
         updated_at = ? WHERE id = ?`,
    )
    .run(now, 'id' in actor ? actor.id : '', via, now, row.id);
  recordAudit(ledger, {
    event: 'alert.acknowledged',
    actor,
    subject: row.id,
    details: { finding: row.finding_id, person: row.person_id, via },
    ...(address === undefined ? {} : { address }),
  });
}

export type Linked = {
  readonly personId: string;
  readonly used: boolean;
  readonly alerts: readonly AlertRow[];
};

/** What a link of a mail is about; looking does not use it. NOT_FOUND where it is not ours, altered, past its end or of
 * somebody who may not read findings any more. */
export function lookAtLink(context: AlertContext, token: string, now: number): Linked & { readonly delivery: string } {
  const id = readLink(linkKey(context.ledger), token, now);
  const delivery = (
    id === undefined ? undefined : context.ledger.db.prepare('SELECT * FROM alert_deliveries WHERE id = ?').get(id)
  ) as DeliveryRow | undefined;
  const mayKnow = peopleToTell(context.ledger).some((person) => person.id === delivery?.person_id);
  if (delivery === undefined || !mayKnow)
    throw new PollwardenError('NOT_FOUND', 'the link is not valid, or past its seven days');
  // Only alerts that were not raised since: who read the old mail does not know what they would acknowledge.
  const alerts = context.ledger.db
    .prepare(
      `SELECT alerts.* FROM alerts JOIN alert_delivery_items AS item ON item.alert_id = alerts.id
       WHERE item.delivery_id = ? AND item.round = alerts.round ORDER BY severity_rank DESC, created_at DESC`,
    )
    .all(delivery.id) as AlertRow[];
  const { person_id: personId, link_used_at: usedAt } = delivery;
  return { personId, used: usedAt !== null, alerts, delivery: delivery.id };
}

/** Acknowledges what the mail told of; a second time changes nothing. */
export function acknowledgeByLink(context: AlertContext, token: string, now: number, address: string): Linked {
  const { ledger } = context;
  return ledger.write(() => {
    const linked = lookAtLink(context, token, now);
    if (linked.used) return linked;
    const actor: Actor = { kind: 'person', id: linked.personId };
    for (const { id, state } of linked.alerts) {
      if (state === 'held' || state === 'batched' || state === 'open') {
        acknowledge(context, id, { actor, via: 'mail', address });
      }
    }
    ledger.db.prepare('UPDATE alert_deliveries SET link_used_at = ? WHERE id = ?').run(now, linked.delivery);
    return { ...lookAtLink(context, token, now), used: false };
  });
}
