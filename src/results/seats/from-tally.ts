// An allocation as the definition has it, from a contest's tally. Browser-safe.
import type { Contest, Definition, SeatRule } from '../../elections/definition/definition.ts';
import { optionTotals } from '../tally/options.ts';
import { exactSum } from '../tally/add.ts';
import type { Tally } from '../tally/tally.ts';
import type { Lot } from './claim.ts';
import type { SeatsRequest } from './seats.ts';

/** The sum of the form's fields of a meaning; undefined unless every one of them is in the tally. */
function fieldsSum({ fields }: Definition, meaning: 'valid' | 'cast', { sums }: Tally): number | undefined {
  const own = fields.filter((field) => field.meaning === meaning);
  if (own.length === 0) return undefined;
  let sum = 0;
  for (const { id } of own) {
    if (sums[id] === undefined) return undefined;
    sum = exactSum(sum, sums[id], id);
  }
  return sum;
}

/** `rule`: the contest's own, or another that somebody wants to compare. */
export function seatsRequest(
  definition: Definition,
  contest: Contest,
  tally: Tally,
  { rule, lots = [] }: { readonly rule: SeatRule; readonly lots?: readonly Lot[] },
): SeatsRequest {
  const totals = optionTotals(definition, contest, tally.sums);
  const options = contest.options.map(({ id, alliance, independent, candidates }, i) => ({
    id,
    votes: totals[i].votes,
    ...(alliance === undefined ? {} : { alliance }),
    ...(independent === undefined ? {} : { independent }),
    ...(candidates === undefined || candidates.length === 0 ? {} : { candidates: candidates.length }),
  }));
  const [valid, cast] = [fieldsSum(definition, 'valid', tally), fieldsSum(definition, 'cast', tally)];
  const base = { ...(valid === undefined ? {} : { valid }), ...(cast === undefined ? {} : { cast }) };
  return { method: rule.method, seats: rule.seats, threshold: rule.threshold, options, base, lots };
}
