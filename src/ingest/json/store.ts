// Bytes that are kept up to a cap; beyond it they are counted only.

export type Kept = { readonly bytes: Buffer; readonly cutOff: boolean };

export type Store = ReturnType<typeof createStore>;

const longestKey = 64;

export function createStore(cap: number) {
  let parts: Buffer[] = [];
  let kept = 0;
  let length = 0;

  /** What is kept from position `start` on, without joining what stands before it. */
  const bytesFrom = (start: number): Buffer => {
    let first = parts.length;
    let at = kept;
    while (first > 0 && at > start) at -= parts[--first].length;
    return Buffer.concat(parts.slice(first)).subarray(Math.max(0, start - at));
  };
  const clear = (): void => {
    parts = [];
    kept = 0;
    length = 0;
  };

  return {
    length: (): number => length,
    add: (chunk: Buffer, from: number, to: number): void => {
      if (to > from && length < cap) {
        parts.push(Buffer.from(chunk.subarray(from, to)));
        kept += to - from;
      }
      length += Math.max(0, to - from);
    },
    bytesFrom,
    clear,
    take: (): Kept => {
      const taken = { bytes: bytesFrom(0), cutOff: length > cap };
      clear();
      return taken;
    },
    /** The text from position `start` up to `to` in the chunk, which follows the store from `from`; "" for long ones. */
    textFrom: (start: number, chunk: Buffer, from: number, to: number): string => {
      if (length - start + to - from > longestKey) return '';
      const inChunk = from + start - length;
      if (inChunk >= from) return chunk.toString('utf8', inChunk, to);
      return Buffer.concat([bytesFrom(start), chunk.subarray(from, to)]).toString('utf8');
    },
  };
}
