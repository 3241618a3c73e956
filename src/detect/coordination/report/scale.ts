// Scales and ticks of the charts. Positions are rounded to a tenth of a pixel, so that equal results draw equal bytes.

export type Scale = (value: number) => number;

export function linear(from: number, to: number, low: number, high: number): Scale {
  const width = to - from || 1;
  return (value) => tenth(low + ((value - from) / width) * (high - low));
}

/** log10; values below `from` sit at `low`. */
export function logarithmic(from: number, to: number, low: number, high: number): Scale {
  const scale = linear(Math.log10(from), Math.log10(Math.max(to, from * 10)), low, high);
  return (value) => scale(Math.log10(Math.max(value, from)));
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}

/** Round numbers from zero or `from` up to `to`, about `about` of them. */
export function ticks(from: number, to: number, about = 5): readonly number[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [from];
  const raw = span / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw;
  const first = Math.ceil(from / step - 1e-9);
  const out: number[] = [];
  for (let i = first; i * step <= to + step * 1e-9; i++) out.push(Number((i * step).toPrecision(12)));
  return out;
}

const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200].concat(
  [1, 2, 3, 7, 14, 28, 56, 112, 364].map((days) => days * 86400),
);

/** Times on the clock or the calendar (UTC), about `about` of them; `stepSeconds` says how fine they are. */
export function timeTicks(
  from: number,
  to: number,
  about = 7,
): { readonly at: readonly number[]; readonly stepSeconds: number } {
  const span = Math.max(0, to - from);
  const step = timeSteps.find((s) => span / s <= about) ?? Math.ceil(span / about / 86400) * 86400;
  const at: number[] = [];
  for (let t = Math.ceil(from / step) * step; t <= to && at.length < 50; t += step) at.push(t);
  return { at, stepSeconds: step };
}
