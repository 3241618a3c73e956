// The duty rota in the form that the console sees: slots without holes, names for ids, gaps.
import { peopleToTell } from '../../../alerts/people.ts';
import { readRota } from '../../../alerts/rota.ts';
import { dutiesBetween, type Duty, dutyAt, gapsIn } from '../../../alerts/rota-plan.ts';
import { localDay, momentOn, weekdayOf } from '../../../alerts/local-time.ts';
import { personNames } from '../../../accounts/people.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { DutySlot, Rota } from './schemas.ts';

/** `from`: first moment; without it midnight of this week's Monday where the rota is. */
export function rotaView(ledger: Ledger, query: { readonly from?: number; readonly days: number }, now: number): Rota {
  const { plan, version, changedAt, changedBy } = readRota(ledger);
  const today = localDay(plan.timeZone, now);
  const from = query.from ?? momentOn(plan.timeZone, today - weekdayOf(today) + 1, '00:00');
  const to = momentOn(plan.timeZone, localDay(plan.timeZone, from) + query.days, '00:00');
  const people = peopleToTell(ledger).map(({ id, name }) => ({ id, name }));
  // Who is restricted since stands in the plan and is not on duty.
  const active = new Map(people.map((person) => [person.id, person]));
  const slot = (duty: Duty): DutySlot => ({
    ...duty,
    first: duty.first === null ? null : (active.get(duty.first) ?? null),
    second: duty.second === null ? null : (active.get(duty.second) ?? null),
  });
  const effective = (duty: Duty): Duty => ({ ...duty, first: active.has(duty.first ?? '') ? duty.first : null });
  const duties = dutiesBetween(plan, from, to);
  return {
    plan: structuredCloneOf(plan),
    version,
    changedAt,
    changedBy: changedBy === null ? null : (personNames(ledger, [changedBy]).get(changedBy) ?? changedBy),
    now: plan.enabled ? slot(dutyAt(plan, now)) : null,
    slots: duties.map(slot),
    gaps: [...gapsIn(duties.map(effective))],
    people,
  };
}

/** The same plan for the schema's types, which know no "readonly". */
const structuredCloneOf = (plan: unknown): Rota['plan'] => structuredClone(plan) as Rota['plan'];
