// Names of files that never change: what is in them is in their name, so that they may be kept for ever wherever they are.
import { createHash } from 'node:crypto';
import type { Digest } from '../../elections/definition/definition.ts';

export const digestOf = (bytes: Uint8Array): Digest => createHash('sha256').update(bytes).digest('hex');

const digits = 16;

/** Names come from ids of areas and contests: only letters, digits and hyphens of them are in a path. */
const safe = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 48);

/** `extension` without its dot. */
export const hashedPath = (name: string, sha256: Digest, extension: string): string =>
  `data/${safe(name)}-${sha256.slice(0, digits)}.${extension}`;

/** Whether a path is one of ours, with what is compressed beside it. */
export const isHashedPath = (path: string): boolean =>
  /^data\/[A-Za-z0-9-]+-[0-9a-f]{16}\.[a-z]+(?:\.gz|\.br)?$/.test(path);
