// A test message, sent at once and told how it went; a failed one is not tried again.
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { AlertContext } from './context.ts';
import type { Channel, DeliveryRow, Outcome } from './delivery.ts';
import { claimDelivery, settleDelivery } from './outbox.ts';
import { sendDelivery, type Ways } from './send.ts';
import { queue } from './tell.ts';
import { getWebhook } from './webhooks.ts';

/** `webhookId` for a webhook of the person. Throws NOT_FOUND, INPUT_INVALID. */
export async function sendTest(
  context: AlertContext,
  personId: string,
  to: { readonly channel: Channel; readonly webhookId?: string },
  ways: Ways,
): Promise<Outcome> {
  const { ledger } = context;
  const row = ledger.write(() => {
    const way = { channel: to.channel, webhookId: ownWebhook(context, personId, to) };
    const payload = { items: [], more: 0 };
    const message = context.newId();
    const queued = { personId, message, kind: 'test' as const, critical: false, payload, replyTo: null };
    const { id } = queue(context, queued, way, ledger.now());
    recordAudit(ledger, {
      event: 'alerts.tested',
      actor: { kind: 'person', id: personId },
      subject: personId,
      details: { channel: to.channel },
    });
    return claimDelivery(ledger, id, ledger.now()) as DeliveryRow;
  });
  const outcome = await sendDelivery(context, row, ways, ledger.now());
  settleDelivery(ledger, row, outcome.sent ? outcome : { ...outcome, permanent: true }, ledger.now(), 0);
  return outcome;
}

function ownWebhook(
  { ledger }: AlertContext,
  personId: string,
  { channel, webhookId }: { readonly channel: Channel; readonly webhookId?: string },
): string | null {
  if (channel === 'mail') return null;
  if (webhookId === undefined) throw new PollwardenError('INPUT_INVALID', 'id: which webhook');
  if (getWebhook(ledger, webhookId)?.person_id !== personId) throw new PollwardenError('NOT_FOUND', 'webhook');
  return webhookId;
}
