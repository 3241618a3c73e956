// Times for people: how long ago, and exactly, in their own time and in UTC.
import { language, t } from '../messages/t.ts';

const spans = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' });
const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat(language, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const moment = new Intl.DateTimeFormat(language, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});

/** "just now", "3 min ago", "in 2 days"; beyond thirty days the date. All in milliseconds since 1970 UTC. */
export function relativeText(time: number, now: number): string {
  const away = time - now;
  if (Math.abs(away) > 30 * 86_400_000) return date.format(time);
  if (Math.abs(away) < 1000) return t('common.justNow');
  for (const [unit, size] of spans) {
    if (Math.abs(away) >= size || unit === 'second') return relative.format(Math.trunc(away / size), unit);
  }
  return date.format(time);
}

const day = new Intl.DateTimeFormat(language, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** "17 Nov, 07:40" in UTC: for times of posts that play from the past, where "7 days ago" would mislead. */
export const momentText = (time: number): string => day.format(time);
export const clockText = (time: number): string => clock.format(time);
const utcDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
/** "17 Nov 2026", in UTC: for days that are counted in UTC, such as the last day of a purpose. */
export const utcDayText = (time: number): string => utcDay.format(time);
export const utcText = (time: number): string => `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
/** Local time with its zone, then UTC. */
export const exactText = (time: number): string => `${moment.format(time)} · ${utcText(time)}`;
