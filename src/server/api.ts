// The routes of one space below <prefix>/api: each with its schemas, its line of the access table and its limits.
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import { PollwardenError } from '../kernel/errors.ts';
import { accessOf, admission, admitted, type SessionOf } from './admission.ts';
import type { Limits } from './limits.ts';
import { clientAddress } from './proxies.ts';
import { type RateLimit, routeLimit } from './rate-limits.ts';
import { roomAdmission } from './room.ts';
import type { AnyRoute, Download, RouteContext } from './route.ts';
import { writeToken } from './session-cookie.ts';
import type { Space } from './space.ts';

export type ApiTools = {
  readonly limits: Limits;
  readonly general: RateLimit;
  readonly sessionOf: SessionOf;
  readonly hide: (name: string) => boolean;
};

/** Registers the routes of a space. A route that is there twice, or without a line in the table, throws. */
export function registerApi(api: FastifyInstance, space: Space, routes: readonly AnyRoute[], tools: ApiTools): void {
  for (const route of routes) registerRoute(api, space, route, tools);
}

function registerRoute(api: FastifyInstance, space: Space, route: AnyRoute, tools: ApiTools): void {
  const { method, url, perMinute } = route;
  const limits = [tools.general, ...(perMinute === undefined ? [] : [routeLimit(api, perMinute)])];
  const access = accessOf(method, url);
  api.route({
    method,
    url,
    // Fastify would add HEAD to each GET; what only the table names is served.
    exposeHeadRoute: false,
    schema: { ...schemaOf(route), hide: tools.hide(`${method} ${url}`) },
    bodyLimit: route.bodyLimit ?? tools.limits.bodyBytes,
    onRequest: [
      admission(space, access, limits, tools.sessionOf),
      roomAdmission(space, tools.limits),
      bodyAdmission(route),
    ],
    handler: async (request, reply) => {
      const input = { params: request.params, query: request.query, body: request.body } as never;
      const answer = await route.handle(input, contextOf(space, request, reply));
      if (route.response === 'download') return sendDownload(reply, answer as Download);
      return answer === undefined ? await reply.code(204).send() : answer;
    },
  });
}

const bearerOf = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer ([\w.~+/=-]{1,200})$/i.exec(headers.authorization ?? '')?.[1];

/** Which bodies a route takes, and of whom, before they are read. */
const bodyAdmission =
  ({ admitProgram }: AnyRoute) =>
  async (request: FastifyRequest): Promise<void> => {
    if (admitProgram !== undefined) {
      admitProgram(request.params as Readonly<Record<string, string>>, bearerOf(request));
    } else if (/^application\/x-ndjson/i.test(request.headers['content-type'] ?? '')) {
      throw new PollwardenError('MEDIA_TYPE_UNSUPPORTED');
    }
  };

const isEmpty = (schema: z.ZodType): boolean => schema instanceof z.ZodUndefined || schema instanceof z.ZodVoid;

function schemaOf({ summary, tag, params, query, body, response }: AnyRoute): FastifySchema {
  return {
    summary,
    tags: [tag],
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(response !== 'download' && { response: isEmpty(response) ? { 204: z.undefined() } : { 200: response } }),
  };
}

function contextOf(space: Space, request: FastifyRequest, reply: FastifyReply): RouteContext {
  const { session, token } = admitted(request);
  return {
    space,
    session,
    sessionToken: token,
    rawBody: Buffer.isBuffer(request.body) ? request.body : undefined,
    requestId: request.id,
    address: clientAddress(request),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    setSession: (value) => writeToken(reply, space, value),
  };
}

async function sendDownload(reply: FastifyReply, { download, type, body }: Download): Promise<FastifyReply> {
  // Names are ours; this holds even where one was made from a title by mistake.
  const name = download.replace(/[^\w.-]+/g, '-').slice(0, 120);
  return await reply.header('content-disposition', `attachment; filename="${name}"`).type(type).send(body);
}
