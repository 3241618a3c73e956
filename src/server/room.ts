// How much the demonstration may have on the disk that it shares with the real space: anybody may write there.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { PollwardenError } from '../kernel/errors.ts';
import type { Limits } from './limits.ts';
import type { Space } from './space.ts';

type Bound = Pick<Limits, 'demonstrationBytes'>;

const measured = new WeakMap<Space, { readonly at: number; readonly bytes: number }>();
/** Until then the last measure counts: the folder may have thousands of files. */
const freshMilliseconds = 10_000;

function usedBytes(space: Space): number {
  const known = measured.get(space);
  const at = performance.now();
  if (known !== undefined && at - known.at < freshMilliseconds) return known.bytes;
  const bytes = folderBytes(space.folder);
  measured.set(space, { at, bytes });
  return bytes;
}

/** Files come and go meanwhile. */
function folderBytes(folder: string): number {
  let sum = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    if (found?.isFile() === true) sum += found.size;
  }
  return sum;
}

/** Posts end before people are refused, and people before nobody may come in to look. */
const shares = { posts: 0.9, changes: 1, comingIn: 1.1 } as const;

export const hasRoomForPosts = (space: Space, { demonstrationBytes }: Bound): boolean =>
  usedBytes(space) < shares.posts * demonstrationBytes;

const reads = new Set(['GET', 'HEAD', 'DELETE']);

/** A hook: NO_ROOM for changes where the demonstration is full. What removes something may be done. */
export const roomAdmission =
  (space: Space, { demonstrationBytes }: Bound) =>
  async ({ method, url }: FastifyRequest): Promise<void> => {
    if (space.name !== 'demonstration' || reads.has(method)) return;
    const share = url.startsWith('/demo/api/personas/') ? shares.comingIn : shares.changes;
    if (usedBytes(space) < share * demonstrationBytes) return;
    throw new PollwardenError('NO_ROOM', 'the demonstration is full, and takes no changes');
  };
