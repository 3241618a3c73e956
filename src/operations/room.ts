// Whether what is about to be written fits: asked before a byte is.
import { statfsSync } from 'node:fs';
import { PollwardenError } from '../kernel/errors.ts';

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

/** DISK_FULL where `folder` has less room than `neededBytes`; `what` begins the sentence, such as "the restore needs". */
export function checkRoom(folder: string, neededBytes: number, what: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= neededBytes) return;
  const detail = `${what} ${megabytes(neededBytes)}, and ${megabytes(free)} are free`;
  throw new PollwardenError('DISK_FULL', detail, { file: folder });
}
