// Bytes of a stranger as one canonical JSON value of a known shape: capped, total, in one form only. Browser-safe.
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import type { Shape } from '../../kernel/shape.ts';

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly detail: string };

export const unreadable = (detail: string): { readonly ok: false; readonly detail: string } => ({ ok: false, detail });

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Undefined where they are no UTF-8. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The shape has to bound how deep the value is. */
export function readCanonical<T>(text: string | undefined, most: number, shape: Shape): Read<T> {
  if (text === undefined) return unreadable('is no UTF-8');
  if (text.length > most) return unreadable(`is longer than ${most} characters`);
  const value = parseJson(text);
  if (value === undefined) return unreadable('is no JSON');
  const problem = shape(value);
  if (problem !== undefined) return unreadable(problem);
  return canonicalJson(value as Json) === text
    ? { ok: true, value: value as T }
    : unreadable('is not in canonical form');
}
