// Who may pass, decided before a byte of the body is read: host, origin, session, rate, role, in this order.
import type { FastifyRequest } from 'fastify';
import type { Session } from '../accounts/session.ts';
import { PollwardenError } from '../kernel/errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Access, accessTable } from './access.ts';
import type { RateLimit } from './rate-limits.ts';
import { refuseForeignChange, refuseForeignHost } from './same-origin.ts';
import { readToken } from './session-cookie.ts';
import type { Space } from './space.ts';

/** The session of a cookie's token, undefined where it has none or it has ended: src/accounts answers. */
export type SessionOf = (ledger: Ledger, token: string) => Session | undefined;

export type Admitted = { readonly session: Session | undefined; readonly token: string | undefined };

const admittedRequests = new WeakMap<FastifyRequest, Admitted>();

/** What the admission found out about a request that passed. */
export function admitted(request: FastifyRequest): Admitted {
  const found = admittedRequests.get(request);
  if (found === undefined) throw new Error('a handler runs without admission');
  return found;
}

/** The table's line of a route. A route without one does not start. */
export function accessOf(method: string, url: string): Access {
  const name = `${method} ${url}`;
  if (!Object.hasOwn(accessTable, name)) throw new Error(`the route "${name}" has no line in src/server/access.ts`);
  return accessTable[name];
}

export const mayCall = (access: Access, session: Pick<Session, 'role'> | undefined): boolean =>
  access === 'public' || (session !== undefined && (access === 'session' || access.includes(session.role)));

/** A hook that lets a request pass or throws: HOST_UNKNOWN, REQUEST_FOREIGN, TOO_MANY_REQUESTS, NOT_SIGNED_IN, FORBIDDEN. */
export const admission =
  (space: Space, access: Access, limits: readonly RateLimit[], sessionOf: SessionOf) =>
  async (request: FastifyRequest): Promise<void> => {
    refuseForeignHost(request, space.config);
    // Before anything is counted: another site must not use up what a person, or an address, may call.
    refuseForeignChange(request, space.config);
    const token = readToken(request, space);
    const session = token === undefined ? undefined : sessionOf(space.ledger, token);
    for (const limit of limits) await limit(request, session && `${space.name} ${session.personId}`);
    if (!mayCall(access, session)) throw new PollwardenError(session === undefined ? 'NOT_SIGNED_IN' : 'FORBIDDEN');
    admittedRequests.set(request, { session, token });
  };
