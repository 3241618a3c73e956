// The signed link in a mail: names one delivery and an end, so that whoever holds the mail can acknowledge, once.
import { createHmac, timingSafeEqual } from 'node:crypto';

const purpose = 'pollwarden alert acknowledgement 1';
export const linkDays = 7;

const macOf = (key: Uint8Array, content: string): Buffer =>
  createHmac('sha256', key).update(`${purpose}\n${content}`).digest();

/** "delivery.end.signature"; `expiresAt` in milliseconds since 1970 UTC. The same arguments give the same link. */
export function signLink(key: Uint8Array, deliveryId: string, expiresAt: number): string {
  const content = `${deliveryId}.${expiresAt.toString(36)}`;
  return `${content}.${macOf(key, content).toString('base64url')}`;
}

/** The delivery that a token names; undefined where it is not ours, altered or past its end. */
export function readLink(key: Uint8Array, token: string, now: number): string | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  const [deliveryId, end, signature] = parts;
  const given = Buffer.from(signature, 'base64url');
  const right = macOf(key, `${deliveryId}.${end}`);
  if (given.length !== right.length || given.toString('base64url') !== signature) return undefined;
  if (!timingSafeEqual(given, right)) return undefined;
  return Number.parseInt(end, 36) > now ? deliveryId : undefined;
}
