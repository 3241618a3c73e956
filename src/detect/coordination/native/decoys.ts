// Decoy streams: the same people on the same objects, each at a time of its own habit. A decoy takes one habit:
// the account's own delays, times of day, or delays on its own minutes. (Places in the audience would not do: where a
// group is most of an audience, they bring its bursts back.)
import { type Random, seededRandom } from '../../../kernel/random.ts';
import { type FirstShares, withTimes } from './first-shares.ts';
import { dayPeriod, hourSeconds } from './habits.ts';

export const decoyHabits = ['delay', 'time of day', 'slot'] as const;
export type DecoyHabit = (typeof decoyHabits)[number];

/** A share of the account of share s, uniformly. */
function ownShare(shares: FirstShares, s: number, random: Random): number {
  const begin = shares.accountStart[shares.account[s]];
  return shares.accountShares[begin + random.below(shares.accountStart[shares.account[s] + 1] - begin)];
}

/** The time nearest to `near` that has the phase of `phaseOf` in a period. */
export function nearestPhase(near: number, phaseOf: number, period: number): number {
  return phaseOf + Math.round((near - phaseOf) / period) * period;
}

function drawnTime(shares: FirstShares, delay: Float64Array, s: number, habit: DecoyHabit, random: Random): number {
  const begin = shares.objectStart[shares.object[s]];
  const k = ownShare(shares, s, random);
  if (habit === 'delay') return shares.time[begin] + delay[k];
  if (habit === 'time of day') return nearestPhase(shares.time[s], shares.time[k], dayPeriod);
  return nearestPhase(shares.time[begin] + delay[k], shares.time[ownShare(shares, s, random)], hourSeconds);
}

/** Decoy stream number `index` (0, 1, …) of `seed`; its habit is the next of the list in turn. */
export function decoyStream(shares: FirstShares, delay: Float64Array, seed: number, index: number): FirstShares {
  const habit = decoyHabits[index % decoyHabits.length];
  const random = seededRandom(seed, 1000 + index);
  const times = new Float64Array(shares.count);
  for (let s = 0; s < shares.count; s++) times[s] = drawnTime(shares, delay, s, habit, random);
  return withTimes(shares, times);
}
