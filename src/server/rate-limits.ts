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

const addressKey = (request: FastifyRequest): string => normalizeIP(clientAddress(request), ipv6Subnet);

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

async function count(limiter: Limiter, request: FastifyRequest): Promise<void> {
  const result = await limiter(request);
  if (result.isAllowed || !result.isExceeded) return;
  const error = new PollwardenError('TOO_MANY_REQUESTS');
  throw Object.assign(error, { retryAfterSeconds: Math.max(1, result.ttlInSeconds) });
}

/** The general limits: one for persons, one for addresses of nobody. */
export function generalLimit(app: FastifyInstance, limits: Limits): RateLimit {
  const byAddress = app.createRateLimit({ max: limits.perMinuteAddress, timeWindow: minute, keyGenerator: addressKey });
  const { limiter, tell } = personLimiter(app, limits.perMinutePerson);
  return async (request, who) => {
    if (who === undefined) return await count(byAddress, request);
    tell(request, who);
    await count(limiter, request);
  };
}

/** The limit of one route, by person or address alike. */
export function routeLimit(app: FastifyInstance, perMinute: number): RateLimit {
  const { limiter, tell } = personLimiter(app, perMinute);
  return async (request, who) => {
    tell(request, who ?? addressKey(request));
    await count(limiter, request);
  };
}

/** A limiter is asked about a request only; whose it is, it is told before. */
function personLimiter(
  app: FastifyInstance,
  max: number,
): { readonly limiter: Limiter; readonly tell: (request: FastifyRequest, who: string) => void } {
  const persons = new WeakMap<FastifyRequest, string>();
  const keyGenerator = (request: FastifyRequest): string => persons.get(request) ?? '';
  const limiter = app.createRateLimit({ max, timeWindow: minute, keyGenerator });
  return { limiter, tell: (request, who) => void persons.set(request, who) };
}
