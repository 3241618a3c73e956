// Base45 (RFC 9285): bytes in the characters that QR codes hold most densely, and that can be typed. Browser-safe.

const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const pair = i + 1 < bytes.length;
    let value = pair ? bytes[i] * 256 + bytes[i + 1] : bytes[i];
    for (let digit = 0; digit < (pair ? 3 : 2); digit++) {
      text += characters[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** Undefined for a character, a length or a value that no bytes give. */
export function fromBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined;
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const values = [...text.slice(i, i + 3)].map((character) => characters.indexOf(character));
    if (values.includes(-1)) return undefined;
    const value = values.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (values.length === 3) {
      if (value > 0xffff) return undefined;
      bytes.push(value >> 8, value & 255);
    } else {
      if (value > 0xff) return undefined;
      bytes.push(value);
    }
  }
  return Uint8Array.from(bytes);
}
