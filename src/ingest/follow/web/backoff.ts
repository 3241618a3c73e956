// Waits between tries: full jitter (Brooker, "Exponential Backoff and Jitter"), so that many clients do not come at once.

export type Backoff = {
  /** Milliseconds to wait before the next try. */
  readonly next: () => number;
  /** After a success. */
  readonly reset: () => void;
};

/** Uniform between 0 and a bound that doubles from `base` to `most` milliseconds. */
export function createBackoff(random: () => number, base = 500, most = 60_000): Backoff {
  let tries = 0;
  return {
    next: () => Math.round(random() * Math.min(most, base * 2 ** Math.min(tries++, 20))),
    reset: () => {
      tries = 0;
    },
  };
}

/** Resolves after `milliseconds`, or at once when the signal comes. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
