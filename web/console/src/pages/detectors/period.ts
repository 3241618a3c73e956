// The period of a run by hand: days in UTC, both included; at first the newest of what the lake holds.
import type { LakeOverview } from '../../../../../src/server/features/lake/schemas.ts';

/** Days such as 2026-03-01. */
export type Period = { readonly first: string; readonly last: string };

const dayMilliseconds = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** From the oldest to the newest day with posts. Undefined where the lake is empty. */
export function heldPeriod({ kinds }: Pick<LakeOverview, 'kinds'>): Period | undefined {
  const firsts = kinds.flatMap(({ firstDay }) => firstDay ?? []).toSorted();
  const lasts = kinds.flatMap(({ lastDay }) => lastDay ?? []).toSorted();
  const [first, last] = [firsts[0], lasts.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** The newest `days` days of what is held, or all of it where it is shorter. */
export function proposedPeriod({ first, last }: Period, days: number): Period {
  const earliest = dayOf(startOf(last) - (days - 1) * dayMilliseconds);
  return { first: earliest > first ? earliest : first, last };
}

/** Milliseconds since 1970 UTC, end exclusive. Undefined where a day is none, or the first is after the last. */
export function rangeOf({ first, last }: Period): { readonly from: number; readonly to: number } | undefined {
  const [from, to] = [startOf(first), startOf(last) + dayMilliseconds];
  return Number.isNaN(from) || Number.isNaN(to) || from < 0 || from >= to ? undefined : { from, to };
}
