// The name of a text by its shingles: the same for every copy of it.
import { hash } from 'node:crypto';

export const textName = (shingles: Uint32Array): string =>
  `text:${hash('sha256', new Uint8Array(shingles.buffer, shingles.byteOffset, shingles.byteLength), 'hex').slice(0, 16)}`;
