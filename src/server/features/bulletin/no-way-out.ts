// The server of the results opens no way out, so it asks no witness: a timer beside it does, by tlog checkpoint, or bulletin
// build while the server is stopped.
import type { PostToWitness } from '../../../tlog/witness.ts';

export const noWayOut: PostToWitness = async () =>
  await Promise.reject(
    new Error('this server opens no way out; let a timer run tlog checkpoint where witnesses can be reached'),
  );

/** How long a bulletin waits for the timer: it is to run more often than this. */
export const witnessPatience = 60_000;
