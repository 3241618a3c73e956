// Profiles by name. Only the chosen one's file is loaded, and by it only its features.
import type { ProfileName } from './config/config.ts';
import type { Feature } from './feature.ts';

export type LoadFeature = () => Promise<{ readonly feature: Feature }>;

/** The features of each space, in the order in which they start; they stop in the reverse order. */
export type Profile = { readonly real: readonly LoadFeature[]; readonly demonstration: readonly LoadFeature[] };

const profiles: Readonly<Record<ProfileName, () => Promise<{ readonly profile: Profile }>>> = {
  guard: () => import('./profiles/guard.ts'),
  csirt: () => import('./profiles/csirt.ts'),
  platform: () => import('./profiles/platform.ts'),
  results: () => import('./profiles/results.ts'),
  demo: () => import('./profiles/demo.ts'),
};

export const loadProfile = async (name: ProfileName): Promise<Profile> => (await profiles[name]()).profile;
