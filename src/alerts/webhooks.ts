// Addresses of other programs that a person wants told, each with a secret that is shown once and signs what is sent.
import { randomBytes } from 'node:crypto';
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AlertContext } from './context.ts';
import { checkWebhookUrl } from './webhook-address.ts';

const mostWebhooks = 5;

export type WebhookRow = {
  readonly id: string;
  readonly person_id: string;
  readonly url: string;
  readonly secret: string;
  readonly created_at: number;
};

export const listWebhooks = (ledger: Ledger, personId: string): readonly WebhookRow[] =>
  ledger.db
    .prepare('SELECT * FROM alert_webhooks WHERE person_id = ? AND removed_at IS NULL ORDER BY created_at, id')
    .all(personId) as WebhookRow[];

/** Undefined also where it was removed. */
export const getWebhook = (ledger: Ledger, id: string): WebhookRow | undefined =>
  ledger.db.prepare('SELECT * FROM alert_webhooks WHERE id = ? AND removed_at IS NULL').get(id) as
    | WebhookRow
    | undefined;

/**
 * Adds an address; the secret is in the answer and never again. Throws INPUT_INVALID with the reason for an address that
 * would not be called (`allowed`: private addresses of the configuration), CONFLICT beyond five.
 */
export function addWebhook(
  context: AlertContext,
  personId: string,
  url: string,
  allowed: readonly string[],
): { readonly id: string; readonly url: string; readonly secret: string } {
  const { ledger } = context;
  const checked = checkWebhookUrl(url, allowed);
  if (typeof checked === 'string') throw new PollwardenError('INPUT_INVALID', `url: ${checked}`);
  const hook = { id: context.newId(), url: checked.href, secret: randomBytes(32).toString('base64url') };
  ledger.write(() => {
    if (listWebhooks(ledger, personId).length >= mostWebhooks) {
      throw new PollwardenError('CONFLICT', `a person has at most ${mostWebhooks} webhooks`);
    }
    ledger.db
      .prepare('INSERT INTO alert_webhooks (id, person_id, url, secret, created_at) VALUES (?, ?, ?, ?, ?)')
      .run(hook.id, personId, hook.url, hook.secret, ledger.now());
    recordAudit(ledger, {
      event: 'alerts.webhookAdded',
      actor: { kind: 'person', id: personId },
      subject: personId,
      details: { host: checked.host },
    });
  });
  return hook;
}

/** Only the person's own. Throws NOT_FOUND. What waits for it in the outbox is given up. */
export function removeWebhook(ledger: Ledger, personId: string, id: string): void {
  ledger.write(() => {
    const hook = getWebhook(ledger, id);
    if (hook === undefined || hook.person_id !== personId) throw new PollwardenError('NOT_FOUND', 'webhook');
    ledger.db.prepare("UPDATE alert_webhooks SET removed_at = ?, secret = '' WHERE id = ?").run(ledger.now(), id);
    recordAudit(ledger, {
      event: 'alerts.webhookRemoved',
      actor: { kind: 'person', id: personId },
      subject: personId,
      details: { host: new URL(hook.url).host },
    });
  });
}

/** When it last took a message, and what went wrong with the latest one. */
export function lastOfWebhook(
  { db }: Ledger,
  id: string,
): { readonly lastSentAt: number | null; readonly problem: string | null } {
  const sent = db.prepare('SELECT max(sent_at) AS at FROM alert_deliveries WHERE webhook_id = ?').get(id);
  const latest = db
    .prepare('SELECT problem FROM alert_deliveries WHERE webhook_id = ? ORDER BY created_at DESC, id LIMIT 1')
    .get(id) as { readonly problem: string | null } | undefined;
  return { lastSentAt: (sent as { readonly at: number | null }).at, problem: latest?.problem ?? null };
}
