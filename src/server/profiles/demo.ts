// demo: everything, with a demonstration space beside the real one, on generated data that says so.
import type { Profile } from '../profiles.ts';
import { csirtFeatures } from './csirt.ts';

export const profile: Profile = {
  real: csirtFeatures,
  demonstration: [() => import('../features/demonstration/feature.ts'), ...csirtFeatures],
};
