// A receipt of intake: that one envelope is on its disk, since when, as which in its order. Canonical JSON (RFC 8785),
// signed Ed25519 by a key whose fingerprint was published beforehand. Browser-safe.
import { z } from 'zod';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import { type Outcome, refuse } from '../return/parse.ts';
import { fromBase64Url, sha256, toHex } from '../return/verify-web.ts';

export type Receipt = {
  readonly format: 'pollwarden-receipt/1';
  /** SHA-256 of the canonical envelope. */
  readonly envelope: string;
  /** ISO instant in UTC by intake's clock; after a clock was set back, `sequence` still says the order. */
  readonly receivedAt: string;
  /** Counted from 1 without gaps, of all envelopes of this intake. */
  readonly sequence: number;
  /** Id of intake's key: the first 16 hexadecimal digits of its fingerprint. */
  readonly key: string;
  /** Ed25519 over the canonical receipt without this field. */
  readonly signature: string;
};

export const mostReceiptBytes = 1024;

const receiptSchema = z.strictObject({
  format: z.literal('pollwarden-receipt/1'),
  envelope: z.string().regex(/^[0-9a-f]{64}$/),
  receivedAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  sequence: z.int().min(1),
  key: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.string().regex(/^[\w-]{85}[AQgw]$/),
});

/** What is signed: the receipt without its signature. */
export const receiptBytes = ({
  format,
  envelope,
  receivedAt,
  sequence,
  key,
}: Omit<Receipt, 'signature'>): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(canonicalJson({ format, envelope, receivedAt, sequence, key }));

export const canonicalReceipt = (receipt: Receipt): string => canonicalJson(receipt);

/** From a stranger's text: capped, only in canonical form. RECEIPT_INVALID; says nothing of who signed. */
export function parseReceipt(text: string): Outcome<Receipt> {
  if (text.length > mostReceiptBytes) return refuse('RECEIPT_INVALID', 'it is larger than 1 KiB');
  const value = parseJson(text);
  if (value === undefined) return refuse('RECEIPT_INVALID', 'it is no JSON');
  const read = receiptSchema.safeParse(value);
  if (!read.success) return refuse('RECEIPT_INVALID', read.error.issues[0].message);
  return canonicalReceipt(read.data) === text && !Number.isNaN(Date.parse(read.data.receivedAt))
    ? { ok: true, value: read.data }
    : refuse('RECEIPT_INVALID', 'it is not in canonical form');
}

/** SHA-256 of the raw public key, 64 hexadecimal digits: what is published beforehand. */
export const fingerprintOf = async (publicKey: string): Promise<string> =>
  toHex(await sha256(fromBase64Url(publicKey)));

/** Fingerprints as people write them: spaces, colons and capitals do not matter. Undefined where it is none. */
export function readFingerprint(text: string): string | undefined {
  const digits = text.replaceAll(/[\s:]/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : undefined;
}

export const groupedFingerprint = (fingerprint: string): string => (fingerprint.match(/.{4}/g) ?? []).join(' ');

/** Whether `publicKey` (raw, base64url) signed it. The caller compared the key with the published fingerprint. */
export async function receiptHolds(receipt: Receipt, publicKey: string): Promise<boolean> {
  if (receipt.key !== (await fingerprintOf(publicKey)).slice(0, 16)) return false;
  const key = await crypto.subtle.importKey('raw', fromBase64Url(publicKey), 'Ed25519', true, ['verify']);
  return await crypto.subtle.verify('Ed25519', key, fromBase64Url(receipt.signature), receiptBytes(receipt));
}
