// platform: runs the detectors on a platform's own traffic.
import type { Profile } from '../profiles.ts';
import { csirtFeatures } from './csirt.ts';

export const profile: Profile = { real: csirtFeatures, demonstration: [] };
