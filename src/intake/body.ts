// The body of a request, up to a limit: what is longer is not read.
import type { IncomingMessage } from 'node:http';
import { PollwardenError } from '../kernel/errors.ts';

/** BODY_TOO_LARGE as soon as it is known; STOPPED where the sender went away. */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > mostBytes) throw new PollwardenError('BODY_TOO_LARGE', `${mostBytes / 1024} KiB at most`);
  const pieces: Buffer[] = [];
  let length = 0;
  return await new Promise((resolve, reject) => {
    request.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length <= mostBytes) {
        pieces.push(piece);
        return;
      }
      request.pause();
      reject(new PollwardenError('BODY_TOO_LARGE', `${mostBytes / 1024} KiB at most`));
    });
    request.once('end', () => resolve(Buffer.concat(pieces, length)));
    request.once('error', () => reject(new PollwardenError('STOPPED', 'the sender went away')));
    request.once('close', () => reject(new PollwardenError('STOPPED', 'the sender went away')));
  });
}
