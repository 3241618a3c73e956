// The figures of a group as they are published: only those of the form, by mode only where each mode tells of enough
// voters. Browser-safe.
import { type Contest, type Definition, voteKey } from '../../elections/definition/definition.ts';
import { exactSum } from '../tally/add.ts';
import type { Counts } from '../tally/tally.ts';
import { votersByMode } from './voters.ts';

/** apart: votes by mode, as in returns. together: votes of all modes in one, under "together/…". */
export type Modes = 'apart' | 'together';

export const togetherKey = (option: string, candidate?: string): string =>
  candidate === undefined ? `together/${option}` : `together/${option}/${candidate}`;

/** Exact. SUM_TOO_LARGE. */
export function sumCounts(all: readonly Counts[]): Counts {
  const sums: Record<string, number> = {};
  for (const counts of all)
    for (const [key, count] of Object.entries(counts)) sums[key] = exactSum(sums[key] ?? 0, count, key);
  return sums;
}

type Form = Pick<Definition, 'modes' | 'fields'>;

/** Whether each mode's figures tell of nobody or of enough. With one mode there is nothing to tell apart. */
export const mayTellModes = (form: Form, contest: Contest, counts: Counts, minimum: number): boolean =>
  form.modes.length < 2 || votersByMode(form, contest, counts).every((voters) => voters === 0 || voters >= minimum);

/** Figures of the form that the counts have; what is no figure of this form is never published. */
export function publishedCounts(form: Form, contest: Contest, counts: Counts, modes: Modes): Counts {
  const shown: Record<string, number> = {};
  const ofMode = new Set(form.modes.map(({ id }) => id));
  for (const { id, group } of form.fields) {
    if (Object.hasOwn(counts, id) && (modes === 'apart' || !ofMode.has(group) || form.modes.length < 2))
      shown[id] = counts[id];
  }
  for (const { id: option, candidates = [] } of contest.options) {
    for (const candidate of [undefined, ...candidates.map(({ id }) => id)]) {
      const own = form.modes
        .map(({ id }) => voteKey(id, option, candidate))
        .filter((key) => Object.hasOwn(counts, key));
      if (modes === 'apart') for (const key of own) shown[key] = counts[key];
      else if (own.length > 0)
        shown[togetherKey(option, candidate)] = own.reduce((sum, key) => exactSum(sum, counts[key], key), 0);
    }
  }
  return shown;
}
