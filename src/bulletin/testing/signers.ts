// Keys of a log and its witnesses for tests: from a seed, so that every byte can be repeated.
import { sign } from 'node:crypto';
import { keyOf as pairOf } from '../../generate/returns/keys.ts';
import { checkpointText } from '../../tlog/checkpoint.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { concatenated } from '../../tlog/hash.ts';
import { cosignedMessage, keyOf, type KeyType, type VerifierKey } from '../../tlog/keys.ts';
import type { TreeHead } from '../../tlog/merkle.ts';
import { noteText, type NoteSignature } from '../../tlog/note.ts';

export type TestSigner = {
  readonly key: VerifierKey;
  /** `time`: seconds since 1970, of a witness. */
  readonly sign: (text: string, time?: number) => NoteSignature;
};

export function testSigner(name: string, type: Extract<KeyType, 'ed25519' | 'cosignature'>, seed = 1): TestSigner {
  const pair = pairOf(`${seed}/${type}/${name}`, name);
  const key = keyOf(nodeCrypto.sha256, name, type, Buffer.from(pair.publicKey, 'base64url'));
  return {
    key,
    sign: (text, time = 1_780_866_000) => {
      if (type === 'ed25519')
        return { name, keyId: key.keyId, signature: sign(null, Buffer.from(text), pair.privateKey) };
      const stamp = Buffer.alloc(8);
      stamp.writeBigUInt64BE(BigInt(time));
      const message = cosignedMessage(key, text, time) ?? new Uint8Array(0);
      return { name, keyId: key.keyId, signature: concatenated(stamp, sign(null, message, pair.privateKey)) };
    },
  };
}

/** A whole signed note over a tree. */
export function signedCheckpoint(log: TestSigner, witnesses: readonly TestSigner[], head: TreeHead): string {
  const text = checkpointText({ origin: log.key.name, ...head, extensions: [] });
  return noteText({ text, signatures: [log, ...witnesses].map((one) => one.sign(text)) });
}
