// A growing buffer of bytes that the encoders write to.

export type ByteBuffer = { bytes: Uint8Array; length: number };

export function createBuffer(capacity = 1 << 16): ByteBuffer {
  return { bytes: new Uint8Array(capacity), length: 0 };
}

/** Makes room for `more` bytes after `length`. */
export function reserve(buffer: ByteBuffer, more: number): void {
  const needed = buffer.length + more;
  if (needed <= buffer.bytes.length) return;
  const grown = new Uint8Array(Math.max(needed, buffer.bytes.length * 2));
  grown.set(buffer.bytes.subarray(0, buffer.length));
  buffer.bytes = grown;
}

export function append(buffer: ByteBuffer, source: Uint8Array): void {
  reserve(buffer, source.length);
  buffer.bytes.set(source, buffer.length);
  buffer.length += source.length;
}

/** Writes an unsigned LEB128 number below 2^53. */
export function appendVarint(buffer: ByteBuffer, value: number): void {
  reserve(buffer, 8);
  let rest = value;
  while (rest >= 128) {
    buffer.bytes[buffer.length++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  buffer.bytes[buffer.length++] = rest;
}

/** The bytes written so far, as a copy of their exact size. */
export function finished(buffer: ByteBuffer): Uint8Array {
  return buffer.bytes.slice(0, buffer.length);
}
