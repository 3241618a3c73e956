// The lake as a feature of a server. Retention is applied once a day by itself.
import { recordAudit } from '../../../ledger/audit/record.ts';
import { holdsLake } from '../../../lake/lake-place.ts';
import type { LiveHost } from '../../../live/host.ts';
import type { Feature } from '../../feature.ts';
import type { Space } from '../../space.ts';
import { closeLive, liveOf } from '../sources/live.ts';
import { finishErasures } from './erase.ts';
import { manifestOf } from './overview.ts';
import { lakeRoutes } from './routes.ts';

const hourMilliseconds = 3_600_000;

export const feature: Feature = {
  name: 'lake',
  start: async (space) => {
    const live = liveOf(space);
    let day = '';
    // Looked at hourly and compared by day, so that a clock that jumps skips nothing.
    const look = async (): Promise<void> => {
      const today = new Date(space.now()).toISOString().slice(0, 10);
      if (today === day || !holdsLake(space.folder)) return;
      await expire(space, live);
      day = today;
    };
    const tick = (): void => {
      look().catch((error: unknown) => space.log.warn({ problem: String(error) }, 'retention could not be applied'));
    };
    const timer = setInterval(tick, hourMilliseconds);
    timer.unref();
    return {
      routes: lakeRoutes(space, live),
      // A server that is started anew every hour applies retention all the same; whoever keeps evidence has said so.
      started: () => {
        finishErasures(space).catch((error: unknown) =>
          space.log.error({ problem: String(error) }, 'an erasure that was cut off could not be finished'),
        );
        tick();
      },
      stop: async () => {
        clearInterval(timer);
        await closeLive(space);
      },
      metrics: () => [
        {
          name: 'pollwarden_lake_rows',
          help: 'Rows in the segments of the lake',
          value: manifestOf(space.folder).segments.reduce((sum, { rows }) => sum + rows, 0),
        },
      ],
    };
  },
};

async function expire(space: Space, live: LiveHost): Promise<void> {
  const { runs, rowsRemoved, rejectedFiles } = await live.ask('expire', null);
  if (runs.length === 0 && rejectedFiles === 0) return;
  const details = { runs: runs.length, rows: rowsRemoved, rejectedFiles };
  const actor = { kind: 'system', id: 'schedule' } as const;
  space.ledger.write(() => recordAudit(space.ledger, { event: 'lake.expired', actor, details }));
  space.hub.publish({ topic: 'lake', change: 'removed' });
}
