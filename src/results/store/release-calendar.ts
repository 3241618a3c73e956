// Signatures of a calendar of polls, with node:crypto. Node only.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { PollwardenError } from '../../kernel/errors.ts';
import { calendarText, type PollCalendar } from '../release/calendar.ts';

/** SubjectPublicKeyInfo in front of a raw Ed25519 key (RFC 8410). */
const spki = Buffer.from('302a300506032b6570032100', 'hex');

/** SHA-256 of the raw public key, as a policy names it. */
export const keyFingerprint = (publicKey: Uint8Array): string => createHash('sha256').update(publicKey).digest('hex');

/** Signs with an Ed25519 private key in PEM; a signature of the same key before is replaced. INPUT_INVALID. */
export function signCalendar(
  calendar: PollCalendar,
  pem: string,
): { readonly calendar: PollCalendar; readonly fingerprint: string } {
  const privateKey = readPrivateKey(pem);
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(spki.length);
  const publicKey = raw.toString('base64url');
  const signature = sign(null, Buffer.from(calendarText(calendar)), privateKey).toString('base64url');
  const others = calendar.signatures.filter((one) => one.publicKey !== publicKey);
  return {
    calendar: { ...calendar, signatures: [...others, { publicKey, signature }] },
    fingerprint: keyFingerprint(raw),
  };
}

function readPrivateKey(pem: string): ReturnType<typeof createPrivateKey> {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Named below, without what the file holds.
  }
  throw new PollwardenError('INPUT_INVALID', 'the key file holds no Ed25519 private key in PEM');
}

/** Throws KEY_UNKNOWN where the key of this fingerprint did not sign, SIGNATURE_INVALID where its signature does not hold. */
export function checkCalendar(calendar: PollCalendar, fingerprint: string): void {
  const found = calendar.signatures.find(
    ({ publicKey }) => keyFingerprint(Buffer.from(publicKey, 'base64url')) === fingerprint,
  );
  const raw = Buffer.from(found?.publicKey ?? '', 'base64url');
  if (found === undefined || raw.length !== 32)
    throw new PollwardenError('KEY_UNKNOWN', `the calendar is not signed by the key ${fingerprint.slice(0, 16)}…`);
  const key = createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });
  if (!verify(null, Buffer.from(calendarText(calendar)), key, Buffer.from(found.signature, 'base64url')))
    throw new PollwardenError('SIGNATURE_INVALID', 'of the calendar of polls');
}
