// Alerts in the form that the console sees: names for ids, null for what is absent.
import type { AlertContext } from '../../../alerts/context.ts';
import type { DeliveryRow } from '../../../alerts/delivery.ts';
import type { Linked } from '../../../alerts/acknowledge.ts';
import type { ListedAlert } from '../../../alerts/list.ts';
import { reasonsOf } from '../../../alerts/tell.ts';
import { personNames } from '../../../accounts/people.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { Acknowledgement, Alert, AlertDelivery } from './schemas.ts';

type Names = (id: string) => string;

const deliveryView = (row: DeliveryRow & { readonly alerts: number }): AlertDelivery => ({
  id: row.id,
  channel: row.channel,
  kind: row.kind,
  state: row.state,
  attempts: row.attempts,
  alerts: row.alerts,
  createdAt: row.created_at,
  nextAt: row.state === 'queued' || row.state === 'failed' ? row.next_at : null,
  sentAt: row.sent_at,
  problem: row.problem,
});

function escalationView({ escalation, steps }: ListedAlert, name: Names): Alert['escalation'] {
  if (escalation === undefined) return null;
  return {
    state: escalation.state,
    level: escalation.level,
    nextAt: escalation.next_at,
    steps: steps.map(({ at, level, told, reason }) => ({
      at,
      level: level as 'first',
      told: toldIds(told).map(name),
      reason,
    })),
  };
}

const toldIds = (told: string): readonly string[] => JSON.parse(told) as readonly string[];

function alertView(listed: ListedAlert, me: string, name: Names): Alert {
  const { alert } = listed;
  const { acknowledged_at: at, acknowledged_by: by, acknowledged_via: via } = alert;
  return {
    id: alert.id,
    findingId: alert.finding_id,
    title: alert.title,
    severity: alert.severity,
    standing: alert.standing,
    state: alert.state,
    person: { id: alert.person_id, name: name(alert.person_id) },
    mine: alert.person_id === me,
    reasons: [...reasonsOf(alert)],
    accounts: alert.accounts,
    objects: alert.objects,
    qValue: alert.q_value,
    createdAt: alert.created_at,
    updatedAt: alert.updated_at,
    acknowledgement:
      at === null || via === null ? null : { at, by: by === null || by === '' ? 'operator' : name(by), via },
    deliveries: listed.deliveries.map(deliveryView),
    escalation: escalationView(listed, name),
  };
}

/** `me`: id of who asks. */
export function alertViews(ledger: Ledger, listed: readonly ListedAlert[], me: string): readonly Alert[] {
  const ids = listed.flatMap(({ alert, steps }) => [
    alert.person_id,
    alert.acknowledged_by ?? '',
    ...steps.flatMap(({ told }) => toldIds(told)),
  ]);
  const names = personNames(ledger, ids);
  return listed.map((one) => alertView(one, me, (id) => names.get(id) ?? id));
}

export function acknowledgementView({ ledger }: AlertContext, { personId, used, alerts }: Linked): Acknowledgement {
  const open = alerts.some(({ state }) => state !== 'acknowledged' && state !== 'closed');
  return {
    person: personNames(ledger, [personId]).get(personId) ?? '',
    alerts: alerts.map(({ title, severity, state }) => ({ title, severity, state })),
    state: used ? 'used' : open ? 'open' : 'acknowledged',
  };
}
