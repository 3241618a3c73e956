// The polling-day board as a feature of a server.
import type { Feature } from '../../feature.ts';
import { pollingDayRoutes } from './routes.ts';

export const feature: Feature = {
  name: 'pollingDay',
  start: async (space) => ({ routes: pollingDayRoutes(space) }),
};
