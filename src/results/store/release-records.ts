// What was released, in the ledger: a numbered chain of records for each election. Rows are only added.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { firstPrevious, type ReleaseRecord, recordText } from '../release/record.ts';
import type { Counts } from '../tally/tally.ts';
import { digestOf } from './elections.ts';

type Row = { readonly number: number; readonly sha256: string; readonly bytes: Uint8Array };

export type StoredRecord = { readonly record: ReleaseRecord; readonly sha256: string };

const storedOf = ({ bytes, sha256 }: Row): StoredRecord => ({
  record: JSON.parse(Buffer.from(bytes).toString('utf8')) as ReleaseRecord,
  sha256,
});

/** From a number on, at most so many, in order. */
export const releaseRecords = (
  { db }: Ledger,
  election: string,
  from = 1,
  limit = 1_000_000_000,
): readonly StoredRecord[] =>
  (
    db
      .prepare(
        'SELECT number, sha256, bytes FROM release_records WHERE election = ? AND number >= ? ORDER BY number LIMIT ?',
      )
      .all(election, from, limit) as Row[]
  ).map(storedOf);

/** Canonical bytes from a number on, at most so many, in order. */
export const releaseRecordBytes = (
  { db }: Ledger,
  election: string,
  from: number,
  limit: number,
): readonly Uint8Array[] =>
  (
    db
      .prepare('SELECT bytes FROM release_records WHERE election = ? AND number >= ? ORDER BY number LIMIT ?')
      .all(election, from, limit) as Pick<Row, 'bytes'>[]
  ).map(({ bytes }) => bytes);

/** Of a number that there is. */
export function releaseRecord({ db }: Ledger, election: string, number: number): ReleaseRecord {
  const row = prepared(db, 'SELECT number, sha256, bytes FROM release_records WHERE election = ? AND number = ?').get(
    election,
    number,
  ) as Row;
  return storedOf(row).record;
}

/** The last record's number and SHA-256; 0 and zeros where there is none. */
export function releaseHead({ db }: Ledger, election: string): { readonly number: number; readonly sha256: string } {
  const row = prepared(
    db,
    'SELECT number, sha256 FROM release_records WHERE election = ? ORDER BY number DESC LIMIT 1',
  ).get(election) as Row | undefined;
  return row === undefined ? { number: 0, sha256: firstPrevious } : { number: row.number, sha256: row.sha256 };
}

export type Member = { readonly unit: string; readonly hash: string };
export type MemberFigures = Member & { readonly counts: Counts };

/** Adds a record and which return of each unit is in it, with its figures. Within the caller's transaction. */
export function addRecord(
  { db }: Ledger,
  record: ReleaseRecord,
  members: readonly MemberFigures[],
  at: number,
): StoredRecord {
  const { election, number, contest } = record;
  const bytes = Buffer.from(recordText(record));
  const sha256 = digestOf(bytes);
  prepared(
    db,
    'INSERT INTO release_records (election, number, contest, sha256, bytes, units, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(election, number, contest, sha256, bytes, members.length, at);
  const latest = prepared(
    db,
    `INSERT INTO release_latest (election, contest, unit, record, hash, figures) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (election, contest, unit) DO UPDATE SET record = excluded.record, hash = excluded.hash,
       figures = excluded.figures`,
  );
  for (const { unit, hash, counts } of members)
    latest.run(election, contest, unit, number, hash, canonicalJson(counts));
  return { record, sha256 };
}
