// Watchlists and the election calendar as a feature of a server.
import type { Feature } from '../../feature.ts';
import { watchlistRoutes } from './routes.ts';

export const feature: Feature = {
  name: 'watchlists',
  start: async (space) => ({ routes: watchlistRoutes(space) }),
};
