// Standard base64 (RFC 4648, section 4) with padding, read strictly: one text for the same bytes, so that no flipped bit is
// without meaning. Browser-safe.

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCodePoint(byte);
  return btoa(binary);
}

/** Undefined where the text is not exactly what toBase64 gives for some bytes. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return undefined;
  }
  return btoa(binary) === text ? Uint8Array.from(binary, (char) => char.codePointAt(0) ?? 0) : undefined;
}

/** Of a decimal without leading zeroes that a number holds exactly; undefined for all else. */
export function fromDecimal(text: string): number | undefined {
  if (text.length > 16 || !/^(?:0|[1-9]\d*)$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
