// The release of results as a feature of a server.
import type { Feature } from '../../feature.ts';
import { releaseRoutes } from './routes.ts';
import { releaseRunner } from './runner.ts';

export const feature: Feature = {
  name: 'release',
  start: async (space) => {
    const runner = releaseRunner(space);
    return { routes: releaseRoutes(space, runner), started: runner.begin, stop: runner.stop };
  },
};
