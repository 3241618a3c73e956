// Lets records flow while they may: plans, releases them batch by batch, and hands them out in files.
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ClockReading } from '../release/clock.ts';
import { handOut, mostRecords, type OutBox, type ReleaseFile } from './release-files.ts';
import { type BatchLimits, batchLimits, gateNow, releaseBatch } from './release-flow.ts';
import { type Planned, planRelease } from './release-plan.ts';
import { currentPolicy } from './release-policies.ts';

export type Flowed = { readonly records: number; readonly files: readonly ReleaseFile[] };

/**
 * One batch at each turn, so that who asks may let others in between: a hold is obeyed at the next one. Ends when nothing
 * more may flow now. Errors as releaseBatch and handOut; what was released before them stays.
 */
export function* flow(
  ledger: Ledger,
  election: string,
  clock: () => ClockReading,
  box: OutBox,
  limits: BatchLimits = batchLimits,
): Generator<undefined, Flowed> {
  let records = 0;
  const files: ReleaseFile[] = [];
  const toFile = (): boolean => {
    const file = handOut(ledger, election, clock(), box);
    if (file !== undefined) files.push(file);
    return file !== undefined;
  };
  for (let before = -1; before !== records && gateNow(ledger, election, clock()) === undefined; ) {
    before = records;
    const policy = currentPolicy(ledger, election)?.policy;
    const { flowing } = policy === undefined ? { flowing: [] } : planRelease(ledger, election, policy);
    for (let at = 0; at < flowing.length; ) {
      const { released, ended } = batchOf(ledger, election, flowing.slice(at, at + limits.records), clock, limits);
      at += released;
      if (Math.floor((records + released) / mostRecords) > Math.floor(records / mostRecords)) toFile();
      records += released;
      if (released > 0) yield;
      // Held meanwhile, or another return holds by now: plan anew.
      if (ended) break;
    }
  }
  while (toFile()) yield;
  return { records, files };
}

/** A record that cannot be made must not keep back those in front of it: they flow one by one, until it throws alone. */
function batchOf(
  ledger: Ledger,
  election: string,
  planned: readonly Planned[],
  clock: () => ClockReading,
  limits: BatchLimits,
): { readonly released: number; readonly ended: boolean } {
  try {
    const { records, ended } = releaseBatch(ledger, election, planned, clock, limits);
    return { released: records.length, ended };
  } catch (error) {
    const alone = planned.length === 1 || !(error instanceof PollwardenError) || error.code !== 'SUM_TOO_LARGE';
    if (alone) throw error;
    const { records, ended } = releaseBatch(ledger, election, planned, clock, { ...limits, records: 1 });
    return { released: records.length, ended };
  }
}

/** All of it at once. */
export function flowNow(ledger: Ledger, election: string, clock: () => ClockReading, box: OutBox): Flowed {
  const running = flow(ledger, election, clock, box);
  for (;;) {
    const { done, value } = running.next();
    if (done === true) return value;
  }
}
