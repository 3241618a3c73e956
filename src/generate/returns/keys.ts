// Keys of generated centres: made from the seed, so that a demonstration can be repeated. Never for a real election.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

export type GeneratedKey = {
  readonly id: string;
  readonly holder: string;
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
};

/** PKCS #8 in front of the 32 bytes of an Ed25519 seed (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export function keyOf(name: string, holder: string): GeneratedKey {
  const seed = createHash('sha256').update(`pollwarden generated key: ${name}`).digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    id: createHash('sha256').update(raw).digest('hex').slice(0, 16),
    holder,
    publicKey: raw.toString('base64url'),
    privateKey,
  };
}

export const signWith = (
  key: GeneratedKey,
  bytes: Uint8Array,
): { readonly key: string; readonly signature: string } => ({
  key: key.id,
  signature: sign(null, bytes, key.privateKey).toString('base64url'),
});
