// A compact return as lines of text, one QR code each: PW1 <first 8 digits of its digest> <i>/<n> <payload> <check>. Lines
// may come in any order, twice, or mixed with those of other returns. Browser-safe.
import { fromBase45, toBase45 } from './base45.ts';

/** Characters of payload in a line: a printed code of this size is read by any scanner. */
const payloadCharacters = 600;
const mostParts = 60;
/** Of a line as it came, with what scanners put around it. */
const mostLineCharacters = 2000;

const crcTable = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** CRC-32 of bytes, eight upper-case hexadecimal digits: tells a slip, not an attack. */
function crc(bytes: Uint8Array): string {
  let value = 0xffffffff;
  for (const byte of bytes) value = crcTable[(value ^ byte) & 255] ^ (value >>> 8);
  return ((value ^ 0xffffffff) >>> 0).toString(16).toUpperCase().padStart(8, '0');
}

const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One line where it fits, as many as needed otherwise. */
export function toParts(compact: Uint8Array): readonly string[] {
  const text = toBase45(compact);
  const id = crc(compact);
  const count = Math.max(1, Math.ceil(text.length / payloadCharacters));
  return Array.from({ length: count }, (_, i) => {
    const part = `PW1:${id}:${i + 1}/${count}:${text.slice(i * payloadCharacters, (i + 1) * payloadCharacters)}`;
    return `${part}:${crc(textBytes(part))}`;
  });
}

type Part = { readonly id: string; readonly number: number; readonly of: number; readonly payload: string };

function readPart(line: string): Part | undefined {
  if (line.length > payloadCharacters + 60) return undefined;
  const end = line.lastIndexOf(':');
  const head = /^PW1:([0-9A-F]{8}):(\d{1,2})\/(\d{1,2}):/.exec(line);
  if (head === null || end <= head[0].length - 1 || crc(textBytes(line.slice(0, end))) !== line.slice(end + 1))
    return undefined;
  const [number, of] = [Number(head[2]), Number(head[3])];
  if (number < 1 || number > of || of > mostParts) return undefined;
  return { id: head[1], number, of, payload: line.slice(head[0].length, end) };
}

export type ReadParts = {
  /** Whole ones, as bytes for fromCompact. */
  readonly compact: readonly Uint8Array[];
  /** Returns of which parts are missing: which, of how many; none where the parts do not fit together. */
  readonly incomplete: readonly { readonly id: string; readonly missing: readonly number[]; readonly of: number }[];
  /** Lines that are no part, or were misread; counted from 1. */
  readonly bad: readonly number[];
};

/** Parts of each return by their number, the first of each; and the lines that are none. */
function partsIn(text: string): { readonly found: ReadonlyMap<string, Map<number, Part>>; readonly bad: number[] } {
  const found = new Map<string, Map<number, Part>>();
  const bad: number[] = [];
  text.split(/\r?\n/).forEach((raw, i) => {
    const line = raw.length > mostLineCharacters ? raw : raw.trim().replace(/^QR-Code:/, '');
    if (line === '') return;
    const part = readPart(line);
    if (part === undefined) {
      bad.push(i + 1);
      return;
    }
    const key = `${part.id}/${part.of}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, new Map([[part.number, part]]));
    else if (!known.has(part.number)) known.set(part.number, part);
  });
  return { found, bad };
}

/** From all lines of a text, whatever stands between them, in time that grows with its length only. */
export function readParts(text: string): ReadParts {
  const { found, bad } = partsIn(text);
  const compact: Uint8Array[] = [];
  const incomplete: ReadParts['incomplete'][number][] = [];
  for (const parts of found.values()) {
    const [{ id, of }] = parts.values();
    const payloads = Array.from({ length: of }, (_, i) => parts.get(i + 1)?.payload);
    const missing = payloads.flatMap((payload, i) => (payload === undefined ? [i + 1] : []));
    const bytes = missing.length > 0 ? undefined : fromBase45(payloads.join(''));
    if (bytes !== undefined && crc(bytes) === id) compact.push(bytes);
    else incomplete.push({ id, missing, of });
  }
  return { compact, incomplete, bad };
}
