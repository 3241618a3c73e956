// How each record stands: signed, different from what was signed, unverified, or stated; and which figures count. Browser-safe.
import type { Contest, Definition, Digest } from '../../elections/definition/definition.ts';
import { publishedCounts } from '../../results/release/figures.ts';
import type { Counts } from '../../results/tally/tally.ts';
import type { UnitStanding } from '../model/site.ts';
import { type LoggedRecord, type LoggedReturn, type LogState, unitKey } from './state.ts';

/** Whether two holders of the centre signed the return of that hash; of returns that the state holds. */
export type IsSigned = (hash: Digest) => boolean;

export type Difference = {
  readonly field: string;
  readonly shown: number | undefined;
  readonly committed: number | undefined;
};

export type Judged = {
  readonly standing: Extract<UnitStanding, 'signed' | 'differs' | 'unverified' | 'stated' | 'merged'>;
  readonly logged: LoggedRecord;
  /** What counts, by the keys of the record. */
  readonly counts: Counts;
  /** Where the record has others. */
  readonly differences: readonly Difference[];
  readonly return: LoggedReturn | undefined;
};

export function differencesOf(shown: Counts, committed: Counts): readonly Difference[] {
  const keys = [...new Set([...Object.keys(committed), ...Object.keys(shown)])];
  const at = (counts: Counts, key: string): number | undefined =>
    Object.hasOwn(counts, key) ? counts[key] : undefined;
  return keys
    .filter((key) => at(shown, key) !== at(committed, key))
    .map((field) => ({ field, shown: at(shown, field), committed: at(committed, field) }));
}

export function judge(
  { returns, signedOnce }: LogState,
  logged: LoggedRecord,
  form: Definition,
  contest: Contest,
  isSigned: IsSigned,
): Judged {
  const { record } = logged;
  const { counts, units, return: named, modes } = record;
  const as = (standing: Judged['standing']): Judged => ({
    standing,
    logged,
    counts,
    differences: [],
    return: undefined,
  });
  if (units.length > 1) return as('merged');
  const [unit] = units;
  if (named === undefined) return as(signedOnce.has(unitKey(record.contest, unit)) ? 'unverified' : 'stated');
  const own = returns.get(named);
  if (own === undefined || own.contest !== record.contest || own.unit !== unit || !isSigned(named))
    return as('unverified');
  const signed = publishedCounts(form, contest, own.counts, modes);
  const differences = differencesOf(counts, signed);
  const standing = differences.length === 0 ? 'signed' : 'differs';
  return { standing, logged, counts: signed, differences, return: own };
}
