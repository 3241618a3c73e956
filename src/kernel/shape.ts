// What a value from outside has to look like, by hand and in few bytes: for pages that are too small for a library of
// schemas. Nothing here throws. Browser-safe.

/** Undefined where the value is as it must be; else where it is not, and how, such as "return.unit: is no text". */
export type Shape = (value: unknown) => string | undefined;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** UTF-16 units, as JavaScript counts. */
export const text =
  (least: number, most: number): Shape =>
  (value) =>
    typeof value === 'string' && value.length >= least && value.length <= most
      ? undefined
      : `is no text of ${least} to ${most} characters`;

/** A text of which others make the same bytes: half a character has no canonical form (RFC 8785). */
export const wholeText =
  (least: number, most: number): Shape =>
  (value) =>
    text(least, most)(value) ?? ((value as string).isWellFormed() ? undefined : 'is no text');

/** `form` is a constant of the code and anchored at both ends. */
export const formed =
  (form: RegExp, words: string): Shape =>
  (value) =>
    typeof value === 'string' && form.test(value) ? undefined : `is not ${words}`;

export const digest: Shape = formed(/^[0-9a-f]{64}$/, 'a SHA-256 of 64 hexadecimal digits');

export const oneOf =
  (...values: readonly (string | null)[]): Shape =>
  (value) =>
    values.includes(value as string | null) ? undefined : `is not ${values.map(String).join(' or ')}`;

/** Safe integers from 0. */
export const whole: Shape = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0)
    ? undefined
    : 'is no whole number from 0';

export const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null ? undefined : shape(value);

/** An instant that there is, in UTC, with seconds and perhaps milliseconds. */
export const instant: Shape = (value) => {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;
  const time = typeof value === 'string' && form.test(value) ? Date.parse(value) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith((value as string).slice(0, 19))
    ? undefined
    : 'is no instant with seconds in UTC';
};

export const list =
  (shape: Shape, most: number): Shape =>
  (value) => {
    if (!Array.isArray(value)) return 'is no list';
    if (value.length > most) return `holds more than ${most}`;
    return firstOf(value.entries(), shape);
  };

/** By any keys of up to 200 characters. */
export const byKey =
  (shape: Shape, most: number): Shape =>
  (value) => {
    if (!isObject(value)) return 'is no object';
    const keys = Object.keys(value);
    if (keys.length > most) return `holds more than ${most}`;
    const long = keys.find((key) => key === '' || key.length > 200);
    if (long !== undefined) return 'has a name that is not of 1 to 200 characters';
    return firstOf(Object.entries(value), shape);
  };

export const counts = byKey(whole, 20_000);

function firstOf(entries: Iterable<readonly [string | number, unknown]>, shape: Shape): string | undefined {
  for (const [key, value] of entries) {
    const problem = shape(value);
    if (problem !== undefined) return under(String(key).slice(0, 40), problem);
  }
  return undefined;
}

const under = (key: string, problem: string): string =>
  /^[\w./-]+: /.test(problem) ? `${key}.${problem}` : `${key}: ${problem}`;

type Members = Readonly<Record<string, Shape>>;

/** Exactly these members; `may` need not be there. */
export function object(must: Members, may: Members = {}): Shape {
  const [needed, others] = [Object.entries(must), Object.entries(may)];
  const known = new Set([...needed, ...others].map(([key]) => key));
  return (value) => {
    if (!isObject(value)) return 'is no object';
    for (const key of Object.keys(value)) if (!known.has(key)) return `${key.slice(0, 40)} is not known here`;
    for (const [key, shape] of needed) {
      const problem = Object.hasOwn(value, key) ? shape(value[key]) : 'is missing';
      if (problem !== undefined) return under(key, problem);
    }
    for (const [key, shape] of others) {
      const problem = Object.hasOwn(value, key) ? shape(value[key]) : undefined;
      if (problem !== undefined) return under(key, problem);
    }
    return undefined;
  };
}

/** These members at least; of others nothing is said. */
export function atLeast(must: Members, may: Members = {}): Shape {
  const shape = object(must, may);
  const known = new Set([...Object.keys(must), ...Object.keys(may)]);
  return (value) =>
    isObject(value)
      ? shape(Object.fromEntries(Object.entries(value).filter(([key]) => known.has(key))))
      : 'is no object';
}
