// Phases of an election on one line of days: where each begins and how long it is, in parts of the whole.
import type { CalendarBody } from '../../../../../src/server/features/watchlists/schemas.ts';
import { language } from '../../messages/t.ts';

export type Election = CalendarBody['elections'][number];
export type PhaseDates = Election['phases'][number];

const day = 86_400_000;
const at = (date: string): number => Date.parse(`${date}T00:00:00Z`);
export const daysOf = ({ from, to }: PhaseDates): number => Math.round((at(to) - at(from)) / day) + 1;

export const dateText = (date: string): string =>
  new Intl.DateTimeFormat(language, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(
    at(date),
  );

export type Bar = PhaseDates & { readonly left: number; readonly width: number };

/** `today` in parts too, where it lies within. */
export function barsOf(
  election: Election,
  todayDate: string,
): { readonly bars: readonly Bar[]; readonly today?: number } {
  const { phases } = election;
  if (phases.length === 0) return { bars: [] };
  const first = Math.min(...phases.map(({ from }) => at(from)));
  const last = Math.max(...phases.map(({ to }) => at(to))) + day;
  const part = (time: number): number => (time - first) / (last - first);
  const bars = phases.map((phase) => ({
    ...phase,
    left: part(at(phase.from)),
    width: (at(phase.to) + day - at(phase.from)) / (last - first),
  }));
  const now = part(at(todayDate) + day / 2);
  return now >= 0 && now <= 1 ? { bars, today: now } : { bars };
}

/** The date of now where the election is; in UTC where this browser does not know the zone. */
export function dateIn(zone: string, now: number): string {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(now);
  } catch {
    return new Date(now).toISOString().slice(0, 10);
  }
}
