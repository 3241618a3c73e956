// A feature: what one area adds to a server. A profile is a list of features; what it leaves out is not loaded.
import type { AnyRoute } from './route.ts';
import type { Space } from './space.ts';

export type RunningFeature = {
  readonly routes: readonly AnyRoute[];
  /** Called once, when all features of the space have started. */
  readonly started?: () => void;
  /** Ends jobs and worker threads, keeping everything that was acknowledged. */
  readonly stop?: () => Promise<void>;
  /** What stands in the way of being ready, in plain words; empty when nothing does. */
  readonly problems?: () => readonly string[];
  /** Gauges for /metrics by name (pollwarden_…), with help. */
  readonly metrics?: () => readonly { readonly name: string; readonly help: string; readonly value: number }[];
};

export type Feature = {
  /** Also tells the console which parts exist. */
  readonly name: FeatureName;
  readonly start: (space: Space) => Promise<RunningFeature>;
};

export const featureNames = [
  'accounts',
  'audit',
  'findings',
  'watchlists',
  'alerts',
  'operations',
  'lake',
  'sources',
  'detectors',
  'elections',
  'returns',
  'callBacks',
  'tally',
  'release',
  'bulletin',
  'pollingDay',
  'channels',
  'intake',
  'plausibility',
  'demonstration',
] as const;
export type FeatureName = (typeof featureNames)[number];
