// Parquet's RLE / bit-packed hybrid of small integers (parquet-format, Encodings.md, "RLE/Bit-Packing Hybrid").
import type { ByteBuffer } from './bytes.ts';
import { appendVarint, reserve } from './bytes.ts';

/** Bits that hold numbers up to `max`; 0 for 0. */
export function bitWidth(max: number): number {
  return max === 0 ? 0 : 32 - Math.clz32(max);
}

const shortestRun = 64;

/** Appends `values[0 .. count)`, each below 2^width: long runs as RLE, the rest bit-packed in groups of eight. */
export function appendHybrid(out: ByteBuffer, values: Uint32Array, count: number, width: number): void {
  let packedFrom = 0;
  let at = 0;
  while (at < count) {
    let end = at + 1;
    while (end < count && values[end] === values[at]) end++;
    // The run starts on a multiple of eight after the packed values before it.
    const start = at + ((8 - ((at - packedFrom) % 8)) % 8);
    if (end - start >= shortestRun) {
      appendPacked(out, values, packedFrom, start, width);
      appendRun(out, values[at], end - start, width);
      packedFrom = end;
    }
    at = end;
  }
  appendPacked(out, values, packedFrom, count, width);
}

function appendRun(out: ByteBuffer, value: number, length: number, width: number): void {
  appendVarint(out, length * 2);
  reserve(out, 4);
  for (let shift = 0; shift < width; shift += 8) out.bytes[out.length++] = (value >>> shift) & 255;
}

function appendPacked(out: ByteBuffer, values: Uint32Array, from: number, to: number, width: number): void {
  if (to <= from) return;
  const groups = Math.ceil((to - from) / 8);
  appendVarint(out, groups * 2 + 1);
  reserve(out, groups * width + 8);
  const bytes = out.bytes;
  let at = out.length;
  let hold = 0;
  let held = 0;
  for (let i = from; i < from + groups * 8; i++) {
    const value = i < to ? values[i] : 0;
    // `hold` has fewer than 8 bits; up to 24 more fit a 32-bit integer, the rest goes in a second step.
    if (width <= 24) {
      hold |= value << held;
      held += width;
    } else {
      hold |= (value & 0xffff) << held;
      held += 16;
      while (held >= 8) {
        bytes[at++] = hold & 255;
        hold >>>= 8;
        held -= 8;
      }
      hold |= (value >>> 16) << held;
      held += width - 16;
    }
    while (held >= 8) {
      bytes[at++] = hold & 255;
      hold >>>= 8;
      held -= 8;
    }
  }
  out.length = at;
}
