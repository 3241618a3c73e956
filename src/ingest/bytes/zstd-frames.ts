// Cuts a zstd stream at its frame boundaries (RFC 8878, section 3.1). Node's decoder stops silently after a frame
// whose end lies inside a chunk; with chunks that end where frames end it goes on, and nothing is lost.
import { PollwardenError } from '../../kernel/errors.ts';

export const frameMagic = 0xfd2fb528;
export const skippableMagic = 0x184d2a50;

type State = {
  /** What the next bytes are. */
  step: 'magic' | 'header' | 'block' | 'checksum';
  hasChecksum: boolean;
  /** Bytes measured and not yet seen. */
  left: number;
  /** The measured bytes are a skippable frame, which is left out. */
  discards: boolean;
  /** A frame ends with the measured bytes. */
  endsFrame: boolean;
};

/** Yields the same bytes, without skippable frames, such that no chunk holds bytes of two frames. */
export async function* zstdFrames(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const state: State = { step: 'magic', hasChecksum: false, left: 0, discards: false, endsFrame: false };
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let from = 0;
    let at = 0;
    do {
      const seen = Math.min(state.left, bytes.length - at);
      at += seen;
      state.left -= seen;
      if (state.left > 0) break;
      if (state.endsFrame && at > from) yield bytes.subarray(from, at);
      if (state.endsFrame || state.discards) from = at;
      state.endsFrame = false;
      state.discards = false;
    } while (measure(bytes.subarray(at), state, file));
    // What has been measured may go on at once; what is too short to be understood waits for the next chunk.
    if (at > from && !state.discards) yield bytes.subarray(from, at);
    pending = Buffer.from(bytes.subarray(at));
  }
  if (pending.length > 0 || state.left > 0 || state.step !== 'magic') {
    throw new PollwardenError('COMPRESSION_BROKEN', 'zstd: the data ends early', { file });
  }
}

/** Says in `state.left` how long the next part is; false when more bytes are needed to know. */
function measure(rest: Buffer, state: State, file: string): boolean {
  if (state.step === 'magic') {
    if (rest.length < 4) return false;
    const magic = rest.readUInt32LE(0);
    if (magic === frameMagic) state.step = 'header';
    else if (magic >>> 4 === skippableMagic >>> 4) return measureSkippable(rest, state);
    else throw new PollwardenError('COMPRESSION_BROKEN', 'zstd: bytes that belong to no frame', { file });
  }
  if (state.step === 'header') return measureHeader(rest, state);
  if (state.step === 'block') return measureBlock(rest, state);
  state.left = 4;
  state.endsFrame = true;
  state.step = 'magic';
  return true;
}

function measureSkippable(rest: Buffer, state: State): boolean {
  if (rest.length < 8) return false;
  state.left = 8 + rest.readUInt32LE(4);
  state.discards = true;
  return true;
}

/** Magic, descriptor, window, dictionary id, content size. */
function measureHeader(rest: Buffer, state: State): boolean {
  if (rest.length < 5) return false;
  const descriptor = rest[4];
  const singleSegment = (descriptor & 32) !== 0;
  const sizeFlag = descriptor >>> 6;
  const sizeBytes = sizeFlag === 0 ? (singleSegment ? 1 : 0) : 1 << sizeFlag;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3];
  state.hasChecksum = (descriptor & 4) !== 0;
  state.left = 5 + (singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
  state.step = 'block';
  return true;
}

function measureBlock(rest: Buffer, state: State): boolean {
  if (rest.length < 3) return false;
  const block = rest.readUIntLE(0, 3);
  const isRunLength = ((block >>> 1) & 3) === 1;
  state.left = 3 + (isRunLength ? 1 : block >>> 3);
  if ((block & 1) === 0) return true;
  state.endsFrame = !state.hasChecksum;
  state.step = state.hasChecksum ? 'checksum' : 'magic';
  return true;
}
