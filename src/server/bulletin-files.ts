// Bulletins as this server built them, to look at them before they are carried to the hosts that the public asks: static files
// of a space's folder, under the address of the space.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { ServedSpace } from './served.ts';

/** Where bulletins of a space lie, each in a folder by the id of its election. */
export const bulletinsFolder = (spaceFolder: string): string => join(spaceFolder, 'bulletin');

/** Address of a bulletin on this server. */
export const bulletinAddress = (prefix: string, election: string): string => `${prefix}/bulletin/${election}/`;

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const isForEver = (path: string): boolean => /\/(?:data|log-js|log\/tile)\//.test(path.replaceAll('\\', '/'));

/** Only where the space has the feature; whoever reaches the server may look, since all of it is public. */
export async function registerBulletins(app: FastifyInstance, spaces: readonly ServedSpace[]): Promise<void> {
  for (const { space, features } of spaces) {
    if (!features.some(({ name }) => name === 'bulletin')) continue;
    const root = bulletinsFolder(space.folder);
    if (!existsSync(root)) mkdirSync(root, { recursive: true });
    await app.register(fastifyStatic, {
      root,
      prefix: `${space.prefix}/bulletin/`,
      decorateReply: false,
      index: ['index.html'],
      redirect: true,
      dotfiles: 'deny',
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('content-security-policy', policy);
        reply.header('cache-control', isForEver(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
      schemaHide: true,
    });
  }
}
