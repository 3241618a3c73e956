// A time of day in a zone as an instant. Browser-safe.

/** The instant of a local time (HH:MM) on a day in an IANA zone; where the clock skips it, the instant after the skip. */
export function localInstant(day: string, time: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const offset = (at: number): number => {
    const parts = shown.formatToParts(at);
    const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '00';
    return Date.parse(`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:00Z`) - at;
  };
  const first = asUtc - offset(asUtc);
  return asUtc - offset(first);
}
