// The list of alerts: its keys and orders over the table, with the deliveries and the escalation of each row.
import type { Ledger } from '../ledger/ledger.ts';
import { type ListPage, type ListRequest, listRows } from '../ledger/list.ts';
import { containsText, type ListContext, type ListSpec, type Sql } from '../ledger/list-sql.ts';
import type { AlertRow, alertStates } from './alert.ts';
import type { DeliveryRow } from './delivery.ts';
import type { EscalationRow } from './escalate.ts';
import { alertKeys } from './query-keys.ts';

const ofDelivery = (state: string): Sql => ({
  text: `SELECT alerts.row AS r FROM alert_deliveries AS d JOIN alert_delivery_items AS i ON i.delivery_id = d.id
    JOIN alerts ON alerts.id = i.alert_id WHERE d.state = ?`,
  values: [state],
});
const ofReason = (reason: string): Sql => ({
  text: 'SELECT row AS r FROM alerts, json_each(alerts.reasons) AS one WHERE one.value = ?',
  values: [reason],
});

type Column = Omit<ListSpec['fields'][number], 'key' | 'kind' | 'meaning' | 'values' | 'ordered' | 'optional'>;
const columns: Readonly<Record<(typeof alertKeys)[number]['key'], Column>> = {
  state: { column: 'alerts.state', exact: true, indexed: true },
  severity: { column: 'alerts.severity', exact: true },
  person: {
    column: 'alerts.person_id',
    exact: true,
    indexed: true,
    resolve: (text, { me }) => (text === 'me' ? (me ?? '?') : text),
  },
  reason: { column: '', rowsOf: ofReason },
  delivery: { column: '', rowsOf: ofDelivery },
  finding: { column: 'alerts.finding_id', exact: true, indexed: true },
  title: { column: 'alerts.title' },
  created: { column: 'alerts.created_at', indexed: true },
  updated: { column: 'alerts.updated_at', indexed: true },
  acknowledged: { column: 'alerts.acknowledged_at' },
};

export const alertList: ListSpec = {
  table: 'alerts',
  row: 'row',
  fields: alertKeys.map((declared) => ({ ...declared, ...columns[declared.key] })),
  word: (word) => ({ sql: containsText('alerts.title', word) }),
  sorts: { created: 'alerts.created_at', updated: 'alerts.updated_at', severity: 'alerts.severity_rank' },
  defaultSort: '-created',
};

export type ListedAlert = {
  readonly alert: AlertRow;
  readonly deliveries: readonly (DeliveryRow & { readonly alerts: number })[];
  readonly escalation: EscalationRow | undefined;
  readonly steps: readonly StepRow[];
};
export type StepRow = {
  readonly finding_id: string;
  readonly at: number;
  readonly level: string;
  /** JSON of ids. */
  readonly told: string;
  readonly reason: string;
};

export type AlertPage = Omit<ListPage, 'rows'> & { readonly items: readonly ListedAlert[] };

/** Errors as listRows. */
export function listAlerts(ledger: Ledger, request: ListRequest, context: ListContext): AlertPage {
  const { rows, ...page } = listRows(ledger, alertList, request, context);
  return { ...page, items: withDetails(ledger, rows as unknown as readonly AlertRow[]) };
}

export function alertById(ledger: Ledger, id: string): ListedAlert | undefined {
  const row = ledger.db.prepare('SELECT * FROM alerts WHERE id = ?').get(id) as AlertRow | undefined;
  return row === undefined ? undefined : withDetails(ledger, [row])[0];
}

function withDetails({ db }: Ledger, alerts: readonly AlertRow[]): readonly ListedAlert[] {
  const ids = JSON.stringify(alerts.map(({ id }) => id));
  const findings = JSON.stringify([...new Set(alerts.map((alert) => alert.finding_id))]);
  const deliveries = db
    .prepare(
      `SELECT d.*, i.alert_id, (SELECT count(*) FROM alert_delivery_items WHERE delivery_id = d.id) AS alerts
       FROM alert_delivery_items AS i JOIN alert_deliveries AS d ON d.id = i.delivery_id
       WHERE i.alert_id IN (SELECT value FROM json_each(?)) ORDER BY d.created_at, d.id`,
    )
    .all(ids) as unknown as readonly (DeliveryRow & { readonly alerts: number; readonly alert_id: string })[];
  const escalations = db
    .prepare('SELECT * FROM alert_escalations WHERE finding_id IN (SELECT value FROM json_each(?))')
    .all(findings) as unknown as readonly EscalationRow[];
  const steps = db
    .prepare(
      'SELECT * FROM alert_escalation_steps WHERE finding_id IN (SELECT value FROM json_each(?)) ORDER BY number',
    )
    .all(findings) as unknown as readonly StepRow[];
  return alerts.map((alert) => ({
    alert,
    deliveries: deliveries.filter((delivery) => delivery.alert_id === alert.id),
    escalation: escalations.find((one) => one.finding_id === alert.finding_id),
    steps: steps.filter((step) => step.finding_id === alert.finding_id),
  }));
}

export type AlertCounts = Readonly<Record<(typeof alertStates)[number], number>> & { readonly mine: number };

/** By state; "mine" are the open ones of `me`. */
export function countAlerts({ db }: Ledger, me: string): AlertCounts {
  const counts = { held: 0, batched: 0, open: 0, acknowledged: 0, closed: 0, mine: 0 };
  const rows = db.prepare('SELECT state, count(*) AS n FROM alerts GROUP BY state').all() as {
    readonly state: (typeof alertStates)[number];
    readonly n: number;
  }[];
  for (const { state, n } of rows) counts[state] = n;
  const mine = db.prepare("SELECT count(*) AS n FROM alerts WHERE state = 'open' AND person_id = ?").get(me);
  counts.mine = (mine as { readonly n: number }).n;
  return counts;
}
