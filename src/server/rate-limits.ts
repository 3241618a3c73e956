// How often one may call: by person once signed in, else by address, so that nobody's flood is charged to another person.
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PollwardenError } from '../kernel/errors.ts';
import type { Limits } from './limits.ts';
import { clientAddress } from './proxies.ts';

/** Throws TOO_MANY_REQUESTS with the seconds to wait. `who` is the signed-in person, undefined for nobody. */
export type RateLimit = (request: FastifyRequest, who: string | undefined) => Promise<void>;

const minute = 60_000;
/** A network of one customer; an address of it costs nothing. */
const ipv6Subnet = 64;

export const addressKey = (request: FastifyRequest): string => normalizeIP(clientAddress(request), ipv6Subnet);

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

async function count(limiter: Limiter, request: FastifyRequest): Promise<void> {
  const result = await limiter(request);
  if (result.isAllowed || !result.isExceeded) return;
  const error = new PollwardenError('TOO_MANY_REQUESTS');
  throw Object.assign(error, { retryAfterSeconds: Math.max(1, result.ttlInSeconds) });
}

/** The general limits, by person or address. */
export function generalLimit(app: FastifyInstance, limits: Limits): RateLimit {
  const byAddress = app.createRateLimit({ max: limits.perMinuteAddress, timeWindow: minute, keyGenerator: addressKey });
  const persons = new WeakMap<FastifyRequest, string>();
  const byPerson = app.createRateLimit({
    max: limits.perMinutePerson,
    timeWindow: minute,
    keyGenerator: (request) => persons.get(request) ?? '',
  });
  return async (request, who) => {
    if (who === undefined) return await count(byAddress, request);
    persons.set(request, who);
    await count(byPerson, request);
  };
}

/** The limit of one route, by address. */
export function routeLimit(app: FastifyInstance, perMinute: number): RateLimit {
  const limiter = app.createRateLimit({ max: perMinute, timeWindow: minute, keyGenerator: addressKey });
  return async (request) => await count(limiter, request);
}
