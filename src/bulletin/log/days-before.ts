// Days from an instant to a day of the calendar, as people count them where the election is held.

/** Trust that begins outside the page needs this long to reach gazette, posters and independent bodies. */
export const leastDays = 14;

/** `at`: milliseconds since 1970 UTC; `day`: ISO. Negative after it. RangeError for a time zone that there is none of. */
export function daysBefore(at: number, day: string, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const of = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  const today = Date.parse(`${of.get('year')}-${of.get('month')}-${of.get('day')}T00:00:00Z`);
  return Math.round((Date.parse(`${day}T00:00:00Z`) - today) / 86_400_000);
}
