// Whether the clock of the machine may be believed about an embargo. Two persons confirm it once; from then on the time
// that the machine has run since says what the clock has to show. Pure; browser-safe.

/** One look at the clocks of a machine. Milliseconds. */
export type ClockReading = {
  /** Since 1970 UTC, as the machine's clock is set. */
  readonly wall: number;
  /** Since the machine started, by a counter that nobody sets. */
  readonly monotonic: number;
  /** Names the start of the machine: counters of two starts cannot be compared. */
  readonly boot: string;
};

/**
 * unconfirmed: two persons have not yet confirmed it. restarted: the machine started anew since. forward, back: it shows
 * another time than the time that has passed allows.
 */
export type ClockDoubt = 'unconfirmed' | 'restarted' | 'forward' | 'back';

export type ClockJudgement = {
  readonly doubt: ClockDoubt | undefined;
  /** How far the clock shows another time than it should, in milliseconds; 0 where nobody can say. */
  readonly drift: number;
  /** The earlier of what the clock shows and what has passed since it was confirmed; undefined where it is in doubt. */
  readonly time: number | undefined;
};

/** Time services move clocks by fractions of a second; more than this is a step that somebody has to look at. */
export const clockToleranceMilliseconds = 5000;

/** `base` is the reading that two persons confirmed; undefined where they have not. */
export function judgeClock(base: ClockReading | undefined, reading: ClockReading): ClockJudgement {
  if (base === undefined) return { doubt: 'unconfirmed', drift: 0, time: undefined };
  if (base.boot !== reading.boot || reading.monotonic < base.monotonic)
    return { doubt: 'restarted', drift: 0, time: undefined };
  const expected = base.wall + (reading.monotonic - base.monotonic);
  const drift = reading.wall - expected;
  if (Math.abs(drift) > clockToleranceMilliseconds)
    return { doubt: drift > 0 ? 'forward' : 'back', drift, time: undefined };
  return { doubt: undefined, drift, time: Math.min(reading.wall, expected) };
}
