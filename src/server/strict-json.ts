// JSON from outside: valid UTF-8, nested to a limit, no key twice in an object, no key that reaches an object's prototype.
import { PollwardenError } from '../kernel/errors.ts';

const deepest = 32;
const dangerous = new Set(['__proto__', 'constructor', 'prototype']);

/** The value of `bytes`. Throws ENCODING_INVALID, JSON_TOO_DEEP, JSON_INVALID. */
export function parseStrictJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PollwardenError('ENCODING_INVALID');
  }
  refuseKeysAndDepth(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new PollwardenError('JSON_INVALID');
  }
}

/** One pass over the text before it is parsed. On text that is no JSON its findings do not matter: the parser refuses. */
function refuseKeysAndDepth(text: string): void {
  // The keys of each object that is open; undefined for an array.
  const open: (Set<string> | undefined)[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '{' || char === '[') {
      open.push(char === '{' ? new Set() : undefined);
      if (open.length > deepest) throw new PollwardenError('JSON_TOO_DEEP', `more than ${deepest} levels`);
    } else if (char === '}' || char === ']') {
      open.pop();
    } else if (char === '"') {
      const end = endOfString(text, i);
      if (isKey(text, end + 1)) takeKey(text.slice(i, end + 1), open.at(-1));
      i = end;
    }
  }
}

function endOfString(text: string, begin: number): number {
  for (let i = begin + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  throw new PollwardenError('JSON_INVALID');
}

function isKey(text: string, after: number): boolean {
  let i = after;
  while (i < text.length && ' \t\r\n'.includes(text[i])) i++;
  return text[i] === ':';
}

/** Keys are compared as they read, so that an escape hides nothing. */
function takeKey(quoted: string, keys: Set<string> | undefined): void {
  let key: string;
  try {
    key = JSON.parse(quoted) as string;
  } catch {
    throw new PollwardenError('JSON_INVALID');
  }
  if (keys === undefined || dangerous.has(key)) throw new PollwardenError('JSON_INVALID', 'a key that is not allowed');
  if (keys.has(key)) throw new PollwardenError('JSON_INVALID', 'a key stands twice in one object');
  keys.add(key);
}
