// A delivery: one message to one person over one channel, in the outbox until it is sent.
import type { Severity, Standing } from '../findings/finding.ts';
import type { AlertReason } from './alert.ts';

export const channels = ['mail', 'webhook'] as const;
export type Channel = (typeof channels)[number];

/** "raised": about a finding that has become more severe. "digest": several at once. */
export const deliveryKinds = ['alert', 'raised', 'digest', 'test'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** "withdrawn": everything in it was acknowledged or closed before it could be sent. */
export const deliveryStates = ['queued', 'sending', 'sent', 'failed', 'givenUp', 'withdrawn'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** All that leaves about a finding: mail is not confidential, so no pseudonyms, no texts, no objects. */
export type DeliveryItem = {
  readonly alertId: string;
  readonly findingId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly standing: Standing;
  readonly accounts: number;
  readonly objects: number;
  readonly qValue: number | null;
  readonly reasons: readonly AlertReason[];
};

/** Set down when the delivery is made, so that a repeated attempt says the same. `more`: alerts beyond the items. */
export type DeliveryPayload = { readonly items: readonly DeliveryItem[]; readonly more: number };

/** A row of the table `alert_deliveries`. */
export type DeliveryRow = {
  readonly id: string;
  readonly person_id: string;
  /** The same for the channels over which one message goes. */
  readonly message: string;
  readonly channel: Channel;
  readonly webhook_id: string | null;
  readonly kind: DeliveryKind;
  readonly critical: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly created_at: number;
  readonly next_at: number | null;
  readonly sent_at: number | null;
  readonly problem: string | null;
  readonly payload: string;
  readonly message_id: string;
  readonly reply_to: string | null;
  readonly link_used_at: number | null;
};

/** What a channel says of one attempt. `permanent`: trying again would not help. */
export type Outcome =
  | { readonly sent: true }
  | { readonly sent: false; readonly permanent: boolean; readonly problem: string };
