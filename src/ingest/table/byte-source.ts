// The bytes of a file in chunks, decompressed when its first bytes say gzip or Zstandard.
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { PollwardenError } from '../../kernel/errors.ts';

const chunkBytes = 1 << 22;

type Compression = 'none' | 'gzip' | 'zstd';

type OpenFile = { readonly descriptor: number; readonly sizeBytes: number; readonly regular: boolean };

function openFile(file: string): OpenFile {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new PollwardenError(missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', undefined, { file });
  }
  const stat = fstatSync(descriptor);
  if (stat.isDirectory()) {
    closeSync(descriptor);
    throw new PollwardenError('FILE_IS_DIRECTORY', undefined, { file });
  }
  return { descriptor, sizeBytes: stat.size, regular: stat.isFile() };
}

function compressionOf(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return 'zstd';
  return 'none';
}

/**
 * Chunks of the file's (decompressed) bytes; "-" is stdin, and a pipe works as well.
 * Errors: FILE_NOT_FOUND, FILE_UNREADABLE, FILE_IS_DIRECTORY, COMPRESSION_BROKEN.
 *
 * @param onProgress bytes of the file read so far, and its size (0 where it is not known)
 */
export async function* byteChunks(
  file: string,
  onProgress?: (doneBytes: number, allBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  if (file === '-') {
    yield* pipedChunks(file, process.stdin);
    return;
  }
  const { descriptor, sizeBytes, regular } = openFile(file);
  if (!regular) {
    // The stream closes the descriptor.
    yield* pipedChunks(file, createReadStream(file, { fd: descriptor }));
    return;
  }
  let compression: Compression = 'none';
  try {
    const head = new Uint8Array(4);
    readSync(descriptor, head, 0, 4, 0);
    compression = compressionOf(head);
    if (compression === 'none') yield* plainChunks(file, descriptor, sizeBytes, onProgress);
  } finally {
    closeSync(descriptor);
  }
  if (compression === 'none') return;
  const source = createReadStream(file, { highWaterMark: 1 << 20 });
  yield* inflatedChunks(file, source, compression, () => onProgress?.(source.bytesRead, sizeBytes));
}

/** A stream whose first bytes say how it is compressed. */
async function* pipedChunks(file: string, source: Readable): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head = Buffer.alloc(0);
  let ended = false;
  while (head.length < 4 && !ended) {
    const { value, done } = await chunks.next();
    ended = done === true;
    if (!ended) head = Buffer.concat([head, value as Buffer]);
  }
  const all = (async function* () {
    yield head;
    for (let step = await chunks.next(); step.done !== true; step = await chunks.next()) yield step.value;
  })();
  const compression = compressionOf(head);
  if (compression === 'none') yield* all;
  else yield* inflatedChunks(file, Readable.from(all), compression, () => {});
}

function* plainChunks(
  file: string,
  descriptor: number,
  sizeBytes: number,
  onProgress: ((doneBytes: number, allBytes: number) => void) | undefined,
): Generator<Uint8Array> {
  let done = 0;
  for (;;) {
    const chunk = new Uint8Array(chunkBytes);
    let read: number;
    try {
      read = readSync(descriptor, chunk, 0, chunkBytes, done);
    } catch (error) {
      throw new PollwardenError('FILE_UNREADABLE', (error as Error).message, { file });
    }
    if (read === 0) return;
    done += read;
    yield chunk.subarray(0, read);
    onProgress?.(done, sizeBytes);
  }
}

async function* inflatedChunks(
  file: string,
  source: Readable,
  compression: 'gzip' | 'zstd',
  onChunk: () => void,
): AsyncGenerator<Uint8Array> {
  const inflate =
    compression === 'gzip' ? createGunzip({ chunkSize: 1 << 20 }) : createZstdDecompress({ chunkSize: 1 << 20 });
  source.on('error', (error) => inflate.destroy(error));
  source.pipe(inflate);
  try {
    for await (const chunk of inflate) {
      yield chunk as Uint8Array;
      onChunk();
    }
  } catch (error) {
    if (error instanceof PollwardenError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const broken = code === undefined || code.startsWith('Z_') || code.startsWith('ZSTD') || code.startsWith('ERR_');
    throw new PollwardenError(broken ? 'COMPRESSION_BROKEN' : 'FILE_UNREADABLE', message, { file });
  } finally {
    source.destroy();
    inflate.destroy();
  }
}
