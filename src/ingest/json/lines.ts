// Cuts bytes into lines for JSONL: LF, CR LF or CR; caps their length and checks UTF-8.
import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '../../kernel/errors.ts';
import { maxLineBytes, maxRawChars } from '../limits.ts';
import { afterLastLineEnd, firstLineEnd } from '../line-ends.ts';

export type TextPiece = {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  readonly problem?: { readonly code: ErrorCode; readonly reason: string };
  /** What was found around the piece in the document: the chat of a message. */
  readonly context?: unknown;
};

export type PieceReader = {
  /** Adds bytes and gives the pieces that are whole now, blank lines left out. */
  readonly feed: (chunk: Buffer) => Generator<TextPiece>;
  /** Gives what is left when no more bytes come. */
  readonly end: () => Generator<TextPiece>;
};

export function createLineReader(maxBytes = maxLineBytes): PieceReader {
  const state: State = { maxBytes, parts: [], partBytes: 0, skipping: false, line: 1 };
  return {
    feed: (chunk) => feed(state, chunk),
    end: () => split(state, takeParts(state)),
  };
}

type State = {
  readonly maxBytes: number;
  /** The beginning of a line whose end has not come. */
  parts: Buffer[];
  partBytes: number;
  /** Within a line beyond the cap. */
  skipping: boolean;
  line: number;
};

function* feed(state: State, chunk: Buffer): Generator<TextPiece> {
  let bytes = chunk;
  if (state.skipping) {
    const found = firstLineEnd(bytes);
    if (found < 0) return;
    state.skipping = false;
    bytes = bytes.subarray(found);
  }
  // A CR that ended the chunk before is looked at together with what follows it.
  if (state.parts.at(-1)?.at(-1) === 13) bytes = Buffer.concat([takeParts(state), bytes]);
  const cut = afterLastLineEnd(bytes);
  if (cut > 0) {
    const whole = Buffer.concat([takeParts(state), bytes.subarray(0, cut)]);
    keep(state, bytes.subarray(cut));
    yield* split(state, whole);
    return;
  }
  keep(state, bytes);
  if (state.partBytes <= state.maxBytes) return;
  yield tooLong(takeParts(state), state.line, state.maxBytes);
  state.skipping = true;
}

function keep(state: State, bytes: Buffer): void {
  if (bytes.length > 0) state.parts.push(Buffer.from(bytes));
  state.partBytes += bytes.length;
}

function takeParts(state: State): Buffer {
  const { parts } = state;
  state.parts = [];
  state.partBytes = 0;
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

function* split(state: State, bytes: Buffer): Generator<TextPiece> {
  const valid = isUtf8(bytes);
  const text = bytes.toString(valid ? 'utf8' : 'latin1');
  const hasReturn = text.includes('\r');
  let from = 0;
  while (from < text.length) {
    const found = hasReturn ? lineEnd(text, from) : text.indexOf('\n', from);
    const to = found < 0 ? text.length : found;
    const piece = text.slice(from, to);
    const { line } = state;
    from = to + (text.charCodeAt(to) === 13 && text.charCodeAt(to + 1) === 10 ? 2 : 1);
    state.line++;
    if (piece.trim() !== '') yield pieceOf(piece, line, valid, state.maxBytes);
  }
}

function pieceOf(piece: string, line: number, valid: boolean, maxBytes: number): TextPiece {
  if (piece.length * 3 > maxBytes && Buffer.byteLength(piece, valid ? 'utf8' : 'latin1') > maxBytes) {
    return tooLong(Buffer.from(piece.slice(0, maxRawChars)), line, maxBytes);
  }
  if (valid) return { text: piece, line };
  const bytes = Buffer.from(piece, 'latin1');
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), line };
  return { text: piece, line, problem: { code: 'ENCODING_INVALID', reason: 'bytes that are no UTF-8' } };
}

function tooLong(bytes: Buffer, line: number, maxBytes: number): TextPiece {
  const text = bytes.subarray(0, maxRawChars).toString('latin1');
  return { text, line, problem: { code: 'LINE_TOO_LONG', reason: `longer than ${maxBytes} bytes` } };
}

function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13) return i;
  }
  return -1;
}
