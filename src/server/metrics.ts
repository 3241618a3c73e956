// Numbers for Prometheus: of the process, of requests by route, of live pages, and the gauges of the features.
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { EventStreams } from './events.ts';
import type { ServedSpace } from './served.ts';

export type Metrics = { readonly contentType: string; readonly text: () => Promise<string> };

export function createMetrics(app: FastifyInstance, spaces: readonly ServedSpace[], streams: EventStreams): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'pollwarden_http_request_seconds',
    help: 'Time of answers, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.2, 0.5, 1.5, 5],
    registers,
  });
  const refused = new Counter({ name: 'pollwarden_http_rate_limited_total', help: 'Refused as too many', registers });
  app.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode };
    seconds.observe(labels, reply.elapsedTime / 1000);
    if (reply.statusCode === 429) refused.inc();
    done();
  });
  gauge(registry, 'pollwarden_live_pages', 'Open streams of live pages', () => streams.count());
  gauge(registry, 'pollwarden_live_pages_dropped', 'Live pages let go for being too slow', () => streams.dropped());
  return {
    contentType: registry.contentType,
    text: async () => {
      readFeatures(registry, spaces);
      return await registry.metrics();
    },
  };
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  const made: Gauge = new Gauge({ name, help, registers: [registry], collect: () => made.set(read()) });
}

/** The features' gauges have the space as their label; they are asked anew at each reading. */
function readFeatures(registry: Registry, spaces: readonly ServedSpace[]): void {
  for (const { space, features } of spaces) {
    for (const { name, help, value } of features.flatMap(({ metrics }) => metrics?.() ?? [])) {
      const known = registry.getSingleMetric(name) as Gauge<'space'> | undefined;
      const of = known ?? new Gauge({ name, help, labelNames: ['space'], registers: [registry] });
      of.set({ space: space.name }, value);
    }
  }
}
