// Records as they were handed out, the only source of records for the log: files of the release folder in their order, each
// record following from the one before and known to the ledger. Node only.
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectionId } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { firstPrevious, type ReleaseRecord } from '../../results/release/record.ts';
import type { OutBox } from '../../results/store/release-files.ts';

export type HandedOut = {
  readonly record: ReleaseRecord;
  /** Canonical JSON, as it stands in the file. */
  readonly line: Buffer;
};

/** Number and SHA-256 of a record; 0 and zeros before the first. */
export type RecordHead = { readonly number: number; readonly sha256: string };
export const noRecord: RecordHead = { number: 0, sha256: firstPrevious };

type OutFile = { readonly path: string; readonly first: number; readonly last: number };

const conflict = (detail: string, file: string): PollwardenError => new PollwardenError('CONFLICT', detail, { file });

function filesOf({ folder, mark = '' }: OutBox): readonly OutFile[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((name) => name.startsWith(mark))
    .flatMap((name): readonly OutFile[] => {
      const match = /^records-(\d{8,15})-(\d{8,15})\.jsonl$/.exec(name.slice(mark.length));
      return match === null ? [] : [{ path: join(folder, name), first: Number(match[1]), last: Number(match[2]) }];
    })
    .toSorted((a, b) => a.first - b.first);
  for (const [i, { path, first, last }] of files.entries())
    if (first !== (files[i - 1]?.last ?? 0) + 1 || last < first)
      throw conflict('the numbers of its records do not go on from the file before', path);
  return files;
}

function knownTo({ db }: Ledger, election: ElectionId, { number, sha256 }: RecordHead): boolean {
  const row = prepared(db, 'SELECT sha256 FROM release_records WHERE election = ? AND number = ?').get(
    election,
    number,
  );
  return row?.sha256 === sha256;
}

function* linesOf({ path, first, last }: OutFile): Generator<Buffer> {
  const bytes = readFileSync(path);
  let at = 0;
  for (let number = first; number <= last; number++) {
    const end = bytes.indexOf(10, at);
    if (end < 0) throw conflict(`it ends within record ${number}`, path);
    yield bytes.subarray(at, end);
    at = end + 1;
  }
  if (at !== bytes.length) throw conflict(`more stands in it than up to record ${last}`, path);
}

function recordIn(line: Buffer, path: string, number: number): ReleaseRecord {
  try {
    return JSON.parse(line.toString('utf8')) as ReleaseRecord;
  } catch {
    throw conflict(`record ${number} cannot be read`, path);
  }
}

/** The records of one file behind `head`, which is moved on. */
function recordsIn(
  ledger: Ledger,
  election: ElectionId,
  file: OutFile,
  head: RecordHead,
): { readonly records: readonly HandedOut[]; readonly head: RecordHead } {
  const records: HandedOut[] = [];
  let before = head;
  let number = file.first;
  for (const line of linesOf(file)) {
    const own: RecordHead = { number: number++, sha256: hash('sha256', line) };
    if (own.number === head.number && own.sha256 !== head.sha256)
      throw conflict(`record ${own.number} is another one than the log holds`, file.path);
    if (own.number <= head.number) continue;
    const record = recordIn(line, file.path, own.number);
    if (record.number !== own.number || record.previous !== before.sha256 || record.election !== election)
      throw conflict(`record ${own.number} does not follow from the one before`, file.path);
    if (!knownTo(ledger, election, own)) throw conflict(`the ledger does not know record ${own.number}`, file.path);
    records.push({ record, line });
    before = own;
  }
  return { records, head: before };
}

/** CONFLICT where the last record of the log is none of the ledger's: an older copy of it was put back. */
export function refuseOtherLedger(ledger: Ledger, election: ElectionId, head: RecordHead): void {
  if (head.number > 0 && !knownTo(ledger, election, head))
    throw new PollwardenError('CONFLICT', `the log holds record ${head.number}, which the ledger does not know`);
}

/**
 * Records behind `head`, the last that the log holds, file by file. CONFLICT with the file where the folder, the ledger and
 * the log do not tell one history: another copy of one of them has released, such as before a restore.
 */
export function* recordsAfter(
  ledger: Ledger,
  election: ElectionId,
  box: OutBox,
  head: RecordHead,
): Generator<readonly HandedOut[]> {
  const files = filesOf(box);
  const last = files.at(-1)?.last ?? 0;
  if (last < head.number)
    throw conflict(`the log holds ${head.number} records, and ${last} are in the folder`, box.folder);
  let before = head;
  for (const file of files) {
    if (file.last < head.number) continue;
    const found = recordsIn(ledger, election, file, before);
    before = found.head;
    if (found.records.length > 0) yield found.records;
  }
}
