// POSIX ustar headers of plain files; sizes from 8 GiB on in base 256, as GNU tar and others write and read them.
import { PollwardenError } from '../../kernel/errors.ts';

export const blockBytes = 512;
const largestOctal = 8 ** 11 - 1;

/** Zero bytes that fill the last block of an entry of `size` bytes. */
export const paddingOf = (size: number): number => (blockBytes - (size % blockBytes)) % blockBytes;

/** The header of a plain file, mode 0600, owner 0. `name` of at most 240 ASCII characters. */
export function encodeHeader(name: string, size: number, modifiedSeconds: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  const { prefix, base } = splitName(name);
  header.write(base, 0, 100, 'ascii');
  header.write('0000600\0', 100, 'ascii');
  header.write('0000000\0', 108, 'ascii');
  header.write('0000000\0', 116, 'ascii');
  writeSize(header, size);
  header.write(`${Math.floor(modifiedSeconds).toString(8).padStart(11, '0')}\0`, 136, 'ascii');
  header.write('0', 156, 'ascii');
  header.write('ustar\x0000', 257, 'ascii');
  header.write(prefix, 345, 155, 'ascii');
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return header;
}

function splitName(name: string): { readonly prefix: string; readonly base: string } {
  if (name.length <= 100) return { prefix: '', base: name };
  const slash = name.indexOf('/', name.length - 101);
  if (slash <= 0 || slash > 155) throw new RangeError('a name is too long for a header');
  return { prefix: name.slice(0, slash), base: name.slice(slash + 1) };
}

function writeSize(header: Buffer, size: number): void {
  if (size <= largestOctal) {
    header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'ascii');
    return;
  }
  header[124] = 0x80;
  header.writeBigUInt64BE(BigInt(size), 128);
}

/** The sum of the header's bytes with the sum's own field counted as spaces. */
function checksum(header: Buffer): number {
  let sum = 8 * 32;
  for (let i = 0; i < blockBytes; i++) if (i < 148 || i >= 156) sum += header[i];
  return sum;
}

export type TarEntry = { readonly name: string; readonly size: number };

/** Undefined for the zero block that ends an archive; BACKUP_DAMAGED, or BACKUP_REFUSED for all but plain files. */
export function decodeHeader(header: Buffer): TarEntry | undefined {
  if (header.every((byte) => byte === 0)) return undefined;
  if (Number.parseInt(field(header, 148, 8), 8) !== checksum(header)) {
    throw new PollwardenError('BACKUP_DAMAGED', 'the head of an entry has a wrong sum');
  }
  const type = String.fromCharCode(header[156]);
  if (type !== '0') {
    throw new PollwardenError('BACKUP_REFUSED', 'an entry is a link, a folder or a device, and only files are taken');
  }
  const prefix = field(header, 345, 155);
  const base = field(header, 0, 100);
  return { name: prefix === '' ? base : `${prefix}/${base}`, size: readSize(header) };
}

function readSize(header: Buffer): number {
  const size = header[124] === 0x80 ? Number(header.readBigUInt64BE(128)) : Number.parseInt(field(header, 124, 12), 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new PollwardenError('BACKUP_REFUSED', 'an entry has no true size');
  return size;
}

function field(header: Buffer, from: number, length: number): string {
  const bytes = header.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return bytes.subarray(0, end < 0 ? length : end).toString('latin1');
}
