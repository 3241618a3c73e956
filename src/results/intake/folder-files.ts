// The folder of intake as headquarters reads it: one way, never following a link, never more than an envelope can be. Node only.
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, refuse } from '../return/parse.ts';
import { type JournalLine, mostLineBytes, parseJournalLine } from './journal.ts';
import type { Receipt } from './receipt.ts';
import { mostEnvelopeBytes } from './seal.ts';

const journal = 'receipts.jsonl';
const envelopes = 'envelopes';
const publicKeyFile = 'receipt-key.json';
const mostPieceBytes = 8 * 2 ** 20;
const mostNames = 1_000_000;

/** Opens a plain file for reading; undefined where there is none. A link, a pipe or a device is refused. */
function openPlain(path: string): Outcome<number> | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as { readonly code?: string }).code ?? '';
    if (code === 'ENOENT') return undefined;
    return refuse('FILE_UNREADABLE', code === 'ELOOP' ? 'it is a link' : code);
  }
  if (fstatSync(fd).isFile()) return { ok: true, value: fd };
  closeSync(fd);
  return refuse('FILE_UNREADABLE', 'it is no plain file');
}

function readAt(fd: number, from: number, most: number): Buffer {
  const bytes = Buffer.alloc(most);
  let got = 0;
  for (let read = -1; got < most && read !== 0; got += read) read = readSync(fd, bytes, got, most - got, from + got);
  return bytes.subarray(0, got);
}

/** Whole and at most `most` bytes; undefined where there is none (yet). */
export function plainFile(path: string, most: number): Outcome<Buffer> | undefined {
  const opened = openPlain(path);
  if (opened === undefined || !opened.ok) return opened;
  try {
    const bytes = readAt(opened.value, 0, most + 1);
    return bytes.length > most
      ? refuse('FILE_UNREADABLE', `it is larger than ${most} bytes`)
      : { ok: true, value: bytes };
  } catch (error) {
    return refuse('FILE_UNREADABLE', (error as { readonly code?: string }).code ?? '');
  } finally {
    closeSync(opened.value);
  }
}

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Whether this looks like a folder of intake, or a copy of one. */
export const isIntakeFolder = (folder: string): boolean =>
  lstatSync(join(folder, journal), { throwIfNoEntry: false })?.isFile() === true;

/** `hash` is 64 hexadecimal digits. Folders on the way must be folders: a link could lead elsewhere. */
export function envelopeFile(folder: string, hash: string): Outcome<Buffer> | undefined {
  const between = join(folder, envelopes, hash.slice(0, 2));
  if (!isFolder(join(folder, envelopes)) || !isFolder(between)) return undefined;
  return plainFile(join(between, `${hash}.json`), mostEnvelopeBytes);
}

export type JournalPiece = {
  readonly lines: readonly (JournalLine & { readonly parsed: Receipt })[];
  /** Lines that are no receipts. */
  readonly bad: number;
  /** Where to go on. */
  readonly next: number;
};

/** Lines of the list from byte `from` on that have their end; a list that became shorter is read from its beginning. */
export function journalPiece(folder: string, from: number): Outcome<JournalPiece> | undefined {
  const opened = openPlain(join(folder, journal));
  if (opened === undefined || !opened.ok) return opened;
  try {
    const start = fstatSync(opened.value).size < from ? 0 : from;
    const bytes = readAt(opened.value, start, mostPieceBytes);
    const end = bytes.lastIndexOf(10) + 1;
    // No end of line in so much is no list; it is skipped rather than read again for ever.
    if (end === 0 && bytes.length > mostLineBytes)
      return { ok: true, value: { lines: [], bad: 1, next: start + bytes.length } };
    const read = bytes.toString('utf8', 0, end).split('\n').slice(0, -1).map(parseJournalLine);
    const lines = read.flatMap((one) => (one.ok ? [one.value] : []));
    return { ok: true, value: { lines, bad: read.length - lines.length, next: start + end } };
  } catch (error) {
    return refuse('FILE_UNREADABLE', (error as { readonly code?: string }).code ?? '');
  } finally {
    closeSync(opened.value);
  }
}

/** Hashes of all envelopes in the folder that are older than `before` (milliseconds since 1970 UTC). */
export function envelopesIn(folder: string, before: number): readonly string[] {
  const found: string[] = [];
  for (let i = 0; i < 256 && found.length < mostNames; i++) {
    const between = join(folder, envelopes, i.toString(16).padStart(2, '0'));
    if (!isFolder(join(folder, envelopes)) || !isFolder(between)) continue;
    for (const name of readdirSync(between)) {
      const hash = /^([0-9a-f]{64})\.json$/.exec(name)?.[1];
      const state = hash === undefined ? undefined : lstatSync(join(between, name), { throwIfNoEntry: false });
      if (hash !== undefined && state !== undefined && state.mtimeMs < before) found.push(hash);
    }
  }
  return found;
}

/** The public key that intake wrote beside its receipts; undefined where it is none. The caller pins its fingerprint. */
export function publishedKey(folder: string): string | undefined {
  const read = plainFile(join(folder, publicKeyFile), 4096);
  if (read === undefined || !read.ok) return undefined;
  try {
    const { publicKey } = JSON.parse(read.value.toString('utf8')) as { readonly publicKey?: unknown };
    return typeof publicKey === 'string' && /^[\w-]{43}$/.test(publicKey) ? publicKey : undefined;
  } catch {
    return undefined;
  }
}
