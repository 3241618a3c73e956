// A span of time chosen in a picture: steps of the timeline, both ends inclusive; and which posts lie in it.

export type Steps = { readonly from: number; readonly stepMilliseconds: number; readonly counts: readonly number[] };
/** Indices of steps, `start` ≤ `end`. */
export type Span = { readonly start: number; readonly end: number };
/** Milliseconds since 1970 UTC, end exclusive. */
export type TimeRange = { readonly from: number; readonly to: number };

export const spanOf = (a: number, b: number, steps: number): Span => {
  const inside = (n: number): number => Math.max(0, Math.min(steps - 1, Math.floor(n)));
  const [start, end] = [inside(Math.min(a, b)), inside(Math.max(a, b))];
  return { start, end };
};

export const rangeOf = ({ from, stepMilliseconds }: Steps, { start, end }: Span): TimeRange => ({
  from: from + start * stepMilliseconds,
  to: from + (end + 1) * stepMilliseconds,
});

export const countWithin = ({ counts }: Steps, { start, end }: Span): number =>
  counts.slice(start, end + 1).reduce((sum, n) => sum + n, 0);

export const isWithin = (time: number, range: TimeRange | undefined): boolean =>
  range === undefined || (time >= range.from && time < range.to);

/** Moves one end by `by` steps; the other stays, and they never cross. */
export function moveEnd(span: Span, which: 'start' | 'end', by: number, steps: number): Span {
  if (which === 'start') return { ...span, start: Math.max(0, Math.min(span.end, span.start + by)) };
  return { ...span, end: Math.min(steps - 1, Math.max(span.start, span.end + by)) };
}
