// Parses one JSON value from outside: depth and size checked first, whole numbers beyond 2^53 kept as their digits.
import type { ErrorCode } from '../../kernel/errors.ts';
import { maxJsonDepth, maxJsonValues } from '../limits.ts';

export type JsonObject = { readonly [key: string]: unknown };

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ErrorCode; readonly reason: string };

/** Never throws. Errors: JSON_TOO_DEEP, ROW_MALFORMED. */
export function parseJson(text: string): Parsed {
  const excess = excessOf(text);
  if (excess !== undefined) return excess;
  try {
    return { ok: true, value: parseText(text) };
  } catch (error) {
    return { ok: false, code: 'ROW_MALFORMED', reason: error instanceof Error ? shorten(error.message) : 'no JSON' };
  }
}

/** A number of 17 digits or more outside quotes: the id of a post, most likely, and not to be rounded. */
const longNumber = /[:,[\s]-?(?:\d{17}|9\d{15})/;

function parseText(text: string): unknown {
  if (!longNumber.test(text)) return JSON.parse(text) as unknown;
  const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const source = context?.source ?? '';
    return /^-?\d+$/.test(source) ? source : value;
  };
  return JSON.parse(text, keepDigits) as unknown;
}

/** What makes the text too much to parse; undefined when nothing does. Commas and brackets count the values. */
function excessOf(text: string): Extract<Parsed, { readonly ok: false }> | undefined {
  let depth = 0;
  let values = 0;
  const length = text.length;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      // To the quote that ends the string; a quote after an odd number of backslashes does not.
      for (i++; i < length; i++) {
        const inner = text.charCodeAt(i);
        if (inner === 92) i++;
        else if (inner === 34) break;
      }
    } else if (code === 44) {
      values++;
    } else if (code === 123 || code === 91) {
      values++;
      if (++depth > maxJsonDepth) {
        return { ok: false, code: 'JSON_TOO_DEEP', reason: `nested deeper than ${maxJsonDepth}` };
      }
    } else if (code === 125 || code === 93) {
      depth--;
    }
  }
  if (values <= maxJsonValues) return undefined;
  return { ok: false, code: 'ROW_MALFORMED', reason: `more than ${maxJsonValues} values` };
}

/** The message without the piece of input that V8 puts into it. */
function shorten(message: string): string {
  const quote = message.search(/, ?"|, ?\.\.\./);
  return (quote < 0 ? message : message.slice(0, quote)).slice(0, 120);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
