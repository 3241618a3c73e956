// Primitives for a check of very many signatures: node:crypto on its threads, so that all cores work. Node only.
import crypto, { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { TlogCrypto } from '../../tlog/keys.ts';

/** SubjectPublicKeyInfo in front of a raw key: Ed25519 (RFC 8410), ML-DSA-44 (RFC 9881). */
const ed25519 = Buffer.from('302a300506032b6570032100', 'hex');
const mldsa44 = Buffer.from('30820532300b06096086480165030403110382052100', 'hex');
/** Two holders of every centre of a large country; a stranger's log cannot make this grow. */
const mostKeys = 100_000;

function keyObject(prefix: Buffer, raw: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.concat([prefix, raw]), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

/** In one call where this version of Node has it: a log asks for millions of short ones. */
const sha256: TlogCrypto['sha256'] =
  'hash' in crypto
    ? (bytes) => crypto.hash('sha256', bytes, 'buffer')
    : (bytes) => createHash('sha256').update(bytes).digest();

const verifyWith = async (key: KeyObject | undefined, message: Uint8Array, signature: Uint8Array): Promise<boolean> =>
  key !== undefined &&
  (await new Promise<boolean>((resolve) => {
    verify(null, message, key, signature, (error, holds) => resolve(error === null && holds));
  }));

export function threadedCrypto(): TlogCrypto {
  const keys = new Map<string, KeyObject | undefined>();
  const keyOf = (raw: Uint8Array): KeyObject | undefined => {
    const id = Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('latin1');
    if (keys.has(id)) return keys.get(id);
    if (keys.size >= mostKeys) keys.clear();
    const key = keyObject(ed25519, raw);
    keys.set(id, key);
    return key;
  };
  const base: TlogCrypto = {
    sha256,
    ed25519: async (publicKey, message, signature) =>
      signature.length === 64 && (await verifyWith(keyOf(publicKey), message, signature)),
  };
  // Older versions of Node have none: then such signatures count as of a key that is not known.
  if (keyObject(mldsa44, new Uint8Array(1312)) === undefined) return base;
  return {
    ...base,
    mldsa44: async (publicKey, message, signature) =>
      await verifyWith(keyObject(mldsa44, publicKey), message, signature),
  };
}
