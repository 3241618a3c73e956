// Slots of the rota put into the days of its time zone, as the week shows them.
import type { DutySlot } from '../../../../../src/server/features/alerts/schemas.ts';
import { language } from '../../messages/t.ts';

export type RotaDay = { readonly key: string; readonly title: string; readonly slots: readonly DutySlot[] };

const dayKey = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);

export const dayTitle = (zone: string, at: number): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' }).format(at);

export const clockIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  );

export const today = (zone: string, now: number): string => dayKey(zone, now);

/** Slots without holes, by the local day on which each begins. */
export function rotaDays(slots: readonly DutySlot[], zone: string): readonly RotaDay[] {
  const days = new Map<string, { key: string; title: string; slots: DutySlot[] }>();
  for (const slot of slots) {
    const key = dayKey(zone, slot.from);
    const day = days.get(key) ?? { key, title: dayTitle(zone, slot.from), slots: [] };
    day.slots.push(slot);
    days.set(key, day);
  }
  return [...days.values()];
}
