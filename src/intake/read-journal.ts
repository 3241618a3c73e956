// The list of receipts at the start of intake: every line is read and looked after, what a crash left half written is cut.
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import { mostLineBytes, parseJournalLine } from '../results/intake/journal.ts';
import { writeDurably } from '../kernel/durable-file.ts';
import { envelopePlace } from './folder.ts';

export type KeptJournal = {
  readonly receipts: ReadonlyMap<string, string>;
  /** Envelopes by centreName. */
  readonly centres: ReadonlyMap<string, number>;
  readonly sequence: number;
  readonly bytes: number;
  /** Of the file, in bytes. */
  readonly length: number;
  readonly missing: number;
};

/** One name for a centre of an election. */
export const centreName = (election: string, centre: string): string => `${election}\n${centre}`;

const pieceBytes = 1 << 20;
/** What is synced together, and therefore what a loss of power can have left half written. */
const mostTornBytes = 64 * mostLineBytes;

/** Lines that have their end, with the offset behind them. */
function* wholeLines(fd: number): Generator<{ readonly line: string; readonly end: number }> {
  const piece = Buffer.alloc(pieceBytes);
  let [held, at] = [Buffer.alloc(0), 0];
  for (let offset = 0; ; ) {
    const got = readSync(fd, piece, 0, piece.length, offset);
    if (got === 0) return;
    offset += got;
    held = Buffer.concat([held, piece.subarray(0, got)]);
    for (let end = held.indexOf(10); end >= 0; end = held.indexOf(10)) {
      at += end + 1;
      yield { line: held.toString('utf8', 0, end), end: at };
      held = held.subarray(end + 1);
    }
    if (held.length > mostTornBytes) return;
  }
}

const sizeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.size;

/** Nothing in it was acknowledged, unless somebody changed the list: it is kept beside it. FILE_UNREADABLE for more. */
function cutTail(fd: number, path: string, length: number, line: number): void {
  const size = fstatSync(fd).size;
  if (size === length) return;
  if (size - length > mostTornBytes)
    throw new PollwardenError('FILE_UNREADABLE', 'from here on it is no list of receipts', { file: path, line });
  const tail = Buffer.alloc(size - length);
  const got = readSync(fd, tail, 0, tail.length, length);
  writeDurably(`${path}.cut-${length}`, tail.toString('latin1', 0, got));
  ftruncateSync(fd, length);
  fsyncSync(fd);
}

/** Reads the list up to the first line that is no receipt in its order; FILE_UNREADABLE where that is not its end. */
export function readJournal(folder: string, path: string): KeptJournal {
  const fd = openSync(path, 'r+');
  try {
    const receipts = new Map<string, string>();
    const centres = new Map<string, number>();
    let [sequence, bytes, length, missing] = [0, 0, 0, 0];
    for (const { line, end } of wholeLines(fd)) {
      const read = parseJournalLine(line);
      if (!read.ok || read.value.parsed.sequence !== sequence + 1) break;
      const { election, centre, receipt, parsed } = read.value;
      sequence++;
      length = end;
      bytes += read.value.bytes;
      receipts.set(parsed.envelope, receipt);
      const name = centreName(election, centre);
      centres.set(name, (centres.get(name) ?? 0) + 1);
      if (sizeOf(join(folder, envelopePlace(parsed.envelope))) !== read.value.bytes) missing++;
    }
    cutTail(fd, path, length, sequence + 1);
    return { receipts, centres, sequence, bytes, length, missing };
  } finally {
    closeSync(fd);
  }
}
