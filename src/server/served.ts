// What one server serves: spaces, each with the features that run in it.
import type { FeatureName, RunningFeature } from './feature.ts';
import type { Space } from './space.ts';

export type StartedFeature = RunningFeature & { readonly name: FeatureName };
export type ServedSpace = { readonly space: Space; readonly features: readonly StartedFeature[] };
