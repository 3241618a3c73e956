// The duty rota: which shift holds when. A cycle of weeks, cut at the hand-over times of each local day, so that
// shifts can neither overlap nor leave a hole unseen: a shift without a person is a gap and is shown.
import { PollwardenError } from '../kernel/errors.ts';
import type { AlertRule } from './rule.ts';
import { dayNumberOf, isTimeZone, localDay, momentOn, weekdayOf } from './local-time.ts';

/** `handover`: index of the hand-over with which the shift begins. Persons by id. */
export type Shift = {
  readonly week: number;
  readonly day: number;
  readonly handover: number;
  readonly first: string | null;
  readonly second: string | null;
};
/** Replaces whoever has the shift, from (inclusive) to (exclusive), milliseconds since 1970 UTC. The later one counts. */
export type Override = {
  readonly from: number;
  readonly to: number;
  readonly first: string | null;
  readonly second: string | null;
};

export type RotaPlan = {
  readonly enabled: boolean;
  readonly timeZone: string;
  readonly handovers: readonly string[];
  readonly cycleWeeks: number;
  /** Monday of the first week of a cycle. */
  readonly startsOn: string;
  readonly shifts: readonly Shift[];
  readonly overrides: readonly Override[];
  readonly rule: Omit<AlertRule, 'enabled'>;
  readonly escalateAfterMinutes: number;
};

export type Duty = {
  readonly from: number;
  readonly to: number;
  readonly first: string | null;
  readonly second: string | null;
  readonly override: boolean;
};

/** Until somebody sets a rota down: nobody is on duty, and nothing escalates. */
export const emptyPlan: RotaPlan = {
  enabled: false,
  timeZone: 'UTC',
  handovers: ['08:00', '20:00'],
  cycleWeeks: 1,
  startsOn: '2026-01-05',
  shifts: [],
  overrides: [],
  rule: { severityAtLeast: 'severe', provisionalToo: false, q: '', watchlist: 'ignore' },
  escalateAfterMinutes: 15,
};

/** Throws INPUT_INVALID with the place. Persons and the query are checked where they are known. */
export function checkPlan(plan: RotaPlan): void {
  const invalid = (detail: string): PollwardenError => new PollwardenError('INPUT_INVALID', detail);
  if (!isTimeZone(plan.timeZone)) throw invalid('timeZone: no such time zone');
  const start = dayNumberOf(plan.startsOn);
  if (start === undefined) throw invalid('startsOn: is no date');
  if (weekdayOf(start) !== 1) throw invalid('startsOn: is no Monday');
  if (plan.handovers.some((time, i) => i > 0 && time <= plan.handovers[i - 1])) {
    throw invalid('handovers: must ascend, each once');
  }
  const seen = new Set<string>();
  for (const { week, day, handover, first, second } of plan.shifts) {
    if (week > plan.cycleWeeks || handover >= plan.handovers.length) throw invalid('shifts: outside the cycle');
    if (seen.has(`${week} ${day} ${handover}`)) throw invalid('shifts: the same shift twice');
    if (first !== null && first === second) throw invalid('shifts: the same person is first and second');
    seen.add(`${week} ${day} ${handover}`);
  }
  if (plan.overrides.some(({ from, to }) => to <= from)) throw invalid('overrides: ends before it begins');
  if (plan.overrides.some(({ first, second }) => first !== null && first === second)) {
    throw invalid('overrides: the same person is first and second');
  }
}

/** What the plan says from `from` to `to`, without holes, cut where shifts and overrides begin and end. */
export function dutiesBetween(plan: RotaPlan, from: number, to: number): readonly Duty[] {
  const shifts = shiftsAround(plan, from, to);
  const cuts = [...shifts.map((shift) => shift.from), ...plan.overrides.flatMap((o) => [o.from, o.to])];
  const inside = [...new Set(cuts)].filter((cut) => cut > from && cut < to).toSorted((a, b) => a - b);
  return [from, ...inside].map((start, i) => {
    const override = plan.overrides.findLast((o) => o.from <= start && start < o.to);
    const shift = shifts.findLast((candidate) => candidate.from <= start);
    const holds = override ?? shift;
    return {
      from: start,
      to: inside[i] ?? to,
      first: holds?.first ?? null,
      second: holds?.second ?? null,
      override: override !== undefined,
    };
  });
}

/** Shifts that hold somewhere from `from` to `to`, with the moment at which each begins, ascending. */
function shiftsAround(plan: RotaPlan, from: number, to: number): readonly (Shift & { readonly from: number })[] {
  const origin = dayNumberOf(plan.startsOn) ?? 0;
  const byPlace = new Map(plan.shifts.map((shift) => [`${shift.week} ${shift.day} ${shift.handover}`, shift]));
  const shifts: (Shift & { readonly from: number })[] = [];
  const last = localDay(plan.timeZone, to);
  for (let date = localDay(plan.timeZone, from) - 1; date <= last; date++) {
    const days = plan.cycleWeeks * 7;
    const week = Math.floor(((((date - origin) % days) + days) % days) / 7) + 1;
    plan.handovers.forEach((time, handover) => {
      const place = { week, day: weekdayOf(date), handover };
      const shift = byPlace.get(`${week} ${place.day} ${handover}`) ?? { ...place, first: null, second: null };
      shifts.push({ ...shift, from: momentOn(plan.timeZone, date, time) });
    });
  }
  return shifts;
}

const longestShift = 36 * 3_600_000;

/** Who is on duty at `now`, with the whole of the shift or override that holds. */
export function dutyAt(plan: RotaPlan, now: number): Duty {
  const from = now - longestShift;
  return dutiesBetween(plan, from, now + longestShift).find((duty) => duty.from <= now && now < duty.to) as Duty;
}

/** Times from `from` to `to` at which nobody is first, joined where they touch. */
export function gapsIn(duties: readonly Duty[]): readonly { readonly from: number; readonly to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  for (const { from, to, first } of duties) {
    if (first !== null) continue;
    const last = gaps.at(-1);
    if (last?.to === from) last.to = to;
    else gaps.push({ from, to });
  }
  return gaps;
}
