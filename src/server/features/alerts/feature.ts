// Alerts as a feature of a server. In the demonstration space nothing leaves: messages become files in its folder.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { AlertContext } from '../../../alerts/context.ts';
import { alertGauges } from '../../../alerts/metrics.ts';
import type { Ways } from '../../../alerts/send.ts';
import { startAlerts } from '../../../alerts/start.ts';
import type { Feature } from '../../feature.ts';
import type { Space } from '../../space.ts';
import { myAlertRoutes } from './my-routes.ts';
import { rotaRoutes } from './rota-routes.ts';
import { alertRoutes } from './routes.ts';

const tickMs = 5000;
const timeoutMs = 30_000;

const waysOf = ({ name, folder, config }: Space): Ways =>
  name === 'demonstration'
    ? { sink: join(folder, 'outbox') }
    : { smtp: config.smtp, allowed: config.webhookAddresses ?? [], timeoutMs };

export const feature: Feature = {
  name: 'alerts',
  start: (space) => {
    const context: AlertContext = {
      ledger: space.ledger,
      newId: randomUUID,
      consoleUrl: `${space.config.publicUrl}${space.prefix}`,
      demonstration: space.name === 'demonstration',
    };
    const ways = waysOf(space);
    const running = startAlerts({
      context,
      ways,
      now: space.now,
      monotonic: () => performance.now(),
      random: Math.random,
      tickMs,
      changed: () => space.hub.publish({ topic: 'alerts', change: 'changed' }),
      failed: (error) => space.log.error({ error: String(error) }, 'Alerts: a step failed and is tried again'),
    });
    const unsubscribe = space.hub.subscribe(({ topic }) => {
      if (topic === 'findings') running.wake();
    });
    const parts = { context, ways, running };
    return Promise.resolve({
      routes: [...alertRoutes(parts), ...myAlertRoutes(parts), ...rotaRoutes(parts)],
      metrics: () => alertGauges(space.ledger),
      stop: () => {
        unsubscribe();
        return running.stop();
      },
    });
  },
};
