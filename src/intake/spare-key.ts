// The spare file of a holder's key, as the signing app saves it: opened with the holder's passphrase (PBKDF2, AES-256-GCM).
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { PollwardenError } from '../kernel/errors.ts';
import { keyNamesText } from '../kernel/key-names.ts';
import { parseJson } from '../kernel/parse-json.ts';
import { passphraseKey, roundsAllowed } from '../kernel/passphrase-key.ts';

export type HolderKey = {
  readonly id: string;
  readonly centre: string;
  readonly election: string;
  readonly privateKey: KeyObject;
};

const mostBytes = 8192;
const text = z.string().min(1).max(1000);
const spareSchema = z.strictObject({
  format: z.literal('pollwarden-spare-key/1'),
  election: text,
  centre: text,
  holder: text,
  id: z.string().regex(/^[0-9a-f]{16}$/),
  publicKey: z.string().regex(/^[\w-]{43}$/),
  iterations: z.int().min(roundsAllowed.least).max(roundsAllowed.most),
  salt: text,
  iv: text,
  sealed: text,
});

async function pkcs8Of(spare: z.output<typeof spareSchema>, passphrase: string): Promise<Buffer> {
  const key = await passphraseKey(passphrase, Buffer.from(spare.salt, 'base64url'), spare.iterations);
  const iv = Buffer.from(spare.iv, 'base64url');
  const algorithm = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(keyNamesText(spare)) };
  return Buffer.from(await crypto.subtle.decrypt(algorithm, key, Buffer.from(spare.sealed, 'base64url')));
}

/** FILE_NOT_FOUND, INPUT_INVALID for what is no spare file, DESK_LOCKED for a wrong passphrase. */
export async function openSpareKey(path: string, passphrase: string): Promise<HolderKey> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: path });
  const read = spareSchema.safeParse(found.size > mostBytes ? undefined : parseJson(readFileSync(path, 'utf8')));
  if (!read.success) throw new PollwardenError('INPUT_INVALID', 'it is no spare file of a key', { file: path });
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey({ key: await pkcs8Of(read.data, passphrase), format: 'der', type: 'pkcs8' });
  } catch {
    throw new PollwardenError('DESK_LOCKED', undefined, { file: path });
  }
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  const { id, centre, election } = read.data;
  if (createHash('sha256').update(raw).digest('hex').slice(0, 16) !== id)
    throw new PollwardenError('INPUT_INVALID', 'the key in it is another than it says', { file: path });
  return { id, centre, election, privateKey };
}
