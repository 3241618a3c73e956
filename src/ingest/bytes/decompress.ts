// Plain, gzip and zstd bytes, recognised by their magic numbers (RFC 1952, RFC 8878), never by the name.
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { Readable } from 'node:stream';
import { PollwardenError } from '../../kernel/errors.ts';
import { peek } from './peek.ts';
import { zstdFrames } from './zstd-frames.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

export type Decompressed = { readonly compression: Compression; readonly bytes: AsyncGenerator<Buffer> };

/** Errors: COMPRESSION_BROKEN for truncated or damaged data, while the bytes are read. */
export async function decompress(source: AsyncIterable<Uint8Array>, file: string): Promise<Decompressed> {
  const { head, all } = await peek(source, 4);
  const compression = compressionOf(head);
  if (compression === 'none') return { compression, bytes: all };
  const decoder =
    compression === 'gzip' ? createGunzip({ chunkSize: 1 << 18 }) : createZstdDecompress({ chunkSize: 1 << 18 });
  const compressed = compression === 'gzip' ? all : zstdFrames(all, file);
  return { compression, bytes: decoded(Readable.from(compressed), decoder, compression, file) };
}

export function compressionOf(head: Buffer): Compression {
  if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  if (head.length >= 4 && head.readUInt32LE(0) >>> 4 === 0x184d2a50 >>> 4) return 'zstd';
  return 'none';
}

async function* decoded(
  source: Readable,
  decoder: ReturnType<typeof createGunzip>,
  compression: Compression,
  file: string,
): AsyncGenerator<Buffer> {
  source.on('error', (error) => decoder.destroy(error));
  source.pipe(decoder);
  try {
    for await (const chunk of decoder) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof PollwardenError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new PollwardenError('COMPRESSION_BROKEN', `${compression}: ${detail}`, { file });
  } finally {
    source.destroy();
    decoder.destroy();
  }
}
