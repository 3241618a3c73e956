// Call-backs as a feature of a server.
import type { Feature } from '../../feature.ts';
import { callBackRoutes } from './routes.ts';

export const feature: Feature = {
  name: 'callBacks',
  start: async (space) => ({ routes: callBackRoutes(space) }),
};
