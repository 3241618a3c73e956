// One line for each answer: the route's pattern instead of its address, no person, and the sender only where it was refused.
import type { FastifyInstance } from 'fastify';
import { clientAddress } from './proxies.ts';
import type { Log } from './space.ts';

const refused = new Set([401, 403, 408, 413, 421, 429]);

export function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, id } = request;
    const status = reply.statusCode;
    const milliseconds = Math.round(reply.elapsedTime);
    const fields = { requestId: id, method, route: routeOptions.url ?? 'unknown', status, milliseconds };
    if (refused.has(status)) log.warn({ ...fields, address: clientAddress(request) }, 'refused');
    else if (status >= 400 || method !== 'GET') log.info(fields, 'answered');
  });
}
