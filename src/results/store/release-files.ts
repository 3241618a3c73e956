// The files in which records leave: whole or not at all, in order, none twice. They follow from the ledger; while the
// release is held none is written.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFull, writeDurably } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ClockReading } from '../release/clock.ts';
import { digestOf } from './elections.ts';
import { gateNow } from './release-flow.ts';
import { releaseRecordBytes } from './release-records.ts';

export type ReleaseFile = {
  /** Numbers of its first and last record. */
  readonly first: number;
  readonly last: number;
  readonly name: string;
  readonly sha256: string;
  readonly at: number;
};

/** The oldest first. */
export const releaseFiles = ({ db }: Ledger, election: string): readonly ReleaseFile[] =>
  db
    .prepare('SELECT first, last, name, sha256, at FROM release_files WHERE election = ? ORDER BY first')
    .all(election) as unknown as readonly ReleaseFile[];

/** In one file. */
export const mostRecords = 1000;
const lineFeed = Buffer.from('\n');
const digits = 8;
const padded = (number: number): string => String(number).padStart(digits, '0');

/** Where the files of an election are, in the folder of a space. */
export const releaseFolder = (spaceFolder: string, election: string): string => join(spaceFolder, 'release', election);

export type OutBox = {
  readonly folder: string;
  /** In front of each name: what is generated says so. */
  readonly mark?: string;
};

/**
 * Hands out the records that are in no file yet, at most 1000; undefined where there are none or nothing may flow: a hold
 * or the later embargo of a new policy keeps back also what was released before it. Runs under the ledger's lock, so that
 * a hold waits for the file that is being written and no file follows it. DISK_FULL, FILE_UNWRITABLE, CONFLICT.
 */
export function handOut(
  ledger: Ledger,
  election: string,
  reading: ClockReading,
  { folder, mark = '' }: OutBox,
): ReleaseFile | undefined {
  return ledger.write(() => {
    if (gateNow(ledger, election, reading) !== undefined) return undefined;
    const first = (releaseFiles(ledger, election).at(-1)?.last ?? 0) + 1;
    const waiting = releaseRecordBytes(ledger, election, first, mostRecords);
    if (waiting.length === 0) return undefined;
    // A crash between file and ledger left a file that somebody may have read: it is this one, with as many records.
    const known = lastOfKnown(folder, mark, first);
    const records = known === undefined ? waiting : waiting.slice(0, known - first + 1);
    const last = first + records.length - 1;
    const bytes = Buffer.concat(records.flatMap((record) => [record, lineFeed]));
    const name = `${mark}records-${padded(first)}-${padded(last)}.jsonl`;
    if (known === undefined) writeWhole(folder, name, bytes);
    else refuseOther(join(folder, name), bytes);
    const file: ReleaseFile = { first, last, name, sha256: digestOf(bytes), at: Math.trunc(ledger.now()) };
    ledger.db
      .prepare('INSERT INTO release_files (election, first, last, name, sha256, at) VALUES (?, ?, ?, ?, ?, ?)')
      .run(election, first, last, name, file.sha256, file.at);
    recordAudit(ledger, {
      event: 'release.handedOut',
      actor: { kind: 'system', id: 'release' },
      subject: election,
      details: { first, last, sha256: file.sha256 },
    });
    return file;
  });
}

function lastOfKnown(folder: string, mark: string, first: number): number | undefined {
  const start = `${mark}records-${padded(first)}-`;
  const name = existsSync(folder)
    ? readdirSync(folder).find((one) => one.startsWith(start) && one.endsWith('.jsonl'))
    : undefined;
  return name === undefined ? undefined : Number(name.slice(start.length, start.length + digits));
}

/** CONFLICT where the folder holds a file that this ledger did not write: another copy of it has released. */
function refuseOther(path: string, bytes: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  throw new PollwardenError('CONFLICT', 'the folder of releases holds what this ledger did not write', { file: path });
}

function writeWhole(folder: string, name: string, bytes: Uint8Array): void {
  const path = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    writeDurably(path, bytes, 0o644);
  } catch (error) {
    if (error instanceof PollwardenError) throw error;
    throw new PollwardenError(isFull(error) ? 'DISK_FULL' : 'FILE_UNWRITABLE', undefined, { file: path });
  }
}
