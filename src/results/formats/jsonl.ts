// Files of signed returns: one canonical JSON a line. A line that is no return is told with its number, the rest goes on.
import type { InputFile } from './reading.ts';

export type RawLine = { readonly bytes: Uint8Array; readonly file: string; readonly row: number };

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Lines that are not empty, with their number counted from 1. */
export function* rawLines(file: InputFile): Generator<RawLine> {
  const bytes = file.read();
  let row = 0;
  for (let at = 0; at < bytes.length; ) {
    row++;
    const found = bytes.indexOf(lineFeed, at);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(at, bytes[end - 1] === carriageReturn ? end - 1 : end);
    at = end + 1;
    if (line.length > 0) yield { bytes: line, file: file.path, row };
  }
}
