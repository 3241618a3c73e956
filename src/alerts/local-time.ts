// Local times of a time zone as moments, and back. Around changes of the clock: a time that comes twice is its first
// coming, a time that is skipped is the moment of the change.
import { isDay } from '../kernel/day.ts';

const minute = 60_000;
export const day = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether this machine knows the IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** What clocks on the wall show at a moment, as if it were UTC: milliseconds, whole seconds. */
export function wallTime(timeZone: string, moment: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(moment)) parts[type] = Number(value);
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
}

const offsetAt = (timeZone: string, moment: number): number => {
  const whole = Math.floor(moment / 1000) * 1000;
  return wallTime(timeZone, whole) - whole;
};

/** The first moment (milliseconds since 1970 UTC) at which clocks show `wall` (as of wallTime) or have passed it. */
export function momentOf(timeZone: string, wall: number): number {
  const offsets = [offsetAt(timeZone, wall - 1.5 * day), offsetAt(timeZone, wall + 1.5 * day)];
  const valid = offsets.map((offset) => wall - offset).filter((moment) => wallTime(timeZone, moment) === wall);
  if (valid.length > 0) return Math.min(...valid);
  // Skipped: the clocks leap over it. The change lies between the two readings.
  let before = wall - Math.max(...offsets);
  let after = wall - Math.min(...offsets);
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (wallTime(timeZone, middle) < wall) before = middle;
    else after = middle;
  }
  return after;
}

/** Minutes since midnight of "22:30". */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Days since 1970-01-01 of the local date at a moment. */
export const localDay = (timeZone: string, moment: number): number => Math.floor(wallTime(timeZone, moment) / day);

/** 1 is Monday. */
export const weekdayOf = (dayNumber: number): number => ((((dayNumber + 3) % 7) + 7) % 7) + 1;

/** The moment of "22:30" on a local date. */
export const momentOn = (timeZone: string, dayNumber: number, time: string): number =>
  momentOf(timeZone, dayNumber * day + minutesOf(time) * minute);

/** "2026-05-04" as days since 1970-01-01; undefined for what is no date. */
export const dayNumberOf = (date: string): number | undefined =>
  isDay(date) ? Date.parse(`${date}T00:00:00Z`) / day : undefined;
