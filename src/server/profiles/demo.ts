// demo: everything, with a demonstration space beside the real one, on generated data that says so.
import type { Profile } from '../profiles.ts';
import { csirtFeatures } from './csirt.ts';
import { ownFeatures } from './results.ts';

export const profile: Profile = {
  real: [...csirtFeatures, ...ownFeatures],
  demonstration: [() => import('../features/demonstration/feature.ts'), ...csirtFeatures, ...ownFeatures],
};
