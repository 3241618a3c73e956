// Compression of a backup: zstd (RFC 8878) with its own checksum.
import { pipeline, Readable } from 'node:stream';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';

/** Fast rather than small: segments are compressed already. */
const level = 3;
/** A window of at most 128 MiB: what asks for more is refused. */
const largestWindowLog = 27;

export async function* zstdCompressed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const params = { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 };
  yield* through(chunks, createZstdCompress({ params }));
}

export async function* zstdDecompressed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* through(chunks, createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: largestWindowLog } }));
}

async function* through(chunks: AsyncIterable<Buffer>, stage: NodeJS.ReadWriteStream): AsyncGenerator<Buffer> {
  // A failure of either side reaches the reader below by the stage's own end.
  pipeline(Readable.from(chunks, { objectMode: false }), stage, () => undefined);
  for await (const chunk of stage) yield chunk as unknown as Buffer;
}
