// Bytes of JSON lines to records: standard input, and the bodies that are sent to us.
import { createLineReader, type TextPiece } from '../json/lines.ts';
import { type Connector, longestRecordBytes, mostRecords, type RawRecord } from './connector.ts';
import { recordOf } from './records.ts';

export const recordOfPiece = (piece: TextPiece): RawRecord =>
  piece.problem === undefined ? recordOf(piece.text) : { raw: piece.text.slice(0, 2000), problem: piece.problem };

/** Bytes of a body that are text at once. */
const pieceBytes = 256 * 1024;

/** The records of one body, each read when it is asked for: a body of short lines has more than memory would hold. */
export function* recordsOfBody(body: Uint8Array): Generator<RawRecord> {
  const reader = createLineReader(longestRecordBytes);
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    for (const piece of reader.feed(bytes.subarray(at, at + pieceBytes))) yield recordOfPiece(piece);
  }
  for (const piece of reader.end()) yield recordOfPiece(piece);
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
