// Which units are ready to flow by the policy, and why the others are not: a pure function of policy and states. What
// holds all of them back (embargo, hold, clock) is gate.ts; small counts are grouped in groups.ts. Browser-safe.
import type { UnitState } from '../reconcile/states.ts';
import type { ReleasePolicy } from './policy.ts';

export type UnitForRelease = {
  readonly contest: string;
  readonly unit: string;
  readonly state: UnitState;
  /** Hash of the return that holds. */
  readonly hash: string | undefined;
  /** Hash of what was released of it last. */
  readonly released: string | undefined;
};

/** Why a unit does not flow. smallCounts: with what could flow beside it, it would still tell of too few voters. */
export const holdBacks = [
  'otherContest',
  'awaited',
  'conflicting',
  'oneChannelOnly',
  'smallCounts',
  'correctionSmall',
  'released',
] as const;
export type HoldBack = (typeof holdBacks)[number];

/** Undefined where it is ready. A return that was released already is "released", whatever became of the unit since. */
export function holdBackOf(
  { contest, state, hash, released }: UnitForRelease,
  { contests, flow }: Pick<ReleasePolicy, 'contests' | 'flow'>,
): HoldBack | undefined {
  if (!contests.includes(contest)) return 'otherContest';
  if (state === 'conflicting') return 'conflicting';
  if (state === 'awaited' || hash === undefined) return 'awaited';
  if (released === hash) return 'released';
  if (state === 'received' && flow === 'twoConfirm') return 'oneChannelOnly';
  return undefined;
}
