// The polling-day board: the state of each unit from reports, who is late by the clocks of the returns, sums by area.
// Browser-safe; time is a parameter. Instants in milliseconds since 1970 UTC.
import type { Area, CountingUnit } from '../../elections/definition/definition.ts';
import { defaultRule, lateUnits, median, pathOf } from '../reconcile/lateness.ts';
import {
  firstState,
  type PollingEvent,
  type PollingNeed,
  pollingNeeds,
  type PollingPhase,
  pollingPhases,
  type PollingState,
  stateAfter,
} from './events.ts';

export type PollingReport = {
  readonly number: number;
  readonly unit: string;
  readonly event: PollingEvent;
  readonly text: string;
  /** A role, such as "chair"; never a name. */
  readonly caller: string;
  /** When it was so, by the caller. */
  readonly reportedAt: number;
  readonly enteredAt: number;
  readonly enteredBy: string;
  /** Number of the report that it corrects or withdraws. */
  readonly supersedes: number | undefined;
};

export type Hours = { readonly opensAt: number; readonly closesAt: number };

export type BoardUnit = PollingState & {
  readonly unit: string;
  readonly name: string;
  readonly area: string;
  /** Not opened, or not closed, though it should have by the clock or most of its peers have. */
  readonly late: 'opening' | 'closing' | undefined;
  readonly reports: number;
  /** Of the last report that stands. */
  readonly last: PollingReport | undefined;
};

/** Minutes after the hours from which whoever was not reported open, or closed, is late whatever its peers do. */
export const lateOpeningMinutes = 15;
export const lateClosingMinutes = 60;

/** Reports that no other corrects, in the order of what they tell of: one that is told late falls into its place. */
export function standingReports(reports: readonly PollingReport[]): readonly PollingReport[] {
  const superseded = new Set(reports.flatMap(({ supersedes }) => supersedes ?? []));
  return reports
    .filter(({ number, event }) => !superseded.has(number) && event !== 'withdrawn')
    .toSorted((a, b) => a.reportedAt - b.reportedAt || a.number - b.number);
}

const minute = 60_000;

/** All units in the order of the definition. */
export function boardOf(
  units: readonly CountingUnit[],
  areas: readonly Area[],
  reports: readonly PollingReport[],
  { opensAt, closesAt, now }: Hours & { readonly now: number },
): readonly BoardUnit[] {
  const byUnit = Map.groupBy(reports, ({ unit }) => unit);
  const states = units.map(({ id, name, area }) => {
    const own = byUnit.get(id) ?? [];
    const standing = standingReports(own);
    const state = standing.reduce((one, { event, reportedAt }) => stateAfter(one, event, reportedAt), firstState);
    return { ...state, unit: id, name, area, reports: own.length, last: standing.at(-1) };
  });
  const behind = (at: (one: (typeof states)[number]) => number | undefined, by: number): ReadonlySet<string> =>
    lateUnits(
      states.map((one) => ({ key: one.unit, area: one.area, firstAt: at(one) })),
      areas,
      now,
      { ...defaultRule, by },
    );
  // Who closed, or was interrupted before it opened, is not awaited any more.
  const opening = behind(
    ({ phase, openedAt, since }) => (phase === 'awaited' ? undefined : (openedAt ?? since ?? 0)),
    opensAt + lateOpeningMinutes * minute,
  );
  const closing =
    now < closesAt
      ? new Set<string>()
      : behind(({ closedAt, extended }) => (extended ? 0 : closedAt), closesAt + lateClosingMinutes * minute);
  return states.map((one) => ({
    ...one,
    late: closing.has(one.unit) ? 'closing' : opening.has(one.unit) ? 'opening' : undefined,
  }));
}

/** Somebody has to do something about it. */
export const needsHelp = ({ phase, needs, late }: Pick<BoardUnit, 'phase' | 'needs' | 'late'>): boolean =>
  phase === 'interrupted' || late !== undefined || Object.keys(needs).length > 0;

export type BoardCounts = {
  readonly units: number;
  readonly phases: Readonly<Record<PollingPhase, number>>;
  readonly needs: Readonly<Record<PollingNeed, number>>;
  readonly late: number;
  readonly help: number;
};

export type AreaBoard = BoardCounts & {
  readonly area: string;
  readonly name: string;
  /** Median of the instants at which its units opened, and the last instant that a report tells of. */
  readonly medianAt: number | undefined;
  readonly lastAt: number | undefined;
};

export const boardCounts = (board: readonly BoardUnit[]): BoardCounts => {
  const count = (has: (one: BoardUnit) => boolean): number => board.filter(has).length;
  const of = <T extends string>(keys: readonly T[], has: (one: BoardUnit, key: T) => boolean): Record<T, number> =>
    Object.fromEntries(keys.map((key) => [key, count((one) => has(one, key))])) as Record<T, number>;
  return {
    units: board.length,
    phases: of(pollingPhases, ({ phase }, key) => phase === key),
    needs: of(pollingNeeds, ({ needs }, key) => needs[key] !== undefined),
    late: count(({ late }) => late !== undefined),
    help: count(needsHelp),
  };
};

/** The areas of one level that hold units, in the order of the definition. */
export function boardByArea(board: readonly BoardUnit[], areas: readonly Area[], level: string): readonly AreaBoard[] {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const atLevel = (area: string): string | undefined =>
    pathOf(byId, area).find((above) => byId.get(above)?.level === level);
  const byArea = Map.groupBy(board, ({ area }) => atLevel(area));
  return areas.flatMap(({ id, name }) => {
    const own = byArea.get(id);
    if (own === undefined) return [];
    const last = Math.max(0, ...own.map(({ last: report }) => report?.reportedAt ?? 0));
    const medianAt = median(own.flatMap(({ openedAt }) => openedAt ?? []));
    return [{ area: id, name, ...boardCounts(own), medianAt, lastAt: last === 0 ? undefined : last }];
  });
}
