// Encryption of a backup: scrypt makes the key from a passphrase; AES-256-GCM seals chunks whose nonce holds their
// number and whether they are the last, so that none can be changed, left out, put elsewhere or cut off unseen (the
// STREAM construction, Hoang, Reyhanitabar, Rogaway, Vizár 2015).
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { PollwardenError } from '../../kernel/errors.ts';
import { byteSource } from './bytes.ts';

export const sealMagic = 'pollwarden-sealed-backup-1\n';
export const shortestPassphrase = 12;

const saltBytes = 16;
const chunkBytes = 65_536;
const tagBytes = 16;
/** 2^17 blocks of 8: 128 MiB and some 0.4 s for each try. Fixed by the format's version, never taken from a file. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 2 ** 20 };

/** Magic, salt, sealed chunks. `passphrase` as its owner wrote it, without the line's end. */
export async function* sealChunks(chunks: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes);
  const key = await keyOf(passphrase, salt);
  yield Buffer.concat([Buffer.from(sealMagic), salt]);
  let number = 0;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    // One byte more than a chunk: the last chunk must be known as the last.
    while (held.length > chunkBytes) {
      yield sealOne(key, number++, false, held.subarray(0, chunkBytes));
      held = held.subarray(chunkBytes);
    }
  }
  yield sealOne(key, number, true, held);
}

/** The reverse: BACKUP_UNKNOWN, BACKUP_LOCKED for a wrong passphrase, BACKUP_DAMAGED further on. */
export async function* openChunks(chunks: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const source = byteSource(chunks);
  const magic = await source.take(sealMagic.length);
  if (magic.toString('latin1') !== sealMagic) throw new PollwardenError('BACKUP_UNKNOWN', 'it is not sealed by us');
  const key = await keyOf(passphrase, await source.take(saltBytes));
  let held: Buffer = Buffer.alloc(0);
  let number = 0;
  const sealedBytes = chunkBytes + tagBytes;
  for (;;) {
    const piece = await source.rest();
    held = piece === undefined ? held : Buffer.concat([held, piece]);
    while (held.length > sealedBytes) {
      yield openOne(key, number++, false, held.subarray(0, sealedBytes));
      held = held.subarray(sealedBytes);
    }
    if (piece === undefined) break;
  }
  yield openOne(key, number, true, held);
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 3);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function sealOne(key: Buffer, number: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openOne(key: Buffer, number: number, last: boolean, sealed: Buffer): Buffer {
  const at = sealed.length - tagBytes;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, last));
    decipher.setAuthTag(sealed.subarray(at));
    return Buffer.concat([decipher.update(sealed.subarray(0, at)), decipher.final()]);
  } catch {
    if (number > 0) throw new PollwardenError('BACKUP_DAMAGED', `sealed part ${number + 1} was changed or cut off`);
    throw new PollwardenError('BACKUP_LOCKED', 'or its first part was changed');
  }
}

async function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
