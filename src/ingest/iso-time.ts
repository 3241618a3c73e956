// ISO 8601 / RFC 3339 times with a zone, and the one form of X v1.1, to microseconds.

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?$/;
const twitterPattern = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}):(\d{2}):(\d{2}) ([+-]\d{4}) (\d{4})$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Microseconds, or the reason why not. A day without a time would make all posts of that day simultaneous. */
export function isoToMicros(text: string, zoneMinutes?: number): number | string {
  const twitter = twitterPattern.exec(text);
  if (twitter !== null) return twitterToMicros(twitter);
  const parts = isoPattern.exec(text);
  if (parts === null) return 'neither a number nor ISO 8601';
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = parts;
  if (hour === undefined || minute === undefined) return 'a date without a time of day';
  const offset = zone === undefined ? zoneMinutes : offsetMinutes(zone);
  if (offset === undefined) return zone === undefined ? 'a time without a zone' : `no such zone ${zone}`;
  const millis = utcMillis(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  if (millis === undefined) return 'no such day or time of day';
  return (millis - offset * 60_000) * 1e3 + Math.round(Number(`0.${fraction}0`) * 1e6);
}

/** Minutes east of Greenwich for "Z", "UTC", "+02", "+0200", "+02:00"; undefined for anything else. */
export function offsetMinutes(zone: string): number | undefined {
  if (/^(?:Z|UTC)$/i.test(zone)) return 0;
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (parts === null) return undefined;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? '0');
  if (minutes > 18 * 60 || Number(parts[3] ?? '0') > 59) return undefined;
  return parts[1] === '-' ? -minutes : minutes;
}

function twitterToMicros(parts: RegExpExecArray): number | string {
  const [, month, day, hour, minute, second, zone, year] = parts as unknown as string[];
  const offset = offsetMinutes(zone);
  const number = months.indexOf(month) + 1;
  const millis = utcMillis(Number(year), number, Number(day), Number(hour), Number(minute), Number(second));
  if (millis === undefined || offset === undefined) return 'no such day or time of day';
  return (millis - offset * 60_000) * 1e3;
}

/** Second 60 of a leap second counts as the next minute's first. */
function utcMillis(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return undefined;
  const millis = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? millis : undefined;
}
