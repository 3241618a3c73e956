// What stands in the way of all units at once. Browser-safe.
import type { ClockDoubt } from './clock.ts';
import type { ReleaseState } from './states.ts';

/** In the order in which a person would remove them. */
export const gates = ['noPolicy', 'notStarted', 'held', 'clock', 'embargo'] as const;
export type Gate = (typeof gates)[number];

export type Conditions = {
  readonly state: ReleaseState;
  /** Recorded once, under a clock that was not in doubt, and never undone by a clock that goes back. */
  readonly embargoPassed: boolean;
  readonly doubt: ClockDoubt | undefined;
};

/** Undefined where records may flow. A clock in doubt holds back only what the embargo still does. */
export function gateOf({ state, embargoPassed, doubt }: Conditions): Gate | undefined {
  if (state === 'none') return 'noPolicy';
  if (state === 'held' || state === 'resumeProposed') return 'held';
  if (state !== 'started') return 'notStarted';
  if (embargoPassed) return undefined;
  return doubt === undefined ? 'embargo' : 'clock';
}
