// The primitives that a log's checks need, from node:crypto. Node only.
import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { TlogCrypto } from '../keys.ts';

/** SubjectPublicKeyInfo in front of a raw key: Ed25519 (RFC 8410), ML-DSA-44 (RFC 9881). */
const prefixes = {
  ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
  mldsa44: Buffer.from('30820532300b06096086480165030403110382052100', 'hex'),
};

const objects = new Map<string, KeyObject>();
/** A policy has some dozens of keys; a stranger's file cannot make this grow. */
const mostObjects = 256;

function keyObject(kind: keyof typeof prefixes, publicKey: Uint8Array): KeyObject {
  const id = `${kind} ${Buffer.from(publicKey).toString('base64')}`;
  const known = objects.get(id);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: Buffer.concat([prefixes[kind], publicKey]), format: 'der', type: 'spki' });
  if (objects.size >= mostObjects) objects.clear();
  objects.set(id, key);
  return key;
}

const verifier =
  (kind: keyof typeof prefixes): TlogCrypto['ed25519'] =>
  (publicKey, message, signature) => {
    try {
      return verify(null, message, keyObject(kind, publicKey), signature);
    } catch {
      return false;
    }
  };

export const nodeCrypto: TlogCrypto = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  ed25519: verifier('ed25519'),
  mldsa44: verifier('mldsa44'),
};
