// When a message that could not be sent is tried again, and when that ends.

export const backoff = { firstMs: 20_000, mostMs: 3_600_000, giveUpAfterMs: 48 * 3_600_000, jitter: 0.25 } as const;

/**
 * Milliseconds until the next attempt: doubles with every attempt to an hour, spread by a quarter either way so that
 * many messages do not come back at once. `attempts` made so far, from 1. `random` from 0 to 1.
 */
export function waitAfter(attempts: number, random: number): number {
  const doubled = Math.min(backoff.mostMs, backoff.firstMs * 2 ** Math.min(attempts - 1, 20));
  return Math.round(doubled * (1 - backoff.jitter + 2 * backoff.jitter * random));
}
