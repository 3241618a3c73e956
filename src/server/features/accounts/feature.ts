// Accounts: signing in, one's own account, people, organisations, invitations.
import { createAccounts } from '../../../accounts/accounts.ts';
import type { Feature } from '../../feature.ts';
import { enterRoutes } from './enter-routes.ts';
import { meRoutes } from './me-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { secondFactorRoutes } from './second-factor-routes.ts';
import { sessionRoutes } from './session-routes.ts';

const flushMilliseconds = 30_000;

export const feature: Feature = {
  name: 'accounts',
  start: async ({ ledger, config, prefix, log }) => {
    const accounts = createAccounts(ledger, { publicUrl: config.publicUrl, prefix });
    const flush = (all?: 'all'): void => {
      try {
        accounts.refusals.flush(all);
      } catch (error) {
        log.error({ error: String(error) }, 'refused sign-ins could not be recorded');
      }
    };
    const timer = setInterval(flush, flushMilliseconds).unref();
    return {
      routes: [
        ...sessionRoutes(accounts),
        ...enterRoutes(accounts),
        ...meRoutes(accounts),
        ...secondFactorRoutes(accounts),
        ...peopleRoutes(accounts),
      ],
      stop: async () => {
        clearInterval(timer);
        flush('all');
      },
    };
  },
};
