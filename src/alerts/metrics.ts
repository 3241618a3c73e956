// Numbers about alerts for the operator's watcher.
import type { Ledger } from '../ledger/ledger.ts';

export type AlertGauge = { readonly name: string; readonly help: string; readonly value: number };

export function alertGauges({ db }: Ledger): readonly AlertGauge[] {
  const count = (sql: string): number => (db.prepare(`SELECT count(*) AS n FROM ${sql}`).get() as { n: number }).n;
  return [
    {
      name: 'pollwarden_alerts_open',
      help: 'Alerts told and not acknowledged',
      value: count("alerts WHERE state = 'open'"),
    },
    {
      name: 'pollwarden_alert_deliveries_waiting',
      help: 'Messages in the outbox that are not sent yet',
      value: count("alert_deliveries WHERE state IN ('queued', 'sending', 'failed')"),
    },
    {
      name: 'pollwarden_alert_deliveries_given_up',
      help: 'Messages that could not be sent and are not tried again',
      value: count("alert_deliveries WHERE state = 'givenUp' AND kind <> 'test'"),
    },
    {
      name: 'pollwarden_alert_escalations_exhausted',
      help: 'Findings of which everyone on duty was told and nobody acknowledged',
      value: count("alert_escalations WHERE state = 'exhausted'"),
    },
  ];
}
