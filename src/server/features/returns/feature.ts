// Returns, their reconciliation and certification as a feature of a server.
import type { Feature } from '../../feature.ts';
import { returnRoutes } from './routes.ts';

export const feature: Feature = {
  name: 'returns',
  start: async (space) => ({ routes: returnRoutes(space) }),
};
