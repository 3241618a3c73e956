// Cuts bytes into lines for JSONL: LF, CR LF or CR; caps their length and checks UTF-8.
import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '../../kernel/errors.ts';
import { maxLineBytes, maxRawChars } from '../limits.ts';

export type TextPiece = {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  readonly problem?: { readonly code: ErrorCode; readonly reason: string };
  /** What was found around the piece in the document: the chat of a message. */
  readonly context?: unknown;
};

export type LineReader = {
  /** Adds bytes and gives the lines that are whole now, blank ones left out. */
  readonly feed: (chunk: Buffer) => Generator<TextPiece>;
  readonly end: () => Generator<TextPiece>;
};

export function createLineReader(maxBytes = maxLineBytes): LineReader {
  let parts: Buffer[] = [];
  let partBytes = 0;
  let skipping = false;
  let line = 1;

  function* feed(chunk: Buffer): Generator<TextPiece> {
    let bytes = chunk;
    if (skipping) {
      const end = firstLineEnd(bytes);
      if (end < 0) return;
      skipping = false;
      bytes = bytes.subarray(end);
    }
    const cut = lastLineEnd(bytes);
    if (cut <= 0) {
      parts.push(bytes);
      partBytes += bytes.length;
      if (partBytes <= maxBytes) return;
      yield tooLong(Buffer.concat(parts), line, maxBytes);
      parts = [];
      partBytes = 0;
      skipping = true;
      return;
    }
    const whole = parts.length === 0 ? bytes.subarray(0, cut) : Buffer.concat([...parts, bytes.subarray(0, cut)]);
    const rest = bytes.subarray(cut);
    parts = rest.length === 0 ? [] : [Buffer.from(rest)];
    partBytes = rest.length;
    yield* split(whole);
  }

  function* split(bytes: Buffer): Generator<TextPiece> {
    const valid = isUtf8(bytes);
    const text = bytes.toString(valid ? 'utf8' : 'latin1');
    const hasReturn = text.includes('\r');
    let from = 0;
    while (from < text.length) {
      let end = hasReturn ? lineEnd(text, from) : text.indexOf('\n', from);
      if (end < 0) end = text.length;
      const piece = text.slice(from, end);
      if (piece.trim() !== '') yield pieceOf(piece, line, valid, maxBytes);
      line++;
      from = end + 1 + (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? 1 : 0);
    }
  }

  function* end(): Generator<TextPiece> {
    const rest = Buffer.concat(parts);
    parts = [];
    partBytes = 0;
    yield* split(rest);
  }

  return { feed, end };
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

function firstLineEnd(bytes: Buffer): number {
  const feed = bytes.indexOf(10);
  const carriage = bytes.indexOf(13);
  if (feed < 0) return carriage;
  return carriage < 0 ? feed : Math.min(feed, carriage);
}

/** One past the last line end; a CR at the very end waits, as an LF may follow. */
function lastLineEnd(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(10);
  if (feed >= 0) return feed + 1;
  return bytes.length < 2 ? 0 : bytes.lastIndexOf(13, bytes.length - 2) + 1;
}
