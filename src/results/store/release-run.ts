// Lets records flow while they may: plans, releases one after another, and hands them out in files.
import type { Ledger } from '../../ledger/ledger.ts';
import type { ClockReading } from '../release/clock.ts';
import { handOut, type OutBox, type ReleaseFile } from './release-files.ts';
import { gateNow, releasePlanned } from './release-flow.ts';
import { planRelease } from './release-plan.ts';
import { currentPolicy } from './release-policies.ts';

export type Flowed = { readonly records: number; readonly files: readonly ReleaseFile[] };

const recordsBetweenFiles = 200;

/**
 * One step at each turn, so that who asks may let others in between: a hold is obeyed at the next one. Ends when nothing
 * more may flow now. Errors as releasePlanned and handOut; what was released before them stays.
 */
export function* flow(
  ledger: Ledger,
  election: string,
  clock: () => ClockReading,
  box: OutBox,
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
    for (const planned of flowing) {
      // Held meanwhile, or another return holds by now: plan anew.
      if (releasePlanned(ledger, election, planned, clock()) === undefined) break;
      records++;
      if (records % recordsBetweenFiles === 0) toFile();
      yield;
    }
  }
  while (toFile()) yield;
  return { records, files };
}

/** All of it at once. */
export function flowNow(ledger: Ledger, election: string, clock: () => ClockReading, box: OutBox): Flowed {
  const running = flow(ledger, election, clock, box);
  for (;;) {
    const { done, value } = running.next();
    if (done === true) return value;
  }
}
