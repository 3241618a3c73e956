// When objects appear: by the daily rhythm over 30 days, or at the key moments of live events.
import type { Random } from '../../kernel/random.ts';
import { drawAudiences } from './audience.ts';
import type { HabitKind, World } from './types.ts';

export const daySeconds = 86_400;
/** Monday, 2 March 2026, 00:00 UTC. */
export const firstDay = Date.UTC(2026, 2, 2) / 1000;
const usualDays = 30;

/** Activity by local hour, relative. */
const rhythm = [3, 2, 1, 1, 1, 2, 5, 9, 11, 10, 9, 10, 12, 11, 9, 9, 10, 12, 14, 16, 17, 15, 10, 6];
const rhythmMost = Math.max(...rhythm);

/** A second of the day that follows the daily rhythm, local time. */
export function rhythmSecond(random: Random): number {
  for (;;) {
    const second = random.next() * daySeconds;
    if (random.next() * rhythmMost < rhythm[Math.floor(second / 3600)]) return second;
  }
}

/** Live events of 90 to 120 minutes in the evening; each is a sorted list of key moments. */
function liveEvents(random: Random, days: number): number[][] {
  return Array.from({ length: Math.max(2, Math.round(days * 0.8)) }, () => {
    const day = firstDay + random.below(days) * daySeconds;
    const begin = day + [15, 17.5, 19, 20, 20.75][random.below(5)] * 3600;
    const length = (90 + 30 * random.next()) * 60;
    return Array.from({ length: 6 + random.below(8) }, () => begin + random.next() * length).sort((a, b) => a - b);
  });
}

const liveShare: Partial<Record<HabitKind, number>> = { match: 0.6, mixed: 0.2 };

export function makeWorld(random: Random, kind: HabitKind, shares: number, days = usualDays): World {
  const audiences = drawAudiences(random, shares);
  const events = liveEvents(random, days);
  const count = audiences.objectCount;
  const birth = new Float64Array(count);
  const logPace = new Float64Array(count);
  const match = new Int32Array(count).fill(-1);
  for (let o = 0; o < count; o++) {
    logPace[o] = Math.log(3600) + 0.9 * random.normal();
    if (random.next() < (liveShare[kind] ?? 0)) {
      match[o] = random.below(events.length);
      const moments = events[match[o]];
      birth[o] = moments[random.below(moments.length)] + random.next() * 20;
    } else birth[o] = firstDay + random.below(days) * daySeconds + rhythmSecond(random);
  }
  return { ...audiences, birth, logPace, match };
}
