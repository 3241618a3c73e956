// The console's files, built into dist/console: assets for ever, the page for every address that is a page.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PollwardenError } from '../kernel/errors.ts';
import { packageRoot } from '../kernel/version.ts';
import type { ServedSpace } from './served.ts';

export const consoleFolder = (): string => join(packageRoot(), 'dist', 'console');

const notBuilt = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pollwarden</title>
<h1>Pollwarden is running; its console is not built</h1>
<p>Stop it, and start it with <code>npm start</code>, which builds the console first; or run
<code>npm run build:console</code> and load this page again.</p>
<p>The API answers below <code>/api</code>, described in <a href="/api/openapi.json">/api/openapi.json</a>.</p>
</html>
`;

/** Serves `folder` at / and, for the demonstration, at /demo/. What is no file falls through to `answerUnknown`. */
export async function registerConsole(
  app: FastifyInstance,
  spaces: readonly ServedSpace[],
  folder: string,
): Promise<void> {
  if (!existsSync(folder)) return;
  for (const [i, { space }] of spaces.entries()) {
    app.get(`${space.prefix}/`, { schema: { hide: true } }, async (_request, reply) => await sendPage(reply, folder));
    await app.register(fastifyStatic, {
      root: folder,
      prefix: `${space.prefix}/`,
      decorateReply: i === 0,
      index: false,
      redirect: false,
      dotfiles: 'deny',
      // The build lays .br and .gz beside each asset; `Vary: Accept-Encoding` comes with it.
      preCompressed: true,
      // The name of an asset is the hash of its content; every other file may change with the next build.
      cacheControl: false,
      setHeaders: (reply, path) => {
        const asset = path.startsWith(join(folder, 'assets'));
        reply.header('cache-control', asset ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
      schemaHide: true,
    });
  }
}

const wantsPage = ({ method, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');

/** Pages are made in the browser from the address, so each address that asks for HTML gets the console's page. */
export const answerUnknown =
  (spaces: readonly ServedSpace[], folder: string) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const path = request.url.split('?', 1)[0];
    const below = (prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);
    const isApi = spaces.some(({ space }) => below(`${space.prefix}/api`));
    // An asset that is not there is not a page: an old page must see that it is old.
    const isAsset = spaces.some(({ space }) => below(`${space.prefix}/assets`));
    if (isApi || isAsset || !wantsPage(request)) throw new PollwardenError('NOT_FOUND');
    return await sendPage(reply, folder);
  };

const sendPage = async (reply: FastifyReply, folder: string): Promise<FastifyReply> =>
  await reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(pageIn(folder));

function pageIn(folder: string): string {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8');
  } catch {
    return notBuilt;
  }
}
