// The bytes of a file in chunks, decompressed when its first bytes say gzip or Zstandard.
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { PollwardenError } from '../../kernel/errors.ts';

const chunkBytes = 1 << 22;

type Compression = 'none' | 'gzip' | 'zstd';

function openFile(file: string): { readonly descriptor: number; readonly sizeBytes: number } {
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
  return { descriptor, sizeBytes: stat.size };
}

function compressionOf(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return 'zstd';
  return 'none';
}

/**
 * Chunks of the file's (decompressed) bytes. Only regular files: a pipe cannot be looked at twice.
 * Errors: FILE_NOT_FOUND, FILE_UNREADABLE, FILE_IS_DIRECTORY, COMPRESSION_BROKEN.
 *
 * @param onProgress bytes of the file read so far, and its size
 */
export async function* byteChunks(
  file: string,
  onProgress?: (doneBytes: number, allBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const { descriptor, sizeBytes } = openFile(file);
  try {
    const head = new Uint8Array(4);
    readSync(descriptor, head, 0, 4, 0);
    const compression = compressionOf(head);
    if (compression === 'none') yield* plainChunks(file, descriptor, sizeBytes, onProgress);
    else yield* inflatedChunks(file, sizeBytes, compression, onProgress);
  } finally {
    closeSync(descriptor);
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

async function* inflatedChunks(
  file: string,
  sizeBytes: number,
  compression: 'gzip' | 'zstd',
  onProgress: ((doneBytes: number, allBytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  const source = createReadStream(file, { highWaterMark: 1 << 20 });
  const inflate =
    compression === 'gzip' ? createGunzip({ chunkSize: 1 << 20 }) : createZstdDecompress({ chunkSize: 1 << 20 });
  source.on('error', (error) => inflate.destroy(error));
  source.pipe(inflate);
  try {
    for await (const chunk of inflate) {
      yield chunk as Uint8Array;
      onProgress?.(source.bytesRead, sizeBytes);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const broken = code === undefined || code.startsWith('Z_') || code.startsWith('ZSTD') || code.startsWith('ERR_');
    throw new PollwardenError(broken ? 'COMPRESSION_BROKEN' : 'FILE_UNREADABLE', message, { file });
  } finally {
    source.destroy();
    inflate.destroy();
  }
}
