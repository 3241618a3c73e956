// The server of the results opens no way out, so it asks no witness: bulletin build does, on a machine that may.
import type { PostToWitness } from '../../../tlog/witness.ts';

export const noWayOut: PostToWitness = async () =>
  await Promise.reject(new Error('this server opens no way out; run bulletin build where witnesses can be reached'));
