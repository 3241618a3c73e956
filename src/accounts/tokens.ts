// Tokens and ids. A token is 256 random bits that only its holder has; what we keep is its SHA-256.
import { createHash, randomBytes } from 'node:crypto';

export const newToken = (): string => randomBytes(32).toString('base64url');
export const newId = (): string => randomBytes(16).toString('base64url');

/** Enough for tokens, which cannot be guessed; for passwords it would not be. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** What the cookie carries: the session, and the device, which outlives it and tells a known browser apart. */
export type Cookie = { readonly session: string | undefined; readonly device: string | undefined };

const isToken = (text: string | undefined): text is string => text !== undefined && /^[\w-]{43}$/u.test(text);

/** "session.device"; after signing out ".device". Anything else holds nothing. */
export function readCookie(value: string | undefined): Cookie {
  const [session, device, ...rest] = (value ?? '').slice(0, 200).split('.');
  if (rest.length > 0) return { session: undefined, device: undefined };
  return { session: isToken(session) ? session : undefined, device: isToken(device) ? device : undefined };
}

export const writeCookie = ({ session, device }: Cookie): string => `${session ?? ''}.${device ?? ''}`;
