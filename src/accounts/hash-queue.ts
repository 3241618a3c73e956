// Bounds the memory and time that password hashes take: two at once, short queues, known devices first.
import { PollwardenError } from '../kernel/errors.ts';

/** "known" is for people whose device or session is known: a flood from elsewhere neither delays nor displaces them. */
export type Lane = 'known' | 'unknown';
export type HashQueue = { readonly run: <T>(lane: Lane, work: () => Promise<T>) => Promise<T> };

/** `run` throws TOO_MANY_REQUESTS when as many as `waiting` already wait in the lane. */
export function createHashQueue(running = 2, waiting = 40): HashQueue {
  const lanes: Record<Lane, (() => void)[]> = { known: [], unknown: [] };
  let active = 0;
  /** The place goes to whoever waits, so that nobody who comes at this moment takes one too many. */
  const leave = (): void => {
    const next = lanes.known.shift() ?? lanes.unknown.shift();
    if (next === undefined) active--;
    else next();
  };
  const enter = async (lane: Lane): Promise<void> => {
    if (active < running) {
      active++;
      return;
    }
    if (lanes[lane].length >= waiting) throw new PollwardenError('TOO_MANY_REQUESTS', 'try again in a few seconds');
    await new Promise<void>((resolve) => lanes[lane].push(resolve));
  };
  return {
    run: async (lane, work) => {
      await enter(lane);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
