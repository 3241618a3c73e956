// Cuts a zstd stream at its frame boundaries (RFC 8878, section 3.1). Node's decoder stops silently after a frame
// whose end lies inside a chunk; with chunks that end where frames end it goes on, and nothing is lost.
import { PollwardenError } from '../../kernel/errors.ts';

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;

/** What the next bytes are: `need` more bytes have to be there before the next step can be taken. */
type Step = 'magic' | 'header' | 'skippable' | 'block' | 'checksum';

/** Yields the same bytes, without skippable frames, such that no chunk holds bytes of two frames. */
export async function* zstdFrames(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let step: Step = 'magic';
  let hasChecksum = false;
  let pending = Buffer.alloc(0);
  let pass = 0;
  let drop = 0;
  let endsFrame = false;
  for await (const chunk of source) {
    let bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    pending = Buffer.alloc(0);
    let from = 0;
    let at = 0;
    for (;;) {
      if (drop > 0) {
        const dropped = Math.min(drop, bytes.length - at);
        at += dropped;
        from = at;
        drop -= dropped;
        if (drop > 0) break;
      }
      if (pass > 0) {
        const passed = Math.min(pass, bytes.length - at);
        at += passed;
        pass -= passed;
        if (pass > 0) break;
      }
      if (endsFrame) {
        endsFrame = false;
        step = 'magic';
        if (at > from) yield bytes.subarray(from, at);
        from = at;
      }
      const rest = bytes.subarray(at);
      if (step === 'magic') {
        if (rest.length < 4) break;
        const magic = rest.readUInt32LE(0);
        if (magic === frameMagic) step = 'header';
        else if (magic >>> 4 === skippableMagic >>> 4) step = 'skippable';
        else throw new PollwardenError('COMPRESSION_BROKEN', 'zstd: bytes that belong to no frame', { file });
      }
      if (step === 'skippable') {
        if (rest.length < 8) break;
        drop = 8 + rest.readUInt32LE(4);
        step = 'magic';
      } else if (step === 'header') {
        if (rest.length < 5) break;
        const descriptor = rest[4] as number;
        hasChecksum = (descriptor & 4) !== 0;
        pass = 5 + headerRest(descriptor);
        step = 'block';
      } else if (step === 'block') {
        if (rest.length < 3) break;
        const block = rest.readUIntLE(0, 3);
        pass = 3 + (((block >>> 1) & 3) === 1 ? 1 : block >>> 3);
        if ((block & 1) === 1) {
          if (hasChecksum) step = 'checksum';
          else endsFrame = true;
        }
      } else if (step === 'checksum') {
        pass = 4;
        endsFrame = true;
      }
    }
    // What has been measured may go on at once; what is too short to be understood waits for the next chunk.
    if (at > from) yield bytes.subarray(from, at);
    pending = Buffer.from(bytes.subarray(at));
    bytes = pending;
  }
  if (pending.length > 0 || pass > 0 || drop > 0 || step !== 'magic') {
    throw new PollwardenError('COMPRESSION_BROKEN', 'zstd: the data ends early', { file });
  }
}

/** Bytes of a frame header after its descriptor: window, dictionary id, content size. */
function headerRest(descriptor: number): number {
  const singleSegment = (descriptor & 32) !== 0;
  const sizeFlag = descriptor >>> 6;
  const sizeBytes = sizeFlag === 0 ? (singleSegment ? 1 : 0) : 1 << sizeFlag;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] as number;
  return (singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
}
