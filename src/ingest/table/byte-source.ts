// The bytes of a file in chunks, decompressed when its first bytes say gzip or Zstandard.
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import { compressionOf, decompress } from '../bytes/decompress.ts';

const chunkBytes = 1 << 22;

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
    yield* (await decompress(process.stdin, file)).bytes;
    return;
  }
  const { descriptor, sizeBytes, regular } = openFile(file);
  if (!regular) {
    // The stream closes the descriptor.
    yield* (await decompress(createReadStream(file, { fd: descriptor }), file)).bytes;
    return;
  }
  let plain = true;
  try {
    const head = Buffer.alloc(4);
    plain = compressionOf(head.subarray(0, readSync(descriptor, head, 0, 4, 0))) === 'none';
    if (plain) yield* plainChunks(file, descriptor, sizeBytes, onProgress);
  } finally {
    closeSync(descriptor);
  }
  if (plain) return;
  const source = createReadStream(file, { highWaterMark: 1 << 20 });
  for await (const chunk of (await decompress(source, file)).bytes) {
    yield chunk;
    onProgress?.(source.bytesRead, sizeBytes);
  }
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
