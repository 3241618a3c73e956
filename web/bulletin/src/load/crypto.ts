// Primitives of the page. Ed25519 by WebCrypto where the browser has it, else by @noble/ed25519; SHA-256 by @noble/hashes,
// since a tree of hashes wants answers at once (and WebCrypto is missing on a page that came over plain http).
import { sha256 } from '@noble/hashes/sha2.js';
import type { TlogCrypto } from '../../../../src/tlog/keys.ts';
import { bytesOfHex } from '../../../../src/tlog/note.ts';
import { loadPart } from './part.ts';
import { inThreads } from './threads.ts';

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

function byWebCrypto(): Ed25519 {
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

const breathMilliseconds = 100;

/** Each takes a millisecond: the page breathes between them. */
async function byNoble(root: URL): Promise<Ed25519> {
  const verify = (await loadPart('curve', root)) as Exclude<Ed25519, undefined> | undefined;
  let last = performance.now();
  return async (publicKey, message, signature) => {
    if (performance.now() - last > breathMilliseconds) {
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
    }
    try {
      return (await verify?.(publicKey, message, signature)) ?? false;
    } catch {
      return false;
    }
  };
}

async function works(ed25519: Ed25519): Promise<boolean> {
  const [key, message, signature] = [vector.key, vector.message, vector.signature].map(bytesOfHex);
  const wrong = Uint8Array.from(signature, (byte, i) => (i === 40 ? byte ^ 1 : byte));
  return (await ed25519(key, message, signature)) && !(await ed25519(key, message, wrong));
}

export type PageCrypto = TlogCrypto & {
  readonly by: 'WebCrypto' | '@noble/ed25519';
  /** Before very many are verified: from then on threads do it, where they do it rightly. */
  readonly startThreads: () => Promise<void>;
};

function native(own: Ed25519, root: URL): PageCrypto {
  let verify = own;
  let started = false;
  return {
    sha256,
    by: 'WebCrypto',
    ed25519: (publicKey, message, signature) => verify(publicKey, message, signature),
    startThreads: async () => {
      if (started) return;
      started = true;
      const threads = inThreads(root, own);
      if (threads !== undefined && (await works(threads))) verify = threads;
    },
  };
}

/** Tried with a known signature, and with a wrong one, before it is believed; undefined where nothing is to be had. */
export async function pageCrypto(root: URL): Promise<PageCrypto | undefined> {
  const own = globalThis.crypto?.subtle === undefined ? undefined : byWebCrypto();
  if (own !== undefined && (await works(own))) return native(own, root);
  const noble = await byNoble(root);
  return (await works(noble))
    ? { sha256, ed25519: noble, by: '@noble/ed25519', startThreads: async () => undefined }
    : undefined;
}
