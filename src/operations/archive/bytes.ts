// Exact amounts of bytes out of a stream of chunks of any size.
import { PollwardenError } from '../../kernel/errors.ts';

export type ByteSource = {
  /** Exactly `count` bytes; BACKUP_DAMAGED when the stream ends before. */
  readonly take: (count: number) => Promise<Buffer>;
  /** The next `count` bytes in pieces, none kept. */
  readonly pieces: (count: number) => AsyncGenerator<Buffer>;
  /** What is left, at most one chunk; undefined at the end. */
  readonly rest: () => Promise<Buffer | undefined>;
};

export function byteSource(chunks: AsyncIterable<Buffer>): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let buffer: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await iterator.next();
    if (next.done === true) return false;
    buffer = buffer.length === 0 ? next.value : Buffer.concat([buffer, next.value]);
    return true;
  };
  const cut = (count: number): Buffer => {
    const piece = buffer.subarray(0, count);
    buffer = buffer.subarray(count);
    return piece;
  };
  const short = (): PollwardenError => new PollwardenError('BACKUP_DAMAGED', 'it ends too early');
  return {
    take: async (count) => {
      while (buffer.length < count) if (!(await more())) throw short();
      return cut(count);
    },
    pieces: async function* (count) {
      for (let left = count; left > 0; ) {
        if (buffer.length === 0 && !(await more())) throw short();
        const piece = cut(Math.min(left, buffer.length));
        left -= piece.length;
        if (piece.length > 0) yield piece;
      }
    },
    rest: async () => {
      if (buffer.length === 0 && !(await more())) return undefined;
      return cut(buffer.length);
    },
  };
}
