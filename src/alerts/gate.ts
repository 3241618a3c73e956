// Whether a person is told at once, after the quiet hours, or with the digest.
import type { Ledger } from '../ledger/ledger.ts';
import { quietUntil } from './quiet-hours.ts';
import { severityRank } from './severity-rank.ts';
import type { AlertSettings } from './settings.ts';

const hour = 3_600_000;
/** Clocks jump: a message dated further ahead than this was dated by a clock that was wrong, and does not count. */
const ahead = 300_000;

/** Messages of the last hour to a person; critical ones are counted apart, so that a flood does not hide them. */
export function messagesInHour(ledger: Ledger, personId: string, critical: boolean, now: number): number {
  const row = ledger.db
    .prepare(
      `SELECT count(DISTINCT message) AS n FROM alert_deliveries
       WHERE person_id = ? AND created_at > ? AND created_at <= ? AND kind <> 'test' AND critical = ?`,
    )
    .get(personId, now - hour, now + ahead, Number(critical)) as { readonly n: number };
  return row.n;
}

export const isQuiet = ({ quietHours }: AlertSettings, severity: number, now: number): boolean =>
  quietHours !== null &&
  !(severity === severityRank.critical && quietHours.criticalBreaksThrough) &&
  quietUntil(quietHours, now) !== undefined;

/** The state in which an alert begins. `duty`: the person is on duty, which knows no quiet hours. */
export function gate(
  ledger: Ledger,
  personId: string,
  settings: AlertSettings,
  alert: { readonly severity: number; readonly duty: boolean },
  now: number,
): 'open' | 'held' | 'batched' {
  if (!alert.duty && isQuiet(settings, alert.severity, now)) return 'held';
  const critical = alert.severity === severityRank.critical;
  return messagesInHour(ledger, personId, critical, now) >= settings.perHour ? 'batched' : 'open';
}
