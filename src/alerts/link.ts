// The signed link in a mail: names one delivery and an end, so that whoever holds the mail can acknowledge, once.
import { createHmac, timingSafeEqual } from 'node:crypto';

const purpose = 'pollwarden alert acknowledgement 1';
export const linkDays = 7;

const macOf = (key: Uint8Array, content: string): Buffer =>
  createHmac('sha256', key).update(`${purpose}\n${content}`).digest();

/** Letters of the signature, at the end of a token. */
const signed = 43;

/** Letters, digits, "-" and "_"; `expiresAt` in milliseconds since 1970 UTC. The same arguments give the same link. */
export function signLink(key: Uint8Array, deliveryId: string, expiresAt: number): string {
  const content = Buffer.from(`${deliveryId}.${expiresAt.toString(36)}`).toString('base64url');
  return content + macOf(key, content).toString('base64url');
}

/** The delivery that a token names; undefined where it is not ours, altered or past its end. */
export function readLink(key: Uint8Array, token: string, now: number): string | undefined {
  const content = token.slice(0, -signed);
  const signature = token.slice(-signed);
  const given = Buffer.from(signature, 'base64url');
  const right = macOf(key, content);
  if (given.length !== right.length || given.toString('base64url') !== signature) return undefined;
  if (!timingSafeEqual(given, right)) return undefined;
  // Signed by us, so it has our form.
  const [deliveryId, end] = Buffer.from(content, 'base64url').toString().split('.');
  return Number.parseInt(end, 36) > now ? deliveryId : undefined;
}
