// Looks at the start of a stream of bytes without losing it.

export type Peeked = {
  /** At least `wanted` bytes, or all there are. */
  readonly head: Buffer;
  /** The whole stream, the head included. */
  readonly all: AsyncGenerator<Buffer>;
  /** What went wrong after the head, if something did while it was read. */
  readonly failure: { readonly error: unknown } | undefined;
};

/**
 * Reads until `wanted` bytes are there or the stream ends. The head may be longer than asked, by less than a chunk. An
 * error after the first bytes comes when the bytes before it have been read from `all`.
 */
export async function peek(source: AsyncIterable<Uint8Array>, wanted: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const parts: Buffer[] = [];
  let length = 0;
  let failure: Peeked['failure'];
  while (length < wanted && failure === undefined) {
    try {
      const next = await iterator.next();
      if (next.done === true) break;
      parts.push(asBuffer(next.value));
      length += next.value.length;
    } catch (error) {
      if (length === 0) throw error;
      failure = { error };
    }
  }
  const head = parts.length === 1 ? parts[0] : Buffer.concat(parts, length);
  return { head, all: withHead(head, iterator, failure), failure };
}

async function* withHead(
  head: Buffer,
  rest: AsyncIterator<Uint8Array>,
  failure: Peeked['failure'],
): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    if (failure !== undefined) throw failure.error;
    for (;;) {
      const next = await rest.next();
      if (next.done === true) return;
      if (next.value.length > 0) yield asBuffer(next.value);
    }
  } finally {
    await rest.return?.();
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
