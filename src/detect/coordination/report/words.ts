// Numbers, times and terms in the words of the report.
import type { Layer } from '../../../ingest/post.ts';

/** 1204.25 as "1,204.3": whole from 100 on, one digit from 10 on, else two. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return 'unknown';
  const size = Math.abs(value);
  const digits = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}

/** "1 group", "2 groups", with a space that does not break. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)}\u00a0${n === 1 ? one : many}`;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A probability: 0.05, 0.0004, 2 × 10⁻⁹. */
export function probability(p: number): string {
  if (!Number.isFinite(p)) return 'unknown';
  if (p === 0) return '< 10⁻³⁰⁰';
  if (p >= 0.0001) return String(Number(p.toPrecision(2)));
  const [mantissa, exponent] = p.toExponential(0).split('e-');
  return `${mantissa} × 10⁻${[...exponent].map((d) => superscripts[Number(d)]).join('')}`;
}

/** 0.05 as "5 %". */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))}\u00a0%`;
}

/** 0.4 s, 12 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown';
  if (seconds < 0) return `−${duration(-seconds)}`;
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))}\u00a0s`;
  const s = Math.round(seconds);
  if (s < 60) return `${s}\u00a0s`;
  if (s < 3600) return pair(Math.floor(s / 60), 'min', s % 60, 's');
  const minutes = Math.round(s / 60);
  if (minutes < 1440) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(s / 3600);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

const pair = (a: number, unitA: string, b: number, unitB: string): string =>
  b === 0 ? `${a}\u00a0${unitA}` : `${a}\u00a0${unitA}\u00a0${b}\u00a0${unitB}`;

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** "three groups" in running text; figures from ten on. */
export function spelled(n: number, one: string, many = `${one}s`): string {
  return `${numbers[n] ?? count(n)} ${n === 1 ? one : many}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');

function asDate(seconds: number): Date | undefined {
  const date = new Date(Math.round(seconds * 1000));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** "4 May 2026", in UTC. */
export function day(seconds: number): string {
  const date = asDate(seconds);
  return date === undefined ? 'unknown' : `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "4 May 2026, 14:03:22", in UTC. */
export function moment(seconds: number): string {
  const date = asDate(seconds);
  if (date === undefined) return 'unknown';
  return `${day(seconds)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** "14:03", in UTC. */
export function clock(seconds: number): string {
  const date = asDate(seconds);
  return date === undefined ? '' : `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** "4 May", in UTC. */
export function shortDay(seconds: number): string {
  const date = asDate(seconds);
  return date === undefined ? '' : `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

/** "between 4 May 2026 and 18 May 2026", or the hours where it is one day. */
export function span(first: number, last: number): string {
  if (day(first) !== day(last)) return `between ${day(first)} and ${day(last)}`;
  return `on ${day(first)} between ${clock(first)} and ${clock(last)} UTC`;
}

const layerWords: Readonly<Record<Layer, readonly [string, string]>> = {
  object: ['object', 'objects'],
  repost: ['reposted post', 'reposted posts'],
  url: ['web address', 'web addresses'],
  domain: ['web site', 'web sites'],
  hashtags: ['set of hashtags', 'sets of hashtags'],
  hashtag: ['hashtag', 'hashtags'],
  text: ['near-equal text', 'near-equal texts'],
  reply: ['post replied to', 'posts replied to'],
  media: ['image or video', 'images or videos'],
  mention: ['mentioned account', 'mentioned accounts'],
};

export function layerName(layer: Layer, n = 1): string {
  return layerWords[layer][n === 1 ? 0 : 1];
}

/** "a, b and c". */
export function list(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

/** "12 web addresses, 3 near-equal texts and 2 more layers": the layers with most objects by name. */
export function layerMixText(
  mix: readonly { readonly layer: Layer; readonly objects: number }[],
  named: number,
): string {
  const sorted = mix.toSorted((a, b) => b.objects - a.objects);
  const shown = sorted.slice(0, named).map(({ layer, objects }) => `${count(objects)} ${layerName(layer, objects)}`);
  const rest = sorted.length - shown.length;
  return list(rest > 0 ? [...shown, plural(rest, 'more layer')] : shown);
}

const nullWords: Readonly<Record<string, string>> = {
  delay: 'each account’s usual delay',
  'delay by hour': 'each account’s usual delay at that hour',
  'delay in session': 'each account’s delay within its sessions',
  'delay here': 'each account’s delay on objects like these',
  'time of day': 'each account’s time of day',
  slot: 'scheduled minutes',
  pace: 'each account’s own pace',
  audience: 'the times of everybody else on these objects',
  habits: 'each account’s own habits',
  jitter: 'times moved a little',
};

/** What a null keeps, for people; names that are new here stay as they are. */
export function nullName(name: string): string {
  return Object.hasOwn(nullWords, name) ? nullWords[name] : name;
}
