// The private sealing key of headquarters in a file: mode 0600, and sealed with a passphrase where there is one (scrypt,
// AES-256-GCM). Node only.
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { writeNewSecret } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import type { SealingPair } from './seal.ts';

/** 2^17 blocks of 8: 128 MiB for each try. Fixed by the format's version, never taken from a file. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 2 ** 20 };
const mostBytes = 4096;
const raw = z.string().regex(/^[\w-]{43}$/);
const fileSchema = z.union([
  z.strictObject({ format: z.literal('pollwarden-sealing-key/1'), publicKey: raw, privateKey: raw }),
  z.strictObject({
    format: z.literal('pollwarden-sealing-key/1'),
    publicKey: raw,
    salt: z.string().regex(/^[\w-]{22}$/),
    iv: z.string().regex(/^[\w-]{16}$/),
    sealed: z.string().regex(/^[\w-]{64,128}$/),
  }),
]);

const invalid = (file: string, detail: string): PollwardenError =>
  new PollwardenError('SEALING_KEY_INVALID', detail, { file });

const stretched = (passphrase: string, salt: Buffer): Buffer => scryptSync(passphrase.normalize('NFC'), salt, 32, cost);

function contentOf({ publicKey, privateKey }: SealingPair, passphrase: string | undefined): string {
  const format = 'pollwarden-sealing-key/1';
  if (passphrase === undefined) return canonicalJson({ format, publicKey, privateKey });
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', stretched(passphrase, salt), iv).setAAD(Buffer.from(publicKey));
  const sealed = Buffer.concat([cipher.update(privateKey, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  return canonicalJson({ format, publicKey, salt: text(salt), iv: text(iv), sealed: text(sealed) });
}

/** Never over another file: CONFLICT where there is one. On the disk when it answers. */
export const writeSealingKey = (path: string, pair: SealingPair, passphrase: string | undefined): void =>
  writeNewSecret(path, `${contentOf(pair, passphrase)}\n`);

function fileAt(path: string): z.output<typeof fileSchema> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: path });
  if (found.size > mostBytes) throw invalid(path, 'it is no file of such a key');
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw invalid(path, 'others can read the file; say chmod 600');
  const read = fileSchema.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (!read.success) throw invalid(path, 'it is no file of such a key');
  return read.data;
}

/** The public part, for the definition; needs no passphrase. SEALING_KEY_INVALID. */
export const publicSealingKey = (path: string): string => fileAt(path).publicKey;

/** SEALING_KEY_INVALID for what is none, for a file that others can read, and for a wrong passphrase. */
export function readSealingKey(path: string, passphrase: string | undefined): SealingPair {
  const file = fileAt(path);
  if ('privateKey' in file) return { publicKey: file.publicKey, privateKey: file.privateKey };
  if (passphrase === undefined) throw invalid(path, 'it is sealed with a passphrase, and none was given');
  const { publicKey, salt, iv, sealed } = file;
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      stretched(passphrase, Buffer.from(salt, 'base64url')),
      Buffer.from(iv, 'base64url'),
    );
    decipher.setAAD(Buffer.from(publicKey)).setAuthTag(bytes.subarray(-16));
    const privateKey = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
    return { publicKey, privateKey };
  } catch {
    throw invalid(path, 'the passphrase does not open it');
  }
}
