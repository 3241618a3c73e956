// Ed25519 by WebCrypto, and the trial of any implementation before a page believes it.
import type { TlogCrypto } from '../../src/tlog/keys.ts';
import { bytesOfHex } from '../../src/tlog/note.ts';

type Ed25519 = TlogCrypto['ed25519'];

/** RFC 8032, section 7.1, test 2. */
const vector = {
  key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  message: '72',
  signature:
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
};

const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : Uint8Array.from(bytes);

/** Undefined where the browser has no WebCrypto, as some under file:// and all over plain http. */
export function byWebCrypto(): Ed25519 | undefined {
  if (globalThis.crypto?.subtle === undefined) return undefined;
  const keys = new Map<string, Promise<CryptoKey>>();
  const keyOf = (raw: Uint8Array): Promise<CryptoKey> => {
    const id = String.fromCharCode(...raw);
    const known = keys.get(id);
    if (known !== undefined) return known;
    const made = crypto.subtle.importKey('raw', owned(raw), 'Ed25519', false, ['verify']);
    keys.set(id, made);
    return made;
  };
  return async (publicKey, message, signature) => {
    try {
      return await crypto.subtle.verify('Ed25519', await keyOf(publicKey), owned(signature), owned(message));
    } catch {
      return false;
    }
  };
}

/** Takes a known signature and refuses a wrong one. */
export async function works(ed25519: Ed25519): Promise<boolean> {
  const [key, message, signature] = [vector.key, vector.message, vector.signature].map(bytesOfHex);
  const wrong = Uint8Array.from(signature, (byte, i) => (i === 40 ? byte ^ 1 : byte));
  return (await ed25519(key, message, signature)) && !(await ed25519(key, message, wrong));
}
