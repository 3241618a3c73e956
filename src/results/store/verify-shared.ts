// What two threads that check signatures share: the lines, and which of them are taken. Apart, so that the thread loads
// nothing else.
import type { KnownDefinitions, Refusal } from '../return/parse.ts';

export type Verification = {
  readonly known: KnownDefinitions;
  readonly revoked: ReadonlyMap<string, number>;
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number;
};
/** Lines as they came; the thread parses them again, which is less than to send what was parsed. */
export type ThreadRequest = Verification & {
  readonly lines: readonly Uint8Array[];
  /** One for each line, in shared memory: 1 once a thread has taken it. */
  readonly taken: Int32Array;
};
/** Of the first lines, as many as the thread came to: null where a line holds. */
export type ThreadAnswer = readonly (Refusal | null)[];

/** Takes a line for this thread; false where the other has it. Both go on until they meet. */
export const take = (taken: Int32Array, i: number): boolean => Atomics.compareExchange(taken, i, 0, 1) === 0;
