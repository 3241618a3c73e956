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

type Rule = { readonly rule: SeatRule; readonly lots?: readonly Lot[] };

/** `votes` by the id of an option; `base` as far as the form has its figures. */
export function requestOf(
  { options: all }: Contest,
  votes: (option: string) => number,
  { valid, cast }: { readonly valid: number | undefined; readonly cast: number | undefined },
  { rule, lots = [] }: Rule,
): SeatsRequest {
  const options = all.map(({ id, alliance, independent, candidates }) => ({
    id,
    votes: votes(id),
    ...(alliance === undefined ? {} : { alliance }),
    ...(independent === undefined ? {} : { independent }),
    ...(candidates === undefined || candidates.length === 0 ? {} : { candidates: candidates.length }),
  }));
  const base = { ...(valid === undefined ? {} : { valid }), ...(cast === undefined ? {} : { cast }) };
  return { method: rule.method, seats: rule.seats, threshold: rule.threshold, options, base, lots };
}

/** `rule`: the contest's own, or another that somebody wants to compare. */
export function seatsRequest(definition: Definition, contest: Contest, tally: Tally, rule: Rule): SeatsRequest {
  const votes = new Map(optionTotals(definition, contest, tally.sums).map((one) => [one.option, one.votes]));
  const base = { valid: fieldsSum(definition, 'valid', tally), cast: fieldsSum(definition, 'cast', tally) };
  return requestOf(contest, (option) => votes.get(option) ?? 0, base, rule);
}
