// The bytes of a backup before compression: a tar of backup.json, the pinned files, and SHA256SUMS.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import { blockBytes, encodeHeader, paddingOf } from '../archive/tar.ts';
import type { SpaceFolder } from '../spaces.ts';
import { type BackupHead, formatSums, headName, sumsName } from './contents.ts';
import type { Pinned } from './pin.ts';

export type Pins = readonly { readonly space: SpaceFolder; readonly pinned: Pinned }[];

const pieceBytes = 2 ** 20;

/** Fills `digests` by name while it goes; `onDone` from 0 to 1. */
export async function* archiveBytes(
  head: BackupHead,
  pins: Pins,
  digests: Map<string, string>,
  onDone: (done: number) => void,
): AsyncGenerator<Buffer> {
  const seconds = head.createdAt / 1000;
  const total = head.files.reduce((sum, { bytes }) => sum + bytes, 1);
  let written = 0;
  const text = Buffer.from(`${JSON.stringify(head)}\n`);
  yield Buffer.concat([encodeHeader(headName, text.length, seconds), text, Buffer.alloc(paddingOf(text.length))]);
  for (const { space, pinned } of pins) {
    for (const { path, source, bytes } of pinned.files) {
      const name = `${space.name}/${path}`;
      yield encodeHeader(name, bytes, seconds);
      const hash = createHash('sha256');
      for (const piece of filePieces(source, bytes)) {
        hash.update(piece);
        yield piece;
        written += piece.length;
        onDone(written / total);
      }
      yield Buffer.alloc(paddingOf(bytes));
      digests.set(name, hash.digest('hex'));
    }
  }
  const sums = Buffer.from(formatSums(digests));
  yield Buffer.concat([encodeHeader(sumsName, sums.length, seconds), sums, Buffer.alloc(paddingOf(sums.length))]);
  yield Buffer.alloc(2 * blockBytes);
}

/** Exactly `bytes` bytes of a pinned file; less is a fault of the disk. */
function* filePieces(path: string, bytes: number): Generator<Buffer> {
  const fd = openSync(path, 'r');
  try {
    for (let done = 0; done < bytes; ) {
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, bytes - done));
      const count = readSync(fd, piece, 0, piece.length, done);
      if (count === 0) throw new PollwardenError('FILE_UNREADABLE', 'it became shorter', { file: path });
      done += count;
      yield piece.subarray(0, count);
    }
  } finally {
    closeSync(fd);
  }
}
