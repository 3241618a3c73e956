// guard: watches over an authority's systems and register. It has no source of posts and reads none.
import type { LoadFeature, Profile } from '../profiles.ts';

export const guardFeatures: readonly LoadFeature[] = [
  () => import('../features/accounts/feature.ts'),
  () => import('../features/audit/feature.ts'),
  () => import('../features/findings/feature.ts'),
  () => import('../features/watchlists/feature.ts'),
  () => import('../features/alerts/feature.ts'),
  () => import('../features/operations/feature.ts'),
];

export const profile: Profile = { real: guardFeatures, demonstration: [] };
