// Cuts JSON documents of any size into the values that hold posts, without parsing the whole: the elements of a
// top-level array, the elements of an array called "messages" (Telegram), else each top-level object as one value.
import { isUtf8 } from 'node:buffer';
import { maxDocumentBytes, maxLineBytes, maxRawChars } from '../limits.ts';
import type { LineReader, TextPiece } from './lines.ts';
import { parseJson } from './parse.ts';

type Level = { readonly array: boolean; readonly elements: boolean; readonly shellStart: number; key: string };

/** The same shape as the reader of lines: feed bytes, get pieces. */
export function createDocumentReader(): LineReader {
  const levels: Level[] = [];
  const shell = createStore(maxDocumentBytes);
  const element = createStore(maxLineBytes);
  /** Depth within the element; -1 outside of one, 0 for a bare scalar. */
  let inside = -1;
  let inString = false;
  let escaped = false;
  let keyStart = -1;
  let lastString = '';
  let rootHadElements = false;
  let line = 1;
  let startLine = 1;
  let context: unknown;
  let strayLine = 0;

  function* feed(chunk: Buffer): Generator<TextPiece> {
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const code = chunk[i] as number;
      if (code === 10) line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (code === 92) escaped = true;
        // A line end cannot stand within a string: something is broken, and the next line may be whole again.
        else if (code === 34 || code === 10) {
          inString = false;
          if (inside < 0 && keyStart >= 0) lastString = shell.textFrom(keyStart, chunk, from, i);
          keyStart = -1;
        }
        continue;
      }
      if (code <= 32) continue;
      const top = levels.at(-1);
      if (inside < 0 && top?.elements === true && code !== 44 && code !== 93) {
        shell.add(chunk, from, i);
        from = i;
        inside = 0;
        startLine = line;
      }
      if (inside >= 0) {
        const closes = code === 125 || code === 93;
        if (code === 34) inString = true;
        else if (code === 123 || code === 91) inside++;
        else if (closes && inside > 0) {
          inside--;
          if (inside > 0) continue;
          element.add(chunk, from, i + 1);
          from = i + 1;
          inside = -1;
          yield pieceOf(element.take(), startLine, context);
        } else if (inside === 0 && (code === 44 || code === 93)) {
          element.add(chunk, from, i);
          from = i;
          inside = -1;
          yield pieceOf(element.take(), startLine, context);
          i--;
        }
        continue;
      }
      if (code === 34) {
        inString = true;
        keyStart = shell.length + i + 1 - from;
      } else if (code === 58) {
        if (top !== undefined) top.key = lastString;
      } else if (code === 123 || code === 91) {
        if (top === undefined) {
          shell.clear();
          from = i;
          startLine = line;
          rootHadElements = false;
          context = undefined;
        }
        const elements = code === 91 && holdsPosts(levels);
        if (elements && top !== undefined) {
          shell.add(chunk, from, i);
          from = i;
          context = contextOf(shell.bytes().subarray(top.shellStart));
        }
        rootHadElements ||= elements;
        levels.push({ array: code === 91, elements, shellStart: shell.length + i - from, key: '' });
      } else if (code === 125 || code === 93) {
        levels.pop();
        if (levels.length > 0 || top === undefined) continue;
        shell.add(chunk, from, i + 1);
        from = i + 1;
        if (!rootHadElements) yield pieceOf(shell.take(), startLine, undefined);
        shell.clear();
      } else if (top === undefined && code !== 44 && strayLine !== line) {
        strayLine = line;
        yield stray(chunk, i, line);
      }
    }
    if (inside >= 0) element.add(chunk, from, chunk.length);
    else if (levels.length > 0) shell.add(chunk, from, chunk.length);
  }

  function* end(): Generator<TextPiece> {
    if (levels.length === 0) return;
    const kept = inside >= 0 ? element.take() : shell.take();
    const text = kept.bytes.subarray(0, maxRawChars).toString('latin1');
    yield { text, line: startLine, problem: { code: 'ROW_MALFORMED', reason: 'the document ends early' } };
  }

  return { feed, end };
}

/** True for an array whose elements are read one by one: the root itself, root.messages, root.chats.list[].messages. */
function holdsPosts(levels: readonly Level[]): boolean {
  if (levels.length === 0) return true;
  const path = levels.map((level) => (level.array ? '[]' : level.key)).join('.');
  return path === 'messages' || path === 'chats.list.[].messages' || path === 'left_chats.list.[].messages';
}

/** What stands before the array in its object: id, name, type of the chat. */
function contextOf(head: Buffer): unknown {
  if (head.length > maxLineBytes || !isUtf8(head)) return undefined;
  const parsed = parseJson(`${head.toString('utf8')}null}`);
  return parsed.ok ? parsed.value : undefined;
}

type Kept = { readonly bytes: Buffer; readonly cutOff: boolean };

function pieceOf(kept: Kept, line: number, context: unknown): TextPiece {
  const raw = (): string => kept.bytes.subarray(0, maxRawChars).toString('latin1');
  if (kept.cutOff) {
    return { text: raw(), line, problem: { code: 'LINE_TOO_LONG', reason: 'a value longer than the limit' } };
  }
  if (!isUtf8(kept.bytes)) {
    return { text: raw(), line, problem: { code: 'ENCODING_INVALID', reason: 'bytes that are no UTF-8' } };
  }
  return { text: kept.bytes.toString('utf8'), line, context };
}

function stray(chunk: Buffer, at: number, line: number): TextPiece {
  const text = chunk.subarray(at, at + 80).toString('latin1');
  return { text, line, problem: { code: 'ROW_MALFORMED', reason: 'text outside of any JSON value' } };
}

/** Bytes that are kept up to a cap; beyond it they are counted only. */
function createStore(cap: number) {
  let parts: Buffer[] = [];
  let length = 0;
  const bytes = (): Buffer => {
    const whole = Buffer.concat(parts);
    parts = [whole];
    return whole;
  };
  const clear = (): void => {
    parts = [];
    length = 0;
  };
  return {
    get length() {
      return length;
    },
    add: (chunk: Buffer, from: number, to: number): void => {
      if (to > from && length < cap) parts.push(Buffer.from(chunk.subarray(from, to)));
      length += Math.max(0, to - from);
    },
    bytes,
    clear,
    /** The text that begins at position `start` and ends in the chunk at `to`; keys are short, longer ones are no key. */
    textFrom: (start: number, chunk: Buffer, from: number, to: number): string => {
      const inChunk = from + start - length;
      if (inChunk >= from) return to - inChunk > 64 ? '' : chunk.toString('utf8', inChunk, to);
      if (length - start + to - from > 64) return '';
      return Buffer.concat([bytes().subarray(start), chunk.subarray(from, to)]).toString('utf8');
    },
    take: (): Kept => {
      const kept = { bytes: bytes(), cutOff: length > cap };
      clear();
      return kept;
    },
  };
}
