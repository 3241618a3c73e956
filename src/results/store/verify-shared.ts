// What two threads that check signatures share: the lines, and which of them are taken. Apart, so that the thread loads
// nothing else.
import type { KnownDefinitions } from '../return/parse.ts';

export type Verification = {
  readonly known: KnownDefinitions;
  readonly revoked: ReadonlyMap<string, number>;
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number;
};
/** Lines as they came; the thread parses them again, which is less than to send what was parsed. */
export type ThreadRequest = Verification & {
  readonly lines: readonly Uint8Array[];
  /** One for each line, in memory that both threads share. */
  readonly states: Int32Array;
};

/** What a line is, in `states`: nobody has it, somebody has it, its signatures hold, or something is wrong with it. */
export const lineStates = { free: 0, taken: 1, holds: 2, refused: 3 } as const;

/** Takes a line for this thread; false where the other has it. Both go on until they meet. */
export const take = (states: Int32Array, i: number): boolean =>
  Atomics.compareExchange(states, i, lineStates.free, lineStates.taken) === lineStates.free;
