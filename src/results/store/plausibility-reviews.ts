// What persons did with a unit that plausibility shows: looked, explained, a note proposed and released by another. Steps
// are only added. A note holds reasons and no scores; nothing of it leaves before a second person has released it.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Hit } from '../plausibility/hit.ts';
import type { NoteRecipient, ReviewState } from '../plausibility/query-keys.ts';
import { unitRow } from './unit-rows.ts';

export type ReviewStep = Exclude<ReviewState, 'open'>;

/** What a released note says. Scores, probabilities and the place in the list stay inside. */
export type Note = {
  readonly format: 'pollwarden-note/1';
  readonly election: string;
  readonly contest: string;
  readonly unit: string;
  readonly name: string;
  readonly recipient: NoteRecipient;
  /** Why it is sent, in the words of who proposed it. */
  readonly reason: string;
  readonly seen: readonly Pick<Hit, 'reason' | 'expected' | 'against' | 'next'>[];
  /** That it is no verdict; the same on every note. */
  readonly reading: string;
};

export const noteReading =
  'This note says how figures behave compared with those of other units or with a rule. It says nothing of causes, and is no ground to change a result: only the paper is.';

export type Review = {
  readonly number: number;
  readonly contest: string;
  readonly unit: string;
  readonly step: ReviewStep;
  /** What was seen, the explanation, or the reason. */
  readonly text: string;
  /** Of a note; undefined of other steps. */
  readonly note: Note | undefined;
  readonly digest: string;
  /** Hash of the return that held then; empty where none did. */
  readonly holding: string;
  readonly by: string;
  readonly at: number;
};

type Row = Readonly<Record<string, string | number>>;

const reviewOf = (row: Row): Review => ({
  number: Number(row.number),
  contest: String(row.contest),
  unit: String(row.unit),
  step: row.step as ReviewStep,
  text: String(row.text),
  note: row.note === '' ? undefined : (JSON.parse(String(row.note)) as Note),
  digest: String(row.digest),
  holding: String(row.holding),
  by: String(row.by),
  at: Number(row.at),
});

export type UnitName = { readonly contest: string; readonly unit: string };

/** Of one unit, the first first. */
export const reviewsOfUnit = ({ db }: Ledger, election: string, { contest, unit }: UnitName): readonly Review[] =>
  (
    db
      .prepare('SELECT * FROM plausibility_reviews WHERE election = ? AND contest = ? AND unit = ? ORDER BY number')
      .all(election, contest, unit) as Row[]
  ).map(reviewOf);

/** The last step of every unit that has one. */
export const lastReviews = ({ db }: Ledger, election: string): readonly Review[] =>
  (
    db
      .prepare(
        `SELECT * FROM plausibility_reviews WHERE number IN
           (SELECT max(number) FROM plausibility_reviews WHERE election = ? GROUP BY contest, unit)`,
      )
      .all(election) as Row[]
  ).map(reviewOf);

export const noteDigest = (note: Note): string => createHash('sha256').update(canonicalJson(note)).digest('hex');

/** Hash of the return that holds; empty where none does or the unit was never reconciled. */
export const holdingOf = (ledger: Ledger, election: string, { contest, unit }: UnitName): string =>
  unitRow(ledger, election, contest, unit)?.holding ?? '';

type NewReview = Omit<Review, 'number' | 'at'>;

/** Within a transaction of the caller. */
export function addReview(ledger: Ledger, election: string, review: NewReview): Review {
  const { contest, unit, step, text, note, digest, holding, by } = review;
  ledger.db
    .prepare(
      `INSERT INTO plausibility_reviews (election, contest, unit, step, text, recipient, note, digest, holding, by, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      election,
      contest,
      unit,
      step,
      text,
      note?.recipient ?? '',
      note === undefined ? '' : canonicalJson(note),
      digest,
      holding,
      by,
      Math.trunc(ledger.now()),
    );
  return reviewsOfUnit(ledger, election, review).at(-1) as Review;
}

/** INPUT_INVALID where the text is empty. */
export function neededText(text: string, what: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new PollwardenError('INPUT_INVALID', `${what}: a text is needed`);
  return trimmed;
}
