// A time cell read from bytes: seconds, milliseconds or microseconds since 1970, or ISO 8601 with a zone.

/** The unit of a column's numbers, by their size: below 1e11 seconds, below 1e14 milliseconds, else microseconds. */
export type TimeUnit = 's' | 'ms' | 'us' | 'iso';

/** The number in `bytes[from .. to)`, correctly rounded, or NaN when it is not a plain decimal number. */
export function numberAt(bytes: Uint8Array, from: number, to: number): number {
  let i = from;
  const negative = bytes[i] === 45;
  if (negative || bytes[i] === 43) i++;
  let mantissa = 0;
  let digits = 0;
  let decimals = 0;
  let point = false;
  for (; i < to; i++) {
    const c = bytes[i];
    if (c >= 48 && c <= 57) {
      mantissa = mantissa * 10 + (c - 48);
      digits++;
      if (point) decimals++;
    } else if (c === 46 && !point) {
      point = true;
    } else {
      return slowNumber(bytes, from, to);
    }
  }
  if (digits === 0) return Number.NaN;
  // A mantissa below 2^53 over a power of ten up to 1e22 is one correctly rounded division.
  if (mantissa > Number.MAX_SAFE_INTEGER || decimals > 22) return slowNumber(bytes, from, to);
  const value = decimals === 0 ? mantissa : mantissa / powersOfTen[decimals];
  return negative ? -value : value;
}

const powersOfTen = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));

/** Long mantissas and exponents; blanks around the number are allowed. */
function slowNumber(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > 64) return Number.NaN;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
    .toString('latin1')
    .trim();
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
}

const iso =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(?:([Zz]|UTC)|([+-])(\d\d):?(\d\d)?)$/;

/** Seconds since 1970 of an ISO 8601 time with a zone, or NaN. */
export function isoSecondsAt(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > 64) return Number.NaN;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
    .toString('latin1')
    .trim();
  const part = iso.exec(text);
  if (part === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = part.slice(1, 7).map((x) => Number(x ?? 0));
  const midnight = Date.UTC(year, month - 1, day);
  const real = new Date(midnight).getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60;
  if (!real) return Number.NaN;
  const zone = part[9] === undefined ? 0 : (part[9] === '-' ? -1 : 1) * (Number(part[10]) * 60 + Number(part[11] ?? 0));
  const whole = midnight / 1000 + hour * 3600 + (minute - zone) * 60 + second;
  return part[7] === undefined ? whole : Number(`${whole}.${part[7]}`);
}

/** The unit that a number's size speaks for. */
export function unitOf(value: number): TimeUnit {
  return value < 1e11 ? 's' : value < 1e14 ? 'ms' : 'us';
}

/** What a value in the unit is divided by to give seconds. */
export function perSecond(unit: TimeUnit): number {
  return unit === 'ms' ? 1e3 : unit === 'us' ? 1e6 : 1;
}
