// Turns UTF-16 (with a byte order mark, or plainly recognisable) into UTF-8, and takes a UTF-8 mark away.
import { PollwardenError } from '../../kernel/errors.ts';
import { peek } from './peek.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export type TextBytes = { readonly encoding: TextEncoding; readonly bytes: AsyncGenerator<Buffer> };

/** Bytes that are UTF-8 as far as they are text at all. Errors: ENCODING_INVALID for UTF-32. */
export async function toUtf8(source: AsyncIterable<Buffer>, file: string): Promise<TextBytes> {
  const { head, all } = await peek(source, 64);
  if (isUtf32(head)) throw new PollwardenError('ENCODING_INVALID', 'UTF-32 is not read; save as UTF-8', { file });
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bytes: without(all, 3) };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bytes: fromUtf16(without(all, 2), false) };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bytes: fromUtf16(without(all, 2), true) };
  if (nulEverySecond(head, 1)) return { encoding: 'utf-16le', bytes: fromUtf16(all, false) };
  if (nulEverySecond(head, 0)) return { encoding: 'utf-16be', bytes: fromUtf16(all, true) };
  return { encoding: 'utf-8', bytes: all };
}

function isUtf32(head: Buffer): boolean {
  if (head.length < 4) return false;
  const first = head.readUInt32LE(0);
  return first === 0x0000feff || first === 0xfffe0000;
}

/** ASCII written as UTF-16 has a zero at every second place and nowhere else. */
function nulEverySecond(head: Buffer, zeroAt: 0 | 1): boolean {
  if (head.length < 16) return false;
  for (let i = 0; i + 1 < head.length; i += 2) {
    if (head[i + zeroAt] !== 0 || head[i + 1 - zeroAt] === 0) return false;
  }
  return true;
}

async function* without(source: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of source) {
    const cut = Math.min(left, chunk.length);
    left -= cut;
    if (chunk.length > cut) yield chunk.subarray(cut);
  }
}

async function* fromUtf16(source: AsyncIterable<Buffer>, bigEndian: boolean): AsyncGenerator<Buffer> {
  let carry = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = Buffer.concat([carry, chunk]);
    let even = bytes.length & ~1;
    if (even >= 2 && isHighSurrogate(bytes, even - 2, bigEndian)) even -= 2;
    carry = Buffer.from(bytes.subarray(even));
    const whole = bytes.subarray(0, even);
    if (bigEndian) whole.swap16();
    if (even > 0) yield encode(whole.toString('utf16le'));
  }
  // Half a character at the end: a byte that is no UTF-8 makes the row be rejected, and named.
  if (carry.length > 0) yield Buffer.from([0xff]);
}

function isHighSurrogate(bytes: Buffer, at: number, bigEndian: boolean): boolean {
  return (bytes[bigEndian ? at : at + 1] & 0xfc) === 0xd8;
}

/** Lone surrogates become a byte that is no UTF-8, so that their row is rejected rather than changed. */
function encode(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text, 'utf8');
  const parts: Buffer[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit & 0xf800) !== 0xd800) continue;
    if ((unit & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      i++;
      continue;
    }
    parts.push(Buffer.from(text.slice(from, i), 'utf8'), Buffer.from([0xff]));
    from = i + 1;
  }
  parts.push(Buffer.from(text.slice(from), 'utf8'));
  return Buffer.concat(parts);
}
