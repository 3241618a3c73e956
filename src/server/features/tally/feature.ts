// The tally and its seats as a feature of a server.
import type { Feature } from '../../feature.ts';
import { tallyRoutes } from './routes.ts';

export const feature: Feature = {
  name: 'tally',
  start: async (space) => ({ routes: tallyRoutes(space) }),
};
