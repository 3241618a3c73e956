// Sends together what waited: at the end of quiet hours, and when the hour of a flood has room again.
import type { AlertRow } from './alert.ts';
import type { AlertContext } from './context.ts';
import { isQuiet, messagesInHour } from './gate.ts';
import { severityRank } from './severity-rank.ts';
import { readSettings } from './settings.ts';
import { reasonsOf, tell } from './tell.ts';

/** Answers with how many alerts were told. Nothing here waits for a stored date, so no jump of the clock delays it. */
export function releaseWaiting(context: AlertContext, now: number): number {
  const people = context.ledger.db.prepare(
    "SELECT DISTINCT person_id AS id FROM alerts WHERE state IN ('held', 'batched')",
  );
  let released = 0;
  for (const { id } of people.all() as { readonly id: string }[]) released += releaseOf(context, id, now);
  return released;
}

function releaseOf(context: AlertContext, personId: string, now: number): number {
  const { ledger } = context;
  if (ready(context, personId, now).length === 0) return 0;
  return ledger.write(() => {
    const rows = ready(context, personId, now);
    if (rows.length > 0) tell(context, personId, rows.length === 1 ? 'alert' : 'digest', rows, now);
    return rows.length;
  });
}

function ready({ ledger }: AlertContext, personId: string, now: number): readonly AlertRow[] {
  const { settings } = readSettings(ledger, personId);
  const waiting = ledger.db
    .prepare("SELECT * FROM alerts WHERE state IN ('held', 'batched') AND person_id = ?")
    .all(personId) as AlertRow[];
  const due = waiting.filter(
    (row) => reasonsOf(row).some((reason) => reason !== 'rule') || !isQuiet(settings, row.severity_rank, now),
  );
  const critical = due.some((row) => row.severity_rank === severityRank.critical);
  return messagesInHour(ledger, personId, critical, now) < settings.perHour ? due : [];
}
