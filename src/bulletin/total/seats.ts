// Seats from the sums of a contest, by the rule of the definition. Browser-safe.
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { requestOf } from '../../results/seats/from-tally.ts';
import { allocateSeats } from '../../results/seats/seats.ts';
import { exactSum } from '../../results/tally/add.ts';
import type { Counts } from '../../results/tally/tally.ts';
import { votesKey } from './over-modes.ts';

/** By option; null where the contest has no rule, a figure that the rule needs is missing, or lots decide. */
export function seatsOf(
  definition: Definition,
  contest: Contest,
  counts: Counts,
): Readonly<Record<string, number>> | null {
  if (contest.seats === undefined) return null;
  const base = (meaning: 'valid' | 'cast'): number | undefined => {
    const own = definition.fields.filter((field) => field.meaning === meaning);
    return own.length === 0 || own.some(({ id }) => counts[id] === undefined)
      ? undefined
      : own.reduce((sum, { id }) => exactSum(sum, counts[id], id), 0);
  };
  try {
    const votes = (option: string): number => counts[votesKey(option)] ?? 0;
    const request = requestOf(contest, votes, { valid: base('valid'), cast: base('cast') }, { rule: contest.seats });
    const { perOption, lotsNeeded } = allocateSeats(request);
    return lotsNeeded === undefined ? Object.fromEntries(perOption.map(({ option, seats }) => [option, seats])) : null;
  } catch (error) {
    if (error instanceof PollwardenError) return null;
    throw error;
  }
}
