// Returns, their reconciliation and certification as a feature of a server, with the findings of conflicts.
import type { Feature } from '../../feature.ts';
import { createConflictKeeper } from './conflict-keeper.ts';
import { returnRoutes } from './routes.ts';

export const feature: Feature = {
  name: 'returns',
  start: async (space) => {
    const keeper = createConflictKeeper(space);
    return {
      routes: returnRoutes(space),
      started: keeper.started,
      stop: async () => keeper.stop(),
    };
  },
};
