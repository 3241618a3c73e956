// Primitives of the page. Ed25519 by WebCrypto where the browser has it, else by @noble/ed25519; SHA-256 by @noble/hashes,
// since a tree of hashes wants answers at once (and WebCrypto is missing on a page that came over plain http).
import { sha256 } from '@noble/hashes/sha2.js';
import type { TlogCrypto } from '../../../../src/tlog/keys.ts';
import { byWebCrypto, works } from '../../../page/ed25519.ts';
import { loadPart } from './part.ts';
import { inThreads } from './threads.ts';

type Ed25519 = TlogCrypto['ed25519'];

const breathMilliseconds = 100;

/** Each takes a millisecond: the page breathes between them. */
async function byNoble(root: URL): Promise<Ed25519> {
  const verify = (await loadPart('curve', root)) as Ed25519 | undefined;
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
  const own = byWebCrypto();
  if (own !== undefined && (await works(own))) return native(own, root);
  const noble = await byNoble(root);
  return (await works(noble))
    ? { sha256, ed25519: noble, by: '@noble/ed25519', startThreads: async () => undefined }
    : undefined;
}
