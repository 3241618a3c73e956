// /health/live, /health/ready and /metrics: for the machines that watch over this one.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PollwardenError } from '../kernel/errors.ts';
import type { Config } from './config/config.ts';
import type { Metrics } from './metrics.ts';
import { isOwnHost } from './same-origin.ts';
import type { ServedSpace } from './served.ts';

/** What stands in the way, by space; empty when ready. */
export function problemsOf(spaces: readonly ServedSpace[]): readonly string[] {
  return spaces.flatMap(({ space, features }) =>
    features.flatMap(({ name, problems }) => (problems?.() ?? []).map((text) => `${space.name}, ${name}: ${text}`)),
  );
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * From this machine itself, or with the token of the configuration. A request that a proxy passed on is not from this
 * machine, even where the proxy is on it; nor is one under a foreign name, which a page in a browser here could make.
 */
function isTrustedWatcher({ headers, socket }: FastifyRequest, config: Config): boolean {
  const { metricsToken } = config;
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some((h) => h in headers);
  if (!passedOn && isOwnHost(headers.host, config) && loopback.has(socket.remoteAddress ?? '')) return true;
  const { authorization = '' } = headers;
  return metricsToken !== undefined && timingSafeEqual(digest(authorization), digest(`Bearer ${metricsToken}`));
}

export type Health = {
  readonly config: Config;
  readonly spaces: readonly ServedSpace[];
  readonly metrics: Metrics;
  readonly isStopping: () => boolean;
};

export function registerHealth(app: FastifyInstance, { config, spaces, metrics, isStopping }: Health): void {
  const schema = { hide: true };
  app.get('/health/live', { schema }, async (_request, reply) => await reply.send({ live: true }));
  app.get('/health/ready', { schema }, async (request, reply) => {
    const problems = isStopping() ? ['the server is stopping'] : problemsOf(spaces);
    const ready = problems.length === 0;
    const reasons = isTrustedWatcher(request, config) ? { problems } : {};
    return await reply.code(ready ? 200 : 503).send({ ready, ...reasons });
  });
  app.get('/metrics', { schema }, async (request, reply) => {
    if (!isTrustedWatcher(request, config)) throw new PollwardenError('FORBIDDEN');
    return await reply.type(metrics.contentType).send(await metrics.text());
  });
}
