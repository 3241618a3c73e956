// Reports of polling day in the ledger. Rows are only added; a correction names the report that it supersedes.
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Hours, PollingReport } from '../polling-day/board.ts';
import type { PollingEvent } from '../polling-day/events.ts';
import { localInstant } from '../polling-day/local-instant.ts';
import { addressOf, type By } from './by.ts';
import { electionOf } from './elections.ts';
import { keptReconciler } from './reconciler.ts';

export type NewReport = Pick<PollingReport, 'unit' | 'event' | 'text' | 'caller' | 'reportedAt' | 'supersedes'>;

type Row = Readonly<Record<string, string | number | null>>;

const reportOf = (row: Row): PollingReport => ({
  number: Number(row.number),
  unit: String(row.unit),
  event: row.event as PollingEvent,
  text: String(row.text),
  caller: String(row.caller),
  reportedAt: Number(row.reported_at),
  enteredAt: Number(row.entered_at),
  enteredBy: String(row.entered_by),
  supersedes: row.supersedes === null ? undefined : Number(row.supersedes),
});

/** In the order in which they were entered; of one unit where it is named. */
export const pollingReports = ({ db }: Ledger, election: string, unit?: string): readonly PollingReport[] =>
  (
    db
      .prepare('SELECT * FROM polling_reports WHERE election = ? AND (? IS NULL OR unit = ?) ORDER BY number')
      .all(election, unit ?? null, unit ?? null) as Row[]
  ).map(reportOf);

const minute = 60_000;
const mostDaysBack = 7;

/** NOT_FOUND for an unknown unit or report; CONFLICT where the report was corrected already; INPUT_INVALID. */
export function addReport(ledger: Ledger, election: string, report: NewReport, by: By): PollingReport {
  return ledger.write(() => {
    refuseReport(ledger, election, report);
    const { unit, event, caller, reportedAt, supersedes } = report;
    const { lastInsertRowid } = ledger.db
      .prepare(
        `INSERT INTO polling_reports (election, unit, event, text, caller, reported_at, entered_at, entered_by, supersedes)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        election,
        unit,
        event,
        report.text.trim().toWellFormed(),
        caller.trim().toWellFormed(),
        Math.trunc(reportedAt),
        Math.trunc(ledger.now()),
        by.name,
        supersedes ?? null,
      );
    const number = Number(lastInsertRowid);
    recordAudit(ledger, {
      event: 'pollingDay.reported',
      actor: by.actor,
      subject: election,
      details: { unit, report: event, number, by: by.name, ...(supersedes === undefined ? {} : { supersedes }) },
      ...addressOf(by),
    });
    return reportOf(ledger.db.prepare('SELECT * FROM polling_reports WHERE number = ?').get(number) as Row);
  });
}

function refuseReport(
  ledger: Ledger,
  election: string,
  { unit, event, text, reportedAt, supersedes }: NewReport,
): void {
  if (!keptReconciler(ledger, election).units.has(unit))
    throw new PollwardenError('NOT_FOUND', `election ${election} has no unit "${unit.slice(0, 80)}"`);
  if (event === 'note' && text.trim() === '') throw new PollwardenError('INPUT_INVALID', 'text: a note has words');
  const ahead = reportedAt - ledger.now();
  if (!(ahead <= minute)) throw new PollwardenError('INPUT_INVALID', 'reportedAt: it tells of the future');
  if (ahead < -mostDaysBack * 1440 * minute)
    throw new PollwardenError('INPUT_INVALID', `reportedAt: more than ${mostDaysBack} days ago`);
  if (supersedes !== undefined) refuseSuperseding(ledger, election, unit, supersedes);
  else if (event === 'withdrawn')
    throw new PollwardenError('INPUT_INVALID', 'supersedes: say which report is withdrawn');
}

function refuseSuperseding(ledger: Ledger, election: string, unit: string, supersedes: number): void {
  const reports = pollingReports(ledger, election, unit);
  const wrong = reports.find(({ number }) => number === supersedes);
  if (wrong === undefined) throw new PollwardenError('NOT_FOUND', `unit ${unit} has no report ${supersedes}`);
  if (wrong.event === 'withdrawn')
    throw new PollwardenError('CONFLICT', `report ${supersedes} withdraws another; enter anew what was so`);
  if (reports.some((one) => one.supersedes === supersedes))
    throw new PollwardenError('CONFLICT', `report ${supersedes} was corrected already`);
}

/** Local times, HH:MM. */
export type PollingHours = { readonly opens: string; readonly closes: string };

/** 07:00 to 20:00 until somebody sets them. */
export function pollingHours({ db }: Ledger, election: string): PollingHours {
  const row = db.prepare('SELECT opens, closes FROM polling_hours WHERE election = ?').get(election) as
    | PollingHours
    | undefined;
  return row === undefined ? { opens: '07:00', closes: '20:00' } : { opens: row.opens, closes: row.closes };
}

const timeShape = /^([01]\d|2[0-3]):[0-5]\d$/;

/** INPUT_INVALID, NOT_FOUND. */
export function setPollingHours(ledger: Ledger, election: string, { opens, closes }: PollingHours, by: By): void {
  if (!timeShape.test(opens) || !timeShape.test(closes) || opens >= closes)
    throw new PollwardenError('INPUT_INVALID', 'hours are written as 07:00, and closing comes after opening');
  ledger.write(() => {
    electionOf(ledger, election);
    ledger.db
      .prepare(
        `INSERT INTO polling_hours (election, opens, closes) VALUES (?, ?, ?)
         ON CONFLICT (election) DO UPDATE SET opens = excluded.opens, closes = excluded.closes`,
      )
      .run(election, opens, closes);
    recordAudit(ledger, {
      event: 'pollingDay.hoursSet',
      actor: by.actor,
      subject: election,
      details: { opens, closes, by: by.name },
      ...addressOf(by),
    });
  });
}

/** The hours as instants, in the election's zone. */
export function hoursOf(ledger: Ledger, election: string): Hours {
  const { day, timeZone } = keptReconciler(ledger, election).definition;
  const { opens, closes } = pollingHours(ledger, election);
  return { opensAt: localInstant(day, opens, timeZone), closesAt: localInstant(day, closes, timeZone) };
}
