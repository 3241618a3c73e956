// The independence of channels as a feature of a server.
import type { Feature } from '../../feature.ts';
import { channelRoutes } from './routes.ts';

export const feature: Feature = {
  name: 'channels',
  start: async (space) => ({ routes: channelRoutes(space) }),
};
