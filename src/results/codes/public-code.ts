// The public code of a return, printed large on its paper: 80 bits of the return's SHA-256 in 16 Crockford characters and
// one check. It leads to the return; it proves nothing by itself. Browser-safe.
import { checkOf, readChecked, toText, toValues } from './crockford.ts';

export const publicCodeLength = 17;

/** `hash`: SHA-256 of the canonical return, hexadecimal. */
export function publicCode(hash: string): string {
  const bytes = Uint8Array.from(hash.slice(0, 20).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const values = toValues(bytes);
  return toText([...values, checkOf(values)]);
}

/** In groups as it is printed: 5, 4, 4, 4. */
export const groupedCode = (code: string): string =>
  [code.slice(0, 5), code.slice(5, 9), code.slice(9, 13), code.slice(13)].join('-');

/** The first 20 hexadecimal digits of the hash; undefined where the code was not read rightly. */
export function readPublicCode(text: string): string | undefined {
  const values = readChecked(text, publicCodeLength);
  if (values === undefined) return undefined;
  const bits = values
    .slice(0, 16)
    .map((value) => value.toString(2).padStart(5, '0'))
    .join('');
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2).toString(16).padStart(2, '0')).join('');
}
