// Cells of a table as texts and lists: whatever researchers' tools write into them.
import { parseJson } from '../json/parse.ts';

export const nothing: readonly string[] = Object.freeze([]);

/** A scalar as text; everything else is empty. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return typeof value === 'bigint' ? value.toString() : '';
}

/** Texts of a list: an array, a JSON or Python list, or words parted by spaces, commas, semicolons or bars. */
export function listOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return texts(value);
  const text = textOf(value).trim();
  if (text === '' || text === '[]') return nothing;
  const list = bracketList(text);
  if (list !== undefined) return list;
  return text.split(/[\s,;|]+/).filter((word) => word !== '');
}

/** URLs of a cell: those that begin with a scheme, wherever they stand; without any, words that look like a host. */
export function urlsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return texts(value);
  const text = textOf(value).trim();
  if (text === '' || text === '[]' || text === '-') return nothing;
  const found = urlsInText(text, text.startsWith('['));
  if (found.length > 0) return found;
  return listOf(text).filter((word) => /^[^@.\s]+(?:\.[^@.\s/]+)+(?:\/|$)/.test(word.slice(0, 200)));
}

const schemePattern = /https?:\/\//gi;

/** URLs with a scheme within a text. In a list, quotes and brackets end a URL; in a sentence, its punctuation does. */
export function urlsInText(text: string, inList = false): readonly string[] {
  const starts: number[] = [];
  for (const match of text.matchAll(schemePattern)) {
    // "?u=https://…" holds one URL within another: it is not a second link.
    if (starts.length === 0 || !'=/&%:?'.includes(text.charAt(match.index - 1))) starts.push(match.index);
  }
  if (starts.length === 0) return nothing;
  return starts.map((start, index) => trimUrl(text.slice(start, starts[index + 1]), inList));
}

function trimUrl(text: string, inList: boolean): string {
  const found = text.search(inList ? /[\s"'<>|\]]/ : /[\s"<>|]/);
  let end = found < 0 ? text.length : found;
  let surplus = 0;
  for (let i = 0; i < end; i++) {
    const char = text.charAt(i);
    if (char === ')') surplus++;
    else if (char === '(') surplus--;
  }
  // A closing bracket belongs to the URL only when it was opened there.
  for (; end > 0; end--) {
    const char = text.charAt(end - 1);
    if (char === ')' && surplus > 0) surplus--;
    else if (!punctuation.includes(char)) break;
  }
  return text.slice(0, end);
}

const punctuation = '.,;:!?\'"*_~]}>';

/** `["a", "b"]` or Python's `['a', 'b']`; undefined when it is neither. */
function bracketList(text: string): readonly string[] | undefined {
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  const parsed = parseJson(text);
  if (parsed.ok && Array.isArray(parsed.value)) return texts(parsed.value);
  return text
    .slice(1, -1)
    .split(',')
    .map((item) => item.trim().replace(/^u?(['"])/, '$1'))
    .map((item) => (/^(['"]).*\1$/s.test(item) ? item.slice(1, -1) : item))
    .filter((item) => item !== '');
}

function texts(values: readonly unknown[]): readonly string[] {
  const list = values.map(textOf).filter((text) => text !== '');
  return list.length === 0 ? nothing : list;
}

const hashtagPattern = /(?:^|[^\p{L}\p{N}_&/])[#＃]([\p{L}\p{N}_\u200c]*[\p{L}_][\p{L}\p{N}_\p{M}]*)/gu;
const mentionPattern = /(?:^|[^\p{L}\p{N}_/@.])[@＠]([A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?)/gu;

/** Hashtags written in a text, for sources that do not list them. */
export function hashtagsInText(text: string): readonly string[] {
  return text.includes('#') || text.includes('＃') ? matches(text, hashtagPattern) : nothing;
}

/** Mentions written in a text, for sources that do not list them. */
export function mentionsInText(text: string): readonly string[] {
  return text.includes('@') || text.includes('＠') ? matches(text, mentionPattern) : nothing;
}

function matches(text: string, pattern: RegExp): readonly string[] {
  const list = [...text.matchAll(pattern)].map((match) => match[1]);
  return list.length === 0 ? nothing : list;
}
