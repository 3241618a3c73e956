// The public bulletin as a feature of a server: fixed before polling, kept up to date, looked at.
import type { Feature } from '../../feature.ts';
import { bulletinRoutes } from './routes.ts';
import { bulletinRunner } from './runner.ts';

export const feature: Feature = {
  name: 'bulletin',
  start: async (space) => {
    const runner = bulletinRunner(space);
    return { routes: bulletinRoutes(space, runner), started: runner.begin, stop: runner.stop };
  },
};
