// Puts a message about alerts of one person into the outbox, once for each channel, and marks the alerts as told.
import type { AlertReason, AlertRow } from './alert.ts';
import type { AlertContext } from './context.ts';
import type { Channel, DeliveryItem, DeliveryKind, DeliveryPayload } from './delivery.ts';
import { readSettings } from './settings.ts';
import { severityRank } from './severity-rank.ts';
import { listWebhooks } from './webhooks.ts';

/** Alerts that a digest shows one by one. */
const mostItems = 20;

export const reasonsOf = (row: Pick<AlertRow, 'reasons'>): readonly AlertReason[] =>
  JSON.parse(row.reasons) as readonly AlertReason[];

const itemOf = (row: AlertRow): DeliveryItem => ({
  alertId: row.id,
  findingId: row.finding_id,
  title: row.title,
  severity: row.severity,
  standing: row.standing,
  accounts: row.accounts,
  objects: row.objects,
  qValue: row.q_value,
  reasons: reasonsOf(row),
});

type Way = { readonly channel: Channel; readonly webhookId: string | null };

/** Mail where the person wants it, or where somebody on duty has nothing else. */
function waysOf({ ledger }: AlertContext, personId: string, duty: boolean): readonly Way[] {
  const hooks = listWebhooks(ledger, personId).map(({ id }): Way => ({ channel: 'webhook', webhookId: id }));
  const { mail } = readSettings(ledger, personId).settings;
  return mail || (duty && hooks.length === 0) ? [{ channel: 'mail', webhookId: null }, ...hooks] : hooks;
}

/** Within a transaction. The alerts become open; `rows` are of one person, as they stand in the ledger. */
export function tell(
  context: AlertContext,
  personId: string,
  kind: DeliveryKind,
  rows: readonly AlertRow[],
  now: number,
): void {
  const { db } = context.ledger;
  const sorted = rows.toSorted((a, b) => b.severity_rank - a.severity_rank || b.created_at - a.created_at);
  const items = sorted.slice(0, mostItems).map(itemOf);
  const payload: DeliveryPayload = { items, more: sorted.length - items.length };
  const duty = rows.some((row) => reasonsOf(row).some((reason) => reason !== 'rule'));
  const critical = sorted[0]?.severity_rank === severityRank.critical;
  const replyTo = rows.length === 1 ? rows[0].thread : null;
  const message = context.newId();
  const told = db.prepare(
    "UPDATE alerts SET state = 'open', told_rank = max(told_rank, severity_rank), thread = coalesce(thread, ?) WHERE id = ?",
  );
  const item = db.prepare('INSERT INTO alert_delivery_items (delivery_id, alert_id, round) VALUES (?, ?, ?)');
  let thread: string | null = null;
  for (const way of waysOf(context, personId, duty)) {
    const made = queue(context, { personId, message, kind, critical, payload, replyTo }, way, now);
    if (way.channel === 'mail') thread = made.messageId;
    for (const row of rows) item.run(made.id, row.id, row.round);
  }
  for (const row of rows) told.run(thread, row.id);
}

type Queued = {
  readonly personId: string;
  readonly message: string;
  readonly kind: DeliveryKind;
  readonly critical: boolean;
  readonly payload: DeliveryPayload;
  readonly replyTo: string | null;
};

/** One row of the outbox. Its Message-ID is made now, so that every attempt has the same. */
export function queue(
  context: AlertContext,
  { personId, message, kind, critical, payload, replyTo }: Queued,
  { channel, webhookId }: Way,
  now: number,
): { readonly id: string; readonly messageId: string } {
  const id = context.newId();
  const messageId = `<${id}@${new URL(context.consoleUrl).hostname.replace(/^\[|\]$/g, '')}>`;
  context.ledger.db
    .prepare(
      `INSERT INTO alert_deliveries (id, person_id, message, channel, webhook_id, kind, critical, state, attempts,
         created_at, next_at, payload, message_id, reply_to)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', 0, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      personId,
      message,
      channel,
      webhookId,
      kind,
      Number(critical),
      now,
      now,
      JSON.stringify(payload),
      messageId,
      replyTo,
    );
  return { id, messageId };
}
