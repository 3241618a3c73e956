// What one stage of the live benchmark measured.
export type LiveFigure = {
  readonly id: string;
  readonly what: string;
  /** Posts or actions. */
  readonly items: number;
  readonly wallSeconds: number;
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  /** Of these, of the thread that stores: what cannot be spread over cores. */
  readonly ownSeconds: number;
  readonly peakBytes: number;
  readonly cores: number;
  /** Load average of the last minute at the end: what else the machine did. */
  readonly load: number;
};

/**
 * Items a second: by the clock; and as many as CPU time allows on two cores with nothing else to do, which the slower of
 * the busiest thread and half of all threads bounds.
 */
export function ratesOf({ items, wallSeconds, cpuSeconds, ownSeconds }: LiveFigure): {
  readonly measured: number;
  readonly free: number;
} {
  const busiest = Math.max(ownSeconds, cpuSeconds - ownSeconds, cpuSeconds / 2);
  return { measured: items / wallSeconds, free: items / Math.min(busiest, cpuSeconds) };
}
