// The keys of a log in a file of its keeper: Ed25519, and ML-DSA-44 where this machine has it. Node only.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeNewSecret } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { concatenated } from '../hash.ts';
import { cosignedMessage, keyOf, type KeyType, type VerifierKey } from '../keys.ts';
import type { NoteSignature } from '../note.ts';
import { nodeCrypto } from './crypto.ts';

export type LogKey = {
  readonly key: VerifierKey;
  /** Signs the text of a checkpoint of this log. */
  readonly sign: (text: string) => NoteSignature;
};
export type LogKeys = {
  readonly origin: string;
  readonly first: LogKey;
  /** ML-DSA-44, as the specification asks of logs since 2026. */
  readonly second?: LogKey;
};

const rawLengths: Partial<Readonly<Record<KeyType, number>>> = { ed25519: 32, subtree: 1312 };

function logKey(origin: string, type: KeyType, privateKey: KeyObject): LogKey {
  // A SubjectPublicKeyInfo ends with the raw key.
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const key = keyOf(nodeCrypto.sha256, origin, type, spki.subarray(spki.length - (rawLengths[type] ?? 0)));
  const { name, keyId } = key;
  if (type === 'ed25519')
    return { key, sign: (text) => ({ name, keyId, signature: sign(null, Buffer.from(text), privateKey) }) };
  return {
    key,
    sign: (text) => {
      // A log states no time of its own.
      const message = cosignedMessage(key, text, 0);
      if (message === undefined) throw new RangeError('a checkpoint of another log, or a name above 255 bytes');
      return { name, keyId, signature: concatenated(new Uint8Array(8), sign(null, message, privateKey)) };
    },
  };
}

/** Undefined where the Node that runs has no ML-DSA-44 (below 24.6). */
function secondPrivateKey(): KeyObject | undefined {
  try {
    return generateKeyPairSync('ml-dsa-44').privateKey;
  } catch {
    return undefined;
  }
}

const textOf = (key: KeyObject): string => key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const keyOfText = (text: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });

/** For its owner only, never over another. CONFLICT where a file is there, DISK_FULL, FILE_UNWRITABLE. */
export function writeNewKeys(file: string, origin: string): LogKeys {
  const { privateKey } = generateKeyPairSync('ed25519');
  const second = secondPrivateKey();
  const kept = { origin, privateKey: textOf(privateKey), ...(second === undefined ? {} : { mldsa44: textOf(second) }) };
  writeNewSecret(file, `${JSON.stringify(kept)}\n`);
  return keysOf(origin, privateKey, second);
}

const keysOf = (origin: string, privateKey: KeyObject, second: KeyObject | undefined): LogKeys => ({
  origin,
  first: logKey(origin, 'ed25519', privateKey),
  ...(second === undefined ? {} : { second: logKey(origin, 'subtree', second) }),
});

/** INPUT_INVALID. A machine without ML-DSA-44 leaves the second key out. */
export function readKeys(file: string): LogKeys {
  try {
    const { origin, privateKey, mldsa44 } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
    if (typeof origin !== 'string' || typeof privateKey !== 'string') throw new TypeError('no key');
    return keysOf(origin, keyOfText(privateKey), typeof mldsa44 === 'string' ? secondOf(mldsa44) : undefined);
  } catch {
    throw new PollwardenError('INPUT_INVALID', 'is no key of a log', { file });
  }
}

function secondOf(text: string): KeyObject | undefined {
  try {
    return keyOfText(text);
  } catch {
    return undefined;
  }
}
