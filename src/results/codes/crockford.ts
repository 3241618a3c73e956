// Crockford's base 32, and a check character over GF(32) that catches every wrong character and every exchange of two
// neighbours: the weighted sum of all characters, weights being powers of a generator, is 0. Browser-safe.

export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Value 0 to 31; forgives lower case, I and L for 1, O for 0; undefined for anything else. */
export function valueOf(character: string): number | undefined {
  const upper = character.toUpperCase();
  const meant = upper === 'I' || upper === 'L' ? '1' : upper === 'O' ? '0' : upper;
  const value = alphabet.indexOf(meant);
  return meant.length === 1 && value >= 0 ? value : undefined;
}

/** Multiplication in GF(32) modulo x^5 + x^2 + 1, whose root x generates all of it. */
export function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = a;
  for (let bits = b; bits > 0; bits >>= 1) {
    if ((bits & 1) === 1) product ^= shifted;
    shifted <<= 1;
    if ((shifted & 32) !== 0) shifted ^= 0b100101;
  }
  return product;
}

/** x^i for the weight of place i, counted from the check character at place 0. */
function weight(place: number): number {
  let power = 1;
  for (let i = 0; i < place; i++) power = multiply(power, 2);
  return power;
}

/** The check value for characters that stand before it, at most 30: weights then all differ. */
export function checkOf(values: readonly number[]): number {
  if (values.length > 30) throw new RangeError('at most 30 characters before the check');
  return values.reduce((sum, value, i) => sum ^ multiply(value, weight(values.length - i)), 0);
}

/** Whole bytes to characters, 5 bits each, the last padded with zeros. */
export function toValues(bytes: Uint8Array): readonly number[] {
  const values: number[] = [];
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      values.push((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) values.push((held << (5 - bits)) & 31);
  return values;
}

export const toText = (values: readonly number[]): string => values.map((value) => alphabet[value]).join('');

/** Characters without spaces and hyphens to values; undefined where one cannot be read or the check does not hold. */
export function readChecked(text: string, length: number): readonly number[] | undefined {
  if (text.length > 100) return undefined;
  const values = [...text.replaceAll(/[\s-]/g, '')].map(valueOf);
  if (values.length !== length || values.some((value) => value === undefined)) return undefined;
  const known = values as readonly number[];
  return checkOf(known.slice(0, -1)) === known.at(-1) ? known : undefined;
}
