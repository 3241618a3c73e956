// What every export takes: the counts that stand for each unit of each contest, and who gets seats by them.
// Names nothing of how the counts came about; the tally and the seats are worked out elsewhere.
import type { Definition, Field } from '../../elections/definition/definition.ts';
import { voteKey } from '../../elections/definition/definition.ts';

export type Counts = Readonly<Record<string, number>>;
export type CountedUnit = { readonly unit: string; readonly counts: Counts };
export type CountedContest = { readonly contest: string; readonly units: readonly CountedUnit[] };

export type ContestSeats = {
  readonly contest: string;
  readonly lists: readonly { readonly option: string; readonly seats: number }[];
  /** In the order in which they are elected; undefined where the method does not come to persons. */
  readonly elected?: readonly { readonly option: string; readonly candidate: string }[];
};

/** When and by whom an export is made; times are given, so that the same figures give the same bytes. */
export type ExportStamp = {
  /** ISO instant in UTC, such as 2026-06-07T20:00:00Z. */
  readonly createdAt: string;
  readonly issuer: string;
};

/** Sum of the counts of units, key by key; a key that no unit carries is not there. */
export function totalCounts(units: readonly CountedUnit[]): Counts {
  const total: Record<string, number> = {};
  for (const { counts } of units)
    for (const [key, value] of Object.entries(counts)) total[key] = (total[key] ?? 0) + value;
  return total;
}

/** Votes of an option (or a candidate of it) over all modes; undefined where no mode carries it. */
export function votesOf(
  { modes }: Pick<Definition, 'modes'>,
  counts: Counts,
  option: string,
  candidate?: string,
): number | undefined {
  let sum: number | undefined;
  for (const { id } of modes) {
    const value = counts[voteKey(id, option, candidate)];
    if (value !== undefined) sum = (sum ?? 0) + value;
  }
  return sum;
}

/** Sum of the figures of one meaning, such as invalid; undefined where none is there. */
export function figureOf(
  { fields }: Pick<Definition, 'fields'>,
  counts: Counts,
  meaning: NonNullable<Field['meaning']>,
): number | undefined {
  const values = fields.flatMap(({ id, meaning: own }) => (own === meaning ? (counts[id] ?? []) : []));
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}
