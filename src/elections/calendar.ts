// The election calendar: elections with their phases by day, in the election's own time zone.
import { isDay } from '../kernel/day.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { type Phase, phases } from './phases.ts';

/** Days as ISO dates in the time zone, both included. */
export type PhaseDates = { readonly phase: Phase; readonly from: string; readonly to: string };
export type Election = {
  readonly name: string;
  /** IANA name, such as Europe/Brussels. */
  readonly timeZone: string;
  readonly phases: readonly PhaseDates[];
};

export type PhaseNow = { readonly phase: Phase; readonly election: string };

/** The phase at a time, milliseconds since 1970 UTC. Where several hold, the later in an election's course. */
export function phaseAt(elections: readonly Election[], time: number): PhaseNow | undefined {
  let found: PhaseNow | undefined;
  for (const { name, timeZone, phases: dates } of elections) {
    const day = dayIn(timeZone, time);
    for (const { phase, from, to } of dates) {
      if (day < from || day > to) continue;
      const later = found === undefined || phases.indexOf(phase) > phases.indexOf(found.phase);
      if (later) found = { phase, election: name };
    }
  }
  return found;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** "2026-06-07" as the calendar on the wall shows it there. */
function dayIn(timeZone: string, time: number): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(time);
}

/** CALENDAR_INVALID with the election and the reason. */
export function checkCalendar(elections: readonly Election[]): void {
  const names = new Set<string>();
  for (const election of elections) {
    const invalid = (detail: string): PollwardenError =>
      new PollwardenError('CALENDAR_INVALID', `${election.name}: ${detail}`);
    if (names.has(election.name)) throw invalid('is there twice');
    names.add(election.name);
    if (!isTimeZone(election.timeZone)) throw invalid(`there is no time zone "${election.timeZone}"`);
    for (const { phase, from, to } of election.phases) {
      for (const day of [from, to]) if (!isDay(day)) throw invalid(`${phase}: ${day} is no day`);
      if (to < from) throw invalid(`${phase}: ends before it begins`);
    }
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0);
    return true;
  } catch {
    return false;
  }
}
