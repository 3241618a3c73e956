// Returns, their reconciliation and certification as a feature of a server, with the findings of conflicts.
import { catchUp } from '../../../results/store/catch-up.ts';
import { listElections } from '../../../results/store/elections.ts';
import type { Feature } from '../../feature.ts';
import { createConflictKeeper } from './conflict-keeper.ts';
import { returnRoutes } from './routes.ts';

const by = { actor: { kind: 'system', id: 'returns' }, name: 'server' } as const;

export const feature: Feature = {
  name: 'returns',
  start: async (space) => {
    for (const { id } of listElections(space.ledger)) catchUp(space.ledger, id, by);
    const keeper = createConflictKeeper(space);
    return {
      routes: returnRoutes(space),
      started: keeper.started,
      stop: async () => keeper.stop(),
    };
  },
};
