// Sealed returns on the official channel: HPKE (RFC 9180, X25519, HKDF-SHA256, AES-256-GCM) to the key of headquarters, in
// an envelope that a holder of the centre signs, so that intake refuses strangers and reads nothing. Browser-safe.
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { z } from 'zod';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { SignedReturn } from '../return/count-return.ts';
import { type Outcome, parseSigned, refuse } from '../return/parse.ts';
import { fromBase64Url, toBase64Url } from '../return/verify-web.ts';

export type Envelope = {
  readonly format: 'pollwarden-envelope/1';
  readonly election: string;
  readonly centre: string;
  /** Id of the centre's key that signed the envelope. */
  readonly key: string;
  /** ISO instant in UTC by the centre's clock. */
  readonly madeAt: string;
  /** Encapsulated key (32 bytes) and ciphertext, base64url. */
  readonly sealed: string;
  /** Ed25519 over the canonical envelope without this field. */
  readonly signature: string;
};

export const mostEnvelopeBytes = 131_072;
/** Plaintexts are padded to whole steps, so that the length of an envelope tells no figures. */
const paddingStep = 4096;

const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Binds the ciphertext to its election and centre. */
const infoOf = ({ election, centre }: Pick<Envelope, 'election' | 'centre'>): Uint8Array<ArrayBuffer> =>
  bytesOf(canonicalJson({ for: 'pollwarden sealed return/1', election, centre }));

function padded(text: string): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(text);
  const whole = new Uint8Array(Math.ceil((bytes.length + 1) / paddingStep) * paddingStep).fill(0x20);
  whole.set(bytes);
  return whole;
}

/** What is signed: the envelope without its signature. */
export function envelopeBytes({
  format,
  election,
  centre,
  key,
  madeAt,
  sealed,
}: Omit<Envelope, 'signature'>): Uint8Array<ArrayBuffer> {
  return bytesOf(canonicalJson({ format, election, centre, key, madeAt, sealed }));
}

export const canonicalEnvelope = (envelope: Envelope): string => canonicalJson(envelope);

export type SealRequest = {
  readonly signed: SignedReturn;
  /** Raw X25519 public key of headquarters, base64url: sealingKey of the definition. */
  readonly sealingKey: string;
  readonly key: string;
  /** Signs bytes with the private key of `key`. */
  readonly sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
  readonly madeAt: string;
};

export async function sealReturn({ signed, sealingKey, key, sign, madeAt }: SealRequest): Promise<Envelope> {
  const { election, centre } = signed.return;
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64Url(sealingKey).buffer);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: infoOf({ election, centre }) });
  const ciphertext = new Uint8Array(await sender.seal(padded(canonicalJson(signed))));
  const sealed = toBase64Url(Uint8Array.from([...new Uint8Array(sender.enc), ...ciphertext]));
  const unsigned = { format: 'pollwarden-envelope/1', election, centre, key, madeAt, sealed } as const;
  return { ...unsigned, signature: toBase64Url(await sign(envelopeBytes(unsigned))) };
}

const envelopeSchema = z.strictObject({
  format: z.literal('pollwarden-envelope/1'),
  election: z.string().min(1).max(64),
  centre: z.string().min(1).max(64),
  key: z.string().regex(/^[0-9a-f]{16}$/),
  madeAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  sealed: z
    .string()
    .min(64)
    .max(mostEnvelopeBytes)
    .regex(/^[\w-]+$/),
  signature: z.string().regex(/^[\w-]{85}[AQgw]$/),
});

/** From bytes of a stranger: capped, only in canonical form. Says nothing of who signed. */
export function parseEnvelope(bytes: Uint8Array): Outcome<Envelope> {
  if (bytes.length > mostEnvelopeBytes) return refuse('RETURN_INVALID', 'the envelope is larger than 128 KiB');
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    return refuse('RETURN_INVALID', 'the envelope is no JSON');
  }
  const read = envelopeSchema.safeParse(value);
  if (!read.success)
    return refuse(
      'RETURN_INVALID',
      `the envelope: ${read.error.issues[0].path.map(String).join('.')} ${read.error.issues[0].message}`,
    );
  return canonicalEnvelope(read.data) === text
    ? { ok: true, value: read.data }
    : refuse('RETURN_INVALID', 'the envelope is not in canonical form');
}

export type SealingPair = {
  /** Raw X25519 keys, base64url. */
  readonly publicKey: string;
  readonly privateKey: string;
};

export async function makeSealingPair(): Promise<SealingPair> {
  const pair = await suite.kem.generateKeyPair();
  return {
    publicKey: toBase64Url(new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey))),
    privateKey: toBase64Url(new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey))),
  };
}

/** Opens with the private key of headquarters; RETURN_INVALID where it does not open, or holds another centre's return. */
export async function openEnvelope(envelope: Envelope, privateKey: string): Promise<Outcome<SignedReturn>> {
  let plain: Uint8Array;
  try {
    const bytes = fromBase64Url(envelope.sealed);
    const recipientKey = await suite.kem.deserializePrivateKey(fromBase64Url(privateKey).buffer);
    const recipient = await suite.createRecipientContext({
      recipientKey,
      enc: bytes.slice(0, 32).buffer,
      info: infoOf(envelope),
    });
    plain = new Uint8Array(await recipient.open(bytes.slice(32).buffer));
  } catch {
    return refuse('RETURN_INVALID', 'the envelope does not open with the key of headquarters');
  }
  let end = plain.length;
  while (end > 0 && plain[end - 1] === 0x20) end--;
  const read = parseSigned(plain.subarray(0, end));
  if (!read.ok) return read;
  const { election, centre } = read.value.return;
  if (election !== envelope.election || centre !== envelope.centre)
    return refuse('RETURN_INVALID', 'the envelope holds a return of another election or centre');
  return read;
}
