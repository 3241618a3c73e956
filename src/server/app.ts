// The server without listening: plugins, spaces with their routes, console, health. One process serves all spaces.
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyHttpOptions, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { aboutRoute } from './about.ts';
import type { SessionOf } from './admission.ts';
import { registerApi } from './api.ts';
import type { Config } from './config/config.ts';
import { registerBulletins } from './bulletin-files.ts';
import { boundConnections } from './connections.ts';
import { answerUnknown, consoleFolder, registerConsole } from './console-files.ts';
import { errorHandler } from './error-answer.ts';
import { createEventStreams, registerEvents } from './events.ts';
import { frameworkLog } from './framework-log.ts';
import { registerHealth } from './health.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { createMetrics } from './metrics.ts';
import { documentedOnce, registerOpenApi } from './openapi.ts';
import { trustedProxy } from './proxies.ts';
import { generalLimit } from './rate-limits.ts';
import { logRequests } from './request-log.ts';
import { permissionsPolicy, securityHeaders } from './security-headers.ts';
import type { ServedSpace } from './served.ts';
import type { Log } from './space.ts';
import { parseStrictJson } from './strict-json.ts';

export type AppParts = {
  readonly config: Config;
  readonly spaces: readonly ServedSpace[];
  readonly log: Log;
  readonly sessionOf: SessionOf;
  readonly limits?: Partial<Limits>;
  /** The built console, where it is not in dist/console. */
  readonly consoleFolder?: string;
};

export type App = FastifyInstance & {
  /** Begins the end: not ready any more, live pages are closed, so that `close` does not wait for them. */
  readonly beginStop: () => void;
};

/** Builds the server. Throws where a route has no line in the access table. */
export async function createApp(parts: AppParts): Promise<App> {
  const { config, spaces, log } = parts;
  const limits = { ...defaultLimits, ...parts.limits };
  const app = fastify(serverOptions(config, limits, log));
  let stopping = false;
  const streams = createEventStreams(limits);
  boundConnections(app.server, limits, config.proxyHops > 0);
  logRequests(app, log);
  readOnlyJson(app);
  app.setErrorHandler(errorHandler(log));
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const metrics = createMetrics(app, spaces, streams);
  await app.register(helmet, securityHeaders(config.publicUrl.startsWith('https:')));
  await app.register(cookie);
  await app.register(rateLimit, { global: false, cache: 50_000 });
  await registerOpenApi(app);
  const general = generalLimit(app, limits);
  const documented = documentedOnce();
  for (const served of spaces) {
    const { space, features } = served;
    const tools = { limits, general, sessionOf: parts.sessionOf, hide: documented(space) };
    const routes = [aboutRoute(served, spaces), ...features.flatMap((feature) => feature.routes)];
    await app.register(
      async (api) => {
        api.addHook('onSend', async (_request, reply) => {
          reply.header('cache-control', 'no-store');
        });
        registerApi(api, space, routes, tools);
        registerEvents(api, space, streams, tools);
      },
      { prefix: `${space.prefix}/api` },
    );
  }
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  registerHealth(app, { config, spaces, metrics, isStopping: () => stopping });
  const folder = parts.consoleFolder ?? consoleFolder();
  await registerConsole(app, spaces, folder);
  await registerBulletins(app, spaces);
  app.setNotFoundHandler(answerUnknown(spaces, folder));
  const beginStop = (): void => {
    stopping = true;
    streams.endAll();
  };
  app.addHook('preClose', async () => beginStop());
  return Object.assign(app as FastifyInstance, { beginStop });
}

function serverOptions(config: Config, limits: Limits, log: Log): FastifyHttpOptions<Server> {
  return {
    loggerInstance: frameworkLog(log),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomBytes(9).toString('base64url'),
    requestIdHeader: false,
    // The number of proxies in front; none is believed where it is 0.
    trustProxy: config.proxyHops > 0 ? trustedProxy(config.proxyHops) : false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMilliseconds,
    keepAliveTimeout: 10_000,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: limits.headerBytes, connectionsCheckingInterval: 1000 },
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded would pass all hooks by; so it becomes one that is not there.
    rewriteUrl: ({ url = '/' }) => (isDecodable(url) ? url : '/api/undecodable'),
  };
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0]);
    return true;
  } catch {
    return false;
  }
}

/** Bodies are JSON or are refused: no form of another site, no text/plain. */
function readOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, body.length === 0 ? undefined : parseStrictJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  // Posts that programs send; a browser sends this type to another site only after asking.
  app.addContentTypeParser('application/x-ndjson', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', permissionsPolicy);
  });
}
