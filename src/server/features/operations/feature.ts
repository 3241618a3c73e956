// Operations as a feature of a server: backups by schedule and by hand, restore, checks.
import type { Feature } from '../../feature.ts';
import { createKeeper } from './keeper.ts';
import { operationsRoutes } from './routes.ts';

export const feature: Feature = {
  name: 'operations',
  start: async (space) => {
    const keeper = createKeeper(space);
    return {
      routes: operationsRoutes(space, keeper),
      stop: keeper.stop,
      metrics: () => {
        const { backups, storage, checks } = keeper.state();
        return [
          {
            name: 'pollwarden_backup_newest_seconds',
            help: 'Time of the newest backup, seconds since 1970; 0 when there is none',
            value: Math.floor((backups.at(0)?.createdAt ?? 0) / 1000),
          },
          { name: 'pollwarden_disk_free_bytes', help: 'Free bytes below the data folder', value: storage.freeBytes },
          { name: 'pollwarden_ledger_bytes', help: 'Size of the ledger', value: storage.ledgerBytes },
          {
            name: 'pollwarden_checks_failed',
            help: 'Checks that failed when they were last made',
            value: checks.filter(({ state }) => state === 'failed').length,
          },
        ];
      },
    };
  },
};
