// Primitives of the page: SHA-256 by @noble/hashes, as a tree of hashes wants answers at once; Ed25519 by WebCrypto where the
// browser has it, else by @noble/ed25519. Each is tried with a known signature before it is believed.
import { hashes, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { TlogCrypto } from '../../../src/tlog/keys.ts';
import { byWebCrypto, works } from '../../page/ed25519.ts';

type Ed25519 = TlogCrypto['ed25519'];

hashes.sha512 = sha512;

const byNoble: Ed25519 = (publicKey, message, signature) => {
  try {
    return verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};

export async function pageCrypto(): Promise<TlogCrypto> {
  const own = byWebCrypto();
  return { sha256, ed25519: own !== undefined && (await works(own)) ? own : byNoble };
}
