// results: takes returns in, reconciles, tallies. It has no network: it listens on this machine only, and loads neither
// posts, nor mail and webhooks, nor the generator.
import type { LoadFeature, Profile } from '../profiles.ts';

/** What the results add to a space; the profile demo has them too. */
export const ownFeatures: readonly LoadFeature[] = [
  () => import('../features/elections/feature.ts'),
  () => import('../features/returns/feature.ts'),
  () => import('../features/call-backs/feature.ts'),
  () => import('../features/tally/feature.ts'),
  () => import('../features/release/feature.ts'),
  () => import('../features/bulletin/feature.ts'),
  () => import('../features/pollingDay/feature.ts'),
  () => import('../features/channels/feature.ts'),
  () => import('../features/intake/feature.ts'),
  () => import('../features/plausibility/feature.ts'),
];

const resultsFeatures: readonly LoadFeature[] = [
  () => import('../features/accounts/feature.ts'),
  () => import('../features/audit/feature.ts'),
  ...ownFeatures,
  () => import('../features/operations/feature.ts'),
];

export const profile: Profile = { real: resultsFeatures, demonstration: [] };
