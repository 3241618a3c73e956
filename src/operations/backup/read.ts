// Reads a backup from end to end: every name, size and digest is checked, whoever made the file.
import { createHash } from 'node:crypto';
import { createReadStream, closeSync, openSync, readSync, statSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import { errnoOf } from '../../lake/files.ts';
import { byteSource, type ByteSource } from '../archive/bytes.ts';
import { openChunks, sealMagic } from '../archive/seal.ts';
import { blockBytes, decodeHeader, paddingOf, type TarEntry } from '../archive/tar.ts';
import { zstdDecompressed } from '../archive/zstd.ts';
import { type BackupHead, formatSums, headName, mostHeadBytes, parseHead, sumsName } from './contents.ts';

export type Sink = {
  /** Before the first file; may refuse by throwing. */
  readonly begin: (head: BackupHead) => void;
  /** One file, in pieces; `end` when it is whole. */
  readonly file: (name: string, bytes: number) => { readonly write: (piece: Buffer) => void; readonly end: () => void };
};

export type ReadOptions = {
  readonly passphrase?: string | undefined;
  readonly sink?: Sink;
  /** From 0 to 1. */
  readonly onDone?: (done: number) => void;
};

export type ReadBackup = { readonly head: BackupHead; readonly digests: ReadonlyMap<string, string> };

/** Whether the backup at `path` is sealed; BACKUP_UNKNOWN for what is none. */
export function isSealed(path: string): boolean {
  const bytes = Buffer.alloc(sealMagic.length);
  const fd = openSync(path, 'r');
  try {
    readSync(fd, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(fd);
  }
  if (bytes.toString('latin1') === sealMagic) return true;
  // The magic number of zstd, RFC 8878.
  if (bytes.readUInt32LE(0) === 0xfd2fb528) return false;
  throw new PollwardenError('BACKUP_UNKNOWN', undefined, { file: path });
}

/**
 * Reads all of a backup and hands its files to `sink`. Only what backup.json announces is taken, in its order and of
 * its sizes. BACKUP_UNKNOWN, BACKUP_LOCKED, BACKUP_DAMAGED, BACKUP_REFUSED, BACKUP_NEWER, each with the file's name.
 */
export async function readBackup(path: string, options: ReadOptions = {}): Promise<ReadBackup> {
  try {
    return await readAll(path, options);
  } catch (error) {
    throw named(error, path);
  }
}

function named(error: unknown, path: string): unknown {
  if (error instanceof PollwardenError) {
    return error.file === undefined ? new PollwardenError(error.code, error.detail, { file: path }) : error;
  }
  const code = errnoOf(error);
  if (code === 'ENOENT') return new PollwardenError('FILE_NOT_FOUND', undefined, { file: path });
  // Node names zstd's faults by constants of its own.
  const damaged =
    code.startsWith('ZSTD_') || code.startsWith('ERR_ZSTD') || code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR';
  return damaged ? new PollwardenError('BACKUP_DAMAGED', (error as Error).message, { file: path }) : error;
}

async function readAll(path: string, { passphrase, sink, onDone }: ReadOptions): Promise<ReadBackup> {
  const sealed = isSealed(path);
  if (sealed && passphrase === undefined) {
    throw new PollwardenError('BACKUP_LOCKED', 'it is sealed; name the passphrase file it was made with');
  }
  const file = createReadStream(path, { highWaterMark: 2 ** 18 });
  const size = statSync(path).size;
  const counted = countBytes(file, (bytes) => onDone?.(size === 0 ? 1 : bytes / size));
  const opened = sealed ? openChunks(counted, passphrase ?? '') : counted;
  const chunks = zstdDecompressed(opened);
  try {
    return await readArchive(byteSource(chunks), sink);
  } finally {
    file.destroy();
  }
}

async function* countBytes(chunks: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    onBytes(bytes);
    yield chunk;
  }
}

async function readArchive(source: ByteSource, sink: Sink | undefined): Promise<ReadBackup> {
  const first = await nextHeader(source);
  if (first?.name !== headName || first.size > mostHeadBytes) {
    throw new PollwardenError('BACKUP_UNKNOWN', 'its first entry is not backup.json');
  }
  const head = parseHead(await source.take(first.size));
  await source.take(paddingOf(first.size));
  sink?.begin(head);
  const digests = new Map<string, string>();
  for (const announced of head.files) {
    const entry = await nextHeader(source);
    if (entry?.name !== announced.name || entry.size !== announced.bytes) {
      throw new PollwardenError('BACKUP_REFUSED', `${announced.name} was announced and ${shown(entry)} follows`);
    }
    digests.set(entry.name, await readFile(source, entry, sink));
  }
  await checkSums(source, digests);
  return { head, digests };
}

const shown = (entry: TarEntry | undefined): string =>
  entry === undefined ? 'the end' : `${JSON.stringify(entry.name.slice(0, 120))} of ${entry.size} bytes`;

const nextHeader = async (source: ByteSource): Promise<TarEntry | undefined> =>
  decodeHeader(await source.take(blockBytes));

async function readFile(source: ByteSource, entry: TarEntry, sink: Sink | undefined): Promise<string> {
  const hash = createHash('sha256');
  const target = sink?.file(entry.name, entry.size);
  for await (const piece of source.pieces(entry.size)) {
    hash.update(piece);
    target?.write(piece);
  }
  target?.end();
  await source.take(paddingOf(entry.size));
  return hash.digest('hex');
}

async function checkSums(source: ByteSource, digests: ReadonlyMap<string, string>): Promise<void> {
  const expected = Buffer.from(formatSums(digests));
  const entry = await nextHeader(source);
  if (entry?.name !== sumsName)
    throw new PollwardenError('BACKUP_REFUSED', `${shown(entry)} stands where the sums should`);
  const same = entry.size === expected.length && (await source.take(entry.size)).equals(expected);
  if (!same) throw new PollwardenError('BACKUP_DAMAGED', wrongSum(digests));
  await source.take(paddingOf(entry.size));
  const end = await source.take(2 * blockBytes);
  if (!end.every((byte) => byte === 0) || (await source.rest()) !== undefined) {
    throw new PollwardenError('BACKUP_REFUSED', 'something follows its end');
  }
}

const wrongSum = (digests: ReadonlyMap<string, string>): string =>
  `the digests of its ${digests.size} files are not the ones written down in it`;
