// What Fastify itself has to say, in the form of our log. Its lines about each request are off: ours hold less of people.
import type { FastifyBaseLogger } from 'fastify';
import type { Log } from './space.ts';

type Words = readonly unknown[];

export function frameworkLog(log: Log): FastifyBaseLogger {
  const silent = (): void => {};
  const logger: FastifyBaseLogger = {
    level: 'warn',
    silent,
    trace: silent,
    debug: silent,
    info: silent,
    warn: (...words: Words) => log.warn({ from: 'fastify' }, sentence(words)),
    error: (...words: Words) => log.error({ from: 'fastify' }, sentence(words)),
    fatal: (...words: Words) => log.error({ from: 'fastify' }, sentence(words)),
    child: () => logger,
  };
  return logger;
}

/** Fastify passes the request along; only its messages are kept. */
function sentence(words: Words): string {
  const [first, second] = words;
  if (typeof first === 'string') return first;
  const { err } = (first ?? {}) as { readonly err?: unknown };
  const error = first instanceof Error ? first : err instanceof Error ? err : undefined;
  return [second, error?.message].filter((word) => typeof word === 'string').join(': ') || 'no message';
}
