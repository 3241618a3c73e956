// Findings and saved views as a feature of a server.
import { countFindings } from '../../../findings/read.ts';
import type { Feature } from '../../feature.ts';
import { listRoutes } from './list-routes.ts';
import { oneRoutes } from './one-routes.ts';
import { viewRoutes } from './view-routes.ts';

export const feature: Feature = {
  name: 'findings',
  start: async (space) => ({
    routes: [...listRoutes(space), ...oneRoutes(space), ...viewRoutes(space)],
    metrics: () => {
      const { all, state } = countFindings(space.ledger, '');
      return [
        { name: 'pollwarden_findings', help: 'Findings in the ledger', value: all },
        { name: 'pollwarden_findings_new', help: 'Findings that nobody has examined', value: state.new },
      ];
    },
  }),
};
