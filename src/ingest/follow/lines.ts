// Bytes of JSON lines to records: standard input, and the bodies that are sent to us.
import { createLineReader, type TextPiece } from '../json/lines.ts';
import { type Connector, longestRecordBytes, mostRecords, type RawRecord } from './connector.ts';
import { recordOf } from './records.ts';

export const recordOfPiece = (piece: TextPiece): RawRecord =>
  piece.problem === undefined ? recordOf(piece.text) : { raw: piece.text.slice(0, 2000), problem: piece.problem };

/** All records of one body. */
export function recordsOfBody(body: Uint8Array): readonly RawRecord[] {
  const reader = createLineReader(longestRecordBytes);
  return [...reader.feed(Buffer.from(body.buffer, body.byteOffset, body.byteLength)), ...reader.end()].map(
    recordOfPiece,
  );
}

/** A stream of bytes, once: it cannot be resumed, so what was read and not stored when a process is killed is lost. */
export function byteStream(bytes: AsyncIterable<Uint8Array>): Connector {
  return async function* (context) {
    const reader = createLineReader(longestRecordBytes);
    context.notes.connected();
    for await (const chunk of bytes) {
      if (context.signal.aborted) return;
      const records = [...reader.feed(Buffer.from(chunk))].map(recordOfPiece);
      for (let at = 0; at < records.length; at += mostRecords) {
        yield { records: records.slice(at, at + mostRecords), resume: undefined };
      }
    }
    const last = [...reader.end()].map(recordOfPiece);
    if (last.length > 0) yield { records: last, resume: undefined };
  };
}
