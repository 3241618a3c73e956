// When an envelope that did not arrive is sent again: twice as long after each try, with full jitter, so that all centres of
// a night do not come back at once (Brooker, "Exponential Backoff And Jitter", 2015). Browser-safe.

export const firstWaitMilliseconds = 1000;
export const longestWaitMilliseconds = 60_000;
/** What a server may ask for with Retry-After is bounded too: it is a stranger until its receipt is read. */
export const longestAskedSeconds = 600;

/**
 * Milliseconds until the next try after `failures` in a row (from 1). `random` gives numbers from 0 to below 1.
 * `askedSeconds` is what the server asked for; the wait is never shorter.
 */
export function waitMilliseconds(failures: number, random: () => number, askedSeconds = 0): number {
  const doubled = firstWaitMilliseconds * 2 ** Math.min(Math.max(failures - 1, 0), 16);
  const most = Math.min(longestWaitMilliseconds, doubled);
  const asked = 1000 * Math.min(Math.max(askedSeconds, 0), longestAskedSeconds);
  return Math.round(asked + most / 4 + random() * most * 0.75);
}

/** Seconds of a Retry-After header; 0 where it is none. Dates are not read: clocks of centres may be wrong. */
export function retryAfterSeconds(header: string | null | undefined): number {
  if (header === null || header === undefined || !/^\d{1,6}$/.test(header)) return 0;
  return Number(header);
}
