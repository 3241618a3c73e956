// Elections and their definitions as a feature of a server.
import type { Feature } from '../../feature.ts';
import { electionRoutes } from './routes.ts';

export const feature: Feature = {
  name: 'elections',
  start: async (space) => ({ routes: electionRoutes(space) }),
};
