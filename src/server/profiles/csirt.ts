// csirt: works with findings, and may follow posts where its law permits: each source needs its purpose record.
import type { LoadFeature, Profile } from '../profiles.ts';
import { guardFeatures } from './guard.ts';

/** The detectors come before the lake and the sources: they say how streams are detected before the pipeline begins. */
export const csirtFeatures: readonly LoadFeature[] = [
  ...guardFeatures,
  () => import('../features/detectors/feature.ts'),
  () => import('../features/lake/feature.ts'),
  () => import('../features/sources/feature.ts'),
];

export const profile: Profile = { real: csirtFeatures, demonstration: [] };
