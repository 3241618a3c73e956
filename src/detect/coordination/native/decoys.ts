// Decoy streams: the same people on the same objects, each at a time of its own habit. A decoy takes one habit:
// the account's own delays, times of day, places in the audience, delays on its own minutes, or the delay of its share
// nearest in time.
import { type Random, seededRandom } from '../../../kernel/random.ts';
import { type FirstShares, withTimes } from './first-shares.ts';
import { dayPeriod, hourSeconds } from './habits.ts';

export const decoyHabits = ['delay', 'time of day', 'pace', 'slot', 'session'] as const;
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

function drawnTime(
  shares: FirstShares,
  delay: Float64Array,
  s: number,
  k: number,
  habit: DecoyHabit,
  random: Random,
): number {
  const begin = shares.objectStart[shares.object[s]];
  if (habit === 'delay' || habit === 'session') return shares.time[begin] + delay[k];
  if (habit === 'time of day') return nearestPhase(shares.time[s], shares.time[k], dayPeriod);
  if (habit === 'slot') {
    return nearestPhase(shares.time[begin] + delay[k], shares.time[ownShare(shares, s, random)], hourSeconds);
  }
  const from = shares.objectStart[shares.object[k]];
  const place = (k - from + random.next()) / (shares.objectStart[shares.object[k] + 1] - from);
  const size = shares.objectStart[shares.object[s] + 1] - begin;
  return shares.time[begin + Math.min(size - 1, Math.floor(place * size))];
}

/** For each share the share of the same account that is nearest in time; itself where there is no other. */
function nearestInTime(shares: FirstShares): Uint32Array {
  const near = new Uint32Array(shares.count);
  const { time } = shares;
  for (let a = 0; a < shares.accounts; a++) {
    const own = shares.accountShares.slice(shares.accountStart[a], shares.accountStart[a + 1]);
    own.sort((x, y) => time[x] - time[y] || x - y);
    for (let k = 0; k < own.length; k++) {
      const before = k > 0 ? time[own[k]] - time[own[k - 1]] : Number.POSITIVE_INFINITY;
      const after = k + 1 < own.length ? time[own[k + 1]] - time[own[k]] : Number.POSITIVE_INFINITY;
      near[own[k]] = own.length === 1 ? own[k] : before <= after ? own[k - 1] : own[k + 1];
    }
  }
  return near;
}

/** Decoy stream number `index` (0, 1, …) of `seed`; its habit is the next of the list in turn. */
export function decoyStream(shares: FirstShares, delay: Float64Array, seed: number, index: number): FirstShares {
  const habit = decoyHabits[index % decoyHabits.length];
  const random = seededRandom(seed, 1000 + index);
  const near = habit === 'session' ? nearestInTime(shares) : undefined;
  const times = new Float64Array(shares.count);
  for (let s = 0; s < shares.count; s++)
    times[s] = drawnTime(shares, delay, s, near?.[s] ?? ownShare(shares, s, random), habit, random);
  return withTimes(shares, times);
}
