// Files of signed returns: one canonical JSON a line. A line that is no return is told with its number, the rest goes on.
import type { SignedReturn } from '../return/count-return.ts';
import { mostReturnBytes, parseSigned } from '../return/parse.ts';
import type { InputFile, ReadProblem } from './reading.ts';

export type SignedLine = {
  readonly bytes: Uint8Array;
  readonly signed: SignedReturn;
  readonly file: string;
  readonly row: number;
};

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export function* signedLines(file: InputFile, problems: ReadProblem[]): Generator<SignedLine> {
  const bytes = file.read();
  let row = 0;
  for (let at = 0; at < bytes.length; ) {
    row++;
    const found = bytes.indexOf(lineFeed, at);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(at, bytes[end - 1] === carriageReturn ? end - 1 : end);
    at = end + 1;
    if (line.length === 0) continue;
    const read = parseSigned(line.length > mostReturnBytes ? line.subarray(0, mostReturnBytes + 1) : line);
    if (read.ok) yield { bytes: line, signed: read.value, file: file.path, row };
    else problems.push({ ...read.refusal, file: file.path, row, kind: 'rejected' });
  }
}
