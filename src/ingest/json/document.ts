// Cuts JSON documents of any size into the values that hold posts, without parsing the whole: the elements of a
// top-level array, the elements of an array called "messages" (Telegram), else each top-level object as one value.
import { isUtf8 } from 'node:buffer';
import { maxDocumentBytes, maxJsonDepth, maxLineBytes, maxRawChars } from '../limits.ts';
import type { PieceReader, TextPiece } from './lines.ts';
import { parseJson } from './parse.ts';
import { createStore, type Kept, type Store } from './store.ts';

/** The same shape as the reader of lines: feed bytes, get pieces. */
export function createDocumentReader(): PieceReader {
  const state: State = {
    levels: [],
    deeper: 0,
    shell: createStore(maxDocumentBytes),
    element: createStore(maxLineBytes),
    from: 0,
    inside: -1,
    inString: false,
    escaped: false,
    keyStart: -1,
    lastString: '',
    hadElements: false,
    line: 1,
    startLine: 1,
    context: undefined,
    strayLine: 0,
  };
  return { feed: (chunk) => feed(state, chunk), end: () => end(state) };
}

type Level = { readonly isArray: boolean; readonly holdsPosts: boolean; readonly shellStart: number; key: string };

type State = {
  readonly levels: Level[];
  /** Open levels beyond the deepest that is kept; the document is then refused for its depth once it ends. */
  deeper: number;
  /** Everything of the document that is not an element. */
  readonly shell: Store;
  readonly element: Store;
  /** Bytes of the chunk before this one are in a store, or of no use. */
  from: number;
  /** Depth within the element; -1 outside of one, 0 for a bare scalar. */
  inside: number;
  inString: boolean;
  escaped: boolean;
  keyStart: number;
  lastString: string;
  hadElements: boolean;
  line: number;
  startLine: number;
  context: unknown;
  strayLine: number;
};

const quote = 34;
const comma = 44;
const colon = 58;
const openArray = 91;
const backslash = 92;
const closeArray = 93;
const openObject = 123;
const closeObject = 125;

function* feed(state: State, chunk: Buffer): Generator<TextPiece> {
  state.from = 0;
  for (let i = 0; i < chunk.length; i++) {
    const code = chunk[i];
    if (code === 10) state.line++;
    if (state.inString) {
      stepInString(state, chunk, i, code);
      continue;
    }
    if (code <= 32) continue;
    const isElement = state.inside >= 0 || beginsElement(state, chunk, i, code);
    const piece = isElement ? stepInElement(state, chunk, i, code) : stepOutside(state, chunk, i, code);
    if (piece !== undefined) yield piece;
  }
  if (state.inside >= 0) state.element.add(chunk, state.from, chunk.length);
  else if (state.levels.length > 0) state.shell.add(chunk, state.from, chunk.length);
}

function stepInString(state: State, chunk: Buffer, i: number, code: number): void {
  if (state.escaped) state.escaped = false;
  else if (code === backslash) state.escaped = true;
  // A line end cannot stand within a string: something is broken, and the next line may be whole again.
  else if (code === quote || code === 10) {
    state.inString = false;
    if (state.inside < 0 && state.keyStart >= 0) {
      state.lastString = state.shell.textFrom(state.keyStart, chunk, state.from, i);
    }
    state.keyStart = -1;
  }
}

function beginsElement(state: State, chunk: Buffer, i: number, code: number): boolean {
  if (state.levels.at(-1)?.holdsPosts !== true || code === comma || code === closeArray) return false;
  moveTo(state, state.shell, chunk, i);
  state.inside = 0;
  state.startLine = state.line;
  return true;
}

function stepInElement(state: State, chunk: Buffer, i: number, code: number): TextPiece | undefined {
  const closes = code === closeObject || code === closeArray;
  if (state.inside === 0 && (code === comma || code === closeArray)) {
    // The end of a bare scalar belongs to the array around it.
    const piece = endElement(state, chunk, i);
    if (code === closeArray) state.levels.pop();
    return piece;
  }
  if (code === quote) state.inString = true;
  else if (code === openObject || code === openArray) state.inside++;
  else if (closes && state.inside > 0 && --state.inside === 0) return endElement(state, chunk, i + 1);
  return undefined;
}

function endElement(state: State, chunk: Buffer, to: number): TextPiece {
  moveTo(state, state.element, chunk, to);
  state.inside = -1;
  return pieceOf(state.element.take(), state.startLine, state.context);
}

function stepOutside(state: State, chunk: Buffer, i: number, code: number): TextPiece | undefined {
  const top = state.levels.at(-1);
  if (code === quote && top !== undefined) {
    state.inString = true;
    state.keyStart = state.shell.length() + i + 1 - state.from;
  } else if (code === colon && top !== undefined) top.key = state.lastString;
  else if (code === openObject || code === openArray) {
    if (state.levels.length > maxJsonDepth) state.deeper++;
    else openLevel(state, chunk, i, code === openArray);
  } else if ((code === closeObject || code === closeArray) && top !== undefined) {
    if (state.deeper > 0) {
      state.deeper--;
      return undefined;
    }
    state.levels.pop();
    if (state.levels.length === 0) return endRoot(state, chunk, i + 1);
  } else if (top === undefined && code !== comma && state.strayLine !== state.line) {
    state.strayLine = state.line;
    return stray(chunk, i, state.line);
  }
  return undefined;
}

function openLevel(state: State, chunk: Buffer, i: number, isArray: boolean): void {
  const { levels, shell } = state;
  const top = levels.at(-1);
  if (top === undefined) {
    shell.clear();
    state.from = i;
    state.startLine = state.line;
    state.hadElements = false;
    state.context = undefined;
  }
  const holdsPosts = isArray && isPlaceOfPosts(levels);
  if (holdsPosts && top !== undefined) {
    moveTo(state, shell, chunk, i);
    state.context = contextOf(shell.bytesFrom(top.shellStart));
  }
  state.hadElements ||= holdsPosts;
  levels.push({ isArray, holdsPosts, shellStart: shell.length() + i - state.from, key: '' });
}

function endRoot(state: State, chunk: Buffer, to: number): TextPiece | undefined {
  moveTo(state, state.shell, chunk, to);
  const kept = state.shell.take();
  return state.hadElements ? undefined : pieceOf(kept, state.startLine, undefined);
}

function moveTo(state: State, store: Store, chunk: Buffer, to: number): void {
  store.add(chunk, state.from, to);
  state.from = to;
}

/** An array whose elements are read one by one: the root itself, root.messages, root.chats.list[].messages. */
function isPlaceOfPosts(levels: readonly Level[]): boolean {
  if (levels.length === 0) return true;
  if (levels.length > 4) return false;
  const path = levels.map((level) => (level.isArray ? '[]' : level.key)).join('.');
  return path === 'messages' || path === 'chats.list.[].messages' || path === 'left_chats.list.[].messages';
}

/** What stands before the array in its object: id, name, type of the chat. */
function contextOf(head: Buffer): unknown {
  if (head.length > maxLineBytes || !isUtf8(head)) return undefined;
  const parsed = parseJson(`${head.toString('utf8')}null}`);
  return parsed.ok ? parsed.value : undefined;
}

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

function* end(state: State): Generator<TextPiece> {
  if (state.levels.length === 0) return;
  const kept = state.inside >= 0 ? state.element.take() : state.shell.take();
  const text = kept.bytes.subarray(0, maxRawChars).toString('latin1');
  const line = state.startLine;
  yield { text, line, problem: { code: 'ROW_MALFORMED', reason: 'the document ends early' } };
}
