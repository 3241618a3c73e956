// What a server sends compressed, made once beforehand. The quality follows the size, so that a night's build stays short:
// script and style are read by everybody and made once; exports are large and change at each build.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Effort = 'most' | 'some';

const large = 4_000_000;

function brotliQuality(bytes: Uint8Array, effort: Effort): number {
  if (effort === 'most') return constants.BROTLI_MAX_QUALITY;
  return bytes.length > large ? 4 : 5;
}

export type Compressed = { readonly suffix: '.gz' | '.br'; readonly bytes: Uint8Array };

/** None where it gains nothing. */
export function compressed(bytes: Uint8Array, effort: Effort): readonly Compressed[] {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality(bytes, effort),
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const all: readonly Compressed[] = [
    { suffix: '.gz', bytes: gzipSync(bytes, { level: effort === 'most' ? 9 : 6 }) },
    { suffix: '.br', bytes: brotliCompressSync(bytes, { params }) },
  ];
  return all.filter((one) => one.bytes.length < bytes.length);
}
