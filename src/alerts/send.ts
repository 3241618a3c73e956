// Sends one delivery of the outbox over its channel. In the demonstration everything goes to a folder, and only there.
import { personById } from '../accounts/people.ts';
import type { AlertContext } from './context.ts';
import type { DeliveryPayload, DeliveryRow, Outcome } from './delivery.ts';
import { linkDays, signLink } from './link.ts';
import { linkKey } from './link-key.ts';
import { type Mail, sendMail, type SmtpServer, writeMail, writeToSink } from './mail.ts';
import { mailContent, webhookBody } from './message.ts';
import { toldRoles } from './people.ts';
import { sendWebhook } from './webhook-send.ts';
import { getWebhook } from './webhooks.ts';

/** Where messages go. `sink`: a folder, instead of anything else. `smtp` undefined: no mail server is configured. */
export type Ways =
  | { readonly sink: string }
  | {
      readonly smtp: SmtpServer | undefined;
      /** Addresses inside networks to which webhooks may go. */
      readonly allowed: readonly string[];
      readonly timeoutMs: number;
      /** Authorities that are believed beside those of the system, PEM. */
      readonly ca?: string;
    };

const failed = (problem: string, permanent: boolean): Outcome => ({ sent: false, permanent, problem });

/** One attempt; `now` in milliseconds since 1970 UTC. Throws only for defects and a failing disk. */
export async function sendDelivery(context: AlertContext, row: DeliveryRow, ways: Ways, now: number): Promise<Outcome> {
  const person = personById(context.ledger, row.person_id);
  if (person === undefined || person.restricted_at !== null || !toldRoles.includes(person.role)) {
    return failed('The person may not read findings any more', true);
  }
  return row.channel === 'mail' ? byMail(context, row, person.email, ways) : byWebhook(context, row, ways, now);
}

const payloadOf = (row: DeliveryRow): DeliveryPayload => JSON.parse(row.payload) as DeliveryPayload;

export function acknowledgeUrl(context: AlertContext, row: Pick<DeliveryRow, 'id' | 'created_at'>): string {
  const token = signLink(linkKey(context.ledger), row.id, row.created_at + linkDays * 86_400_000);
  return `${context.consoleUrl}/acknowledge#${token}`;
}

async function byMail(context: AlertContext, row: DeliveryRow, to: string, ways: Ways): Promise<Outcome> {
  const content = mailContent(row.kind, payloadOf(row), context, acknowledgeUrl(context, row));
  const mail: Mail = {
    ...content,
    to,
    messageId: row.message_id,
    replyTo: row.reply_to === row.message_id ? null : row.reply_to,
    date: row.created_at,
  };
  if ('sink' in ways) return writeMail(ways.sink, mail);
  if (ways.smtp === undefined) return failed('No mail server is configured', false);
  return sendMail(ways.smtp, mail, ways);
}

async function byWebhook(context: AlertContext, row: DeliveryRow, ways: Ways, now: number): Promise<Outcome> {
  const hook = row.webhook_id === null ? undefined : getWebhook(context.ledger, row.webhook_id);
  if (hook === undefined) return failed('The webhook was removed', true);
  const body = webhookBody({ id: row.id, kind: row.kind, createdAt: row.created_at }, payloadOf(row), context);
  if ('sink' in ways) {
    const name = `${new Date(row.created_at).toISOString().replaceAll(/[:.]/g, '-')}-${row.id.slice(0, 16)}.json`;
    return writeToSink(ways.sink, name, Buffer.from(body));
  }
  return sendWebhook(hook, { id: row.id, body }, now, ways);
}
