// Bytes that are kept up to a cap; beyond it they are counted only.

export type Kept = { readonly bytes: Buffer; readonly cutOff: boolean };

export type Store = ReturnType<typeof createStore>;

const longestKey = 64;

export function createStore(cap: number) {
  let parts: Buffer[] = [];
  let length = 0;

  const bytes = (): Buffer => {
    if (parts.length !== 1) parts = [Buffer.concat(parts)];
    return parts[0];
  };
  const clear = (): void => {
    parts = [];
    length = 0;
  };

  return {
    length: (): number => length,
    add: (chunk: Buffer, from: number, to: number): void => {
      if (to > from && length < cap) parts.push(Buffer.from(chunk.subarray(from, to)));
      length += Math.max(0, to - from);
    },
    bytes,
    clear,
    take: (): Kept => {
      const kept = { bytes: bytes(), cutOff: length > cap };
      clear();
      return kept;
    },
    /** The text from position `start` up to `to` in the chunk, which follows the store from `from`; "" for long ones. */
    textFrom: (start: number, chunk: Buffer, from: number, to: number): string => {
      if (length - start + to - from > longestKey) return '';
      const inChunk = from + start - length;
      if (inChunk >= from) return chunk.toString('utf8', inChunk, to);
      return Buffer.concat([bytes().subarray(start), chunk.subarray(from, to)]).toString('utf8');
    },
  };
}
