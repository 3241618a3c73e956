// The key with which intake signs its receipts: made at the first start, kept in its folder, its fingerprint published.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import { canonicalReceipt, type Receipt, receiptBytes } from '../results/intake/receipt.ts';
import { writeDurably } from '../kernel/durable-file.ts';

export type ReceiptKey = {
  /** First 16 hexadecimal digits of the fingerprint. */
  readonly id: string;
  /** SHA-256 of the raw public key, 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** Raw, base64url. */
  readonly publicKey: string;
  /** The canonical receipt, signed. `receivedAt` in milliseconds since 1970 UTC. */
  readonly receipt: (envelope: string, receivedAt: number, sequence: number) => string;
};

const receiptKeyName = 'receipt-key.pem';
const publicKeyName = 'receipt-key.json';

const rawOf = (key: KeyObject): Buffer => createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);

/** Reads the key of `folder`, and makes it where there is none. FILE_UNREADABLE for what is no key. */
export function receiptKey(folder: string): ReceiptKey {
  const path = join(folder, receiptKeyName);
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeDurably(path, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  }
  const key = keyFrom(privateKeyIn(path));
  writeDurably(join(folder, publicKeyName), publicPart(key), 0o640);
  return key;
}

/** As it is told to everybody, and as headquarters reads it beside the receipts. */
export const publicPart = ({ id, fingerprint, publicKey }: ReceiptKey): string =>
  JSON.stringify({ algorithm: 'Ed25519', id, fingerprint, publicKey });

function privateKeyIn(path: string): KeyObject {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw new PollwardenError('FILE_UNREADABLE', 'others can read the key; say chmod 600', { file: path });
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below: the reason may hold parts of the file.
  }
  throw new PollwardenError('FILE_UNREADABLE', 'it holds no Ed25519 key', { file: path });
}

function keyFrom(key: KeyObject): ReceiptKey {
  const raw = rawOf(key);
  const fingerprint = createHash('sha256').update(raw).digest('hex');
  const id = fingerprint.slice(0, 16);
  return {
    id,
    fingerprint,
    publicKey: raw.toString('base64url'),
    receipt: (envelope, receivedAt, sequence) => {
      const unsigned = {
        format: 'pollwarden-receipt/1',
        envelope,
        receivedAt: `${new Date(receivedAt).toISOString().slice(0, 19)}Z`,
        sequence,
        key: id,
      } as const satisfies Omit<Receipt, 'signature'>;
      return canonicalReceipt({
        ...unsigned,
        signature: sign(null, receiptBytes(unsigned), key).toString('base64url'),
      });
    },
  };
}
