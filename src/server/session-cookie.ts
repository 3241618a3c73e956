// The session cookie of a space: httpOnly, SameSite=Strict, for the space's path only, Secure behind https.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Space } from './space.ts';

export const cookieName = ({ name }: Pick<Space, 'name'>): string =>
  name === 'real' ? 'pollwarden_session' : 'pollwarden_demo_session';

/** The token as it came; what cannot be one (empty, too long, other letters) is none. */
export function readToken(request: FastifyRequest, space: Pick<Space, 'name'>): string | undefined {
  const token = request.cookies[cookieName(space)];
  return token !== undefined && /^[\w.~-]{16,256}$/.test(token) ? token : undefined;
}

/** A known browser stays known for so long; the session in it ends earlier, by what the server keeps. */
const deviceSeconds = 180 * 86_400;

/** Sets the cookie, or clears it where there is no token. */
export function writeToken(reply: FastifyReply, space: Space, token: string | undefined): void {
  const options = {
    path: space.prefix === '' ? '/' : space.prefix,
    httpOnly: true,
    sameSite: 'strict',
    secure: space.config.publicUrl.startsWith('https:'),
  } as const;
  if (token === undefined) reply.clearCookie(cookieName(space), options);
  else reply.setCookie(cookieName(space), token, { ...options, maxAge: deviceSeconds });
}
