// csirt: works with findings, and may follow posts where its law permits: each source needs its purpose record.
import type { LoadFeature, Profile } from '../profiles.ts';
import { guardFeatures } from './guard.ts';

export const csirtFeatures: readonly LoadFeature[] = [...guardFeatures];

export const profile: Profile = { real: csirtFeatures, demonstration: [] };
