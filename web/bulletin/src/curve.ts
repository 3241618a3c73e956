// Ed25519 for browsers without it, a script of its own: loaded where WebCrypto cannot verify, and not else.
import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

hashes.sha512 = sha512;

/** As RFC 8032 has it, without the laxity of ZIP 215. */
const strictly = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  verify(signature, message, publicKey, { zip215: false });

(globalThis as { pollwarden?: (what: string, path: string, value: unknown) => void }).pollwarden?.(
  'curve',
  '',
  strictly,
);
