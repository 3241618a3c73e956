// From votes to seats, exactly, with every step kept as a datum so that a page can explain it. Browser-safe.
import type { SeatMethod, Threshold } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { compareFractions, type Fraction, fraction } from '../../kernel/fraction.ts';
import { type Claim, createLots, LotNeeded, type Lots } from './claim.ts';
import { divisorsOf, highestAverages } from './highest-averages.ts';
import { hagenbachBischoff, largestRemainder } from './quotas.ts';
import { dutch } from './dutch.ts';
import type { SeatStep } from './steps.ts';

export type SeatOption = {
  readonly id: string;
  readonly votes: number;
  readonly alliance?: string;
  readonly independent?: true;
  /** A list can take no more seats than it has candidates; undefined for no limit. */
  readonly candidates?: number;
};

export type SeatsRequest = {
  readonly method: SeatMethod;
  readonly seats: number;
  readonly options: readonly SeatOption[];
  readonly threshold?: Threshold | undefined;
  /** What a threshold is a share of; valid defaults to the sum of votes. */
  readonly base?: { readonly valid?: number; readonly cast?: number };
  /** Lots as they were drawn, in the order in which they were needed: ids of the options drawn. */
  readonly lots?: readonly (readonly string[])[];
};

export type SeatsResult = {
  readonly method: SeatMethod;
  readonly seats: number;
  readonly perOption: readonly { readonly option: string; readonly votes: number; readonly seats: number }[];
  readonly steps: readonly SeatStep[];
  /** Set where votes tie and no lot is recorded: the allocation stands still before it. */
  readonly lotsNeeded?: { readonly among: readonly string[]; readonly seats: number };
  /** Seats that nobody could take: no votes, or lists exhausted. */
  readonly unfilled: number;
};

type Run = { readonly lots: Lots; readonly steps: SeatStep[] };

function allocate(method: SeatMethod, claims: readonly Claim[], seats: number, run: Run): Map<string, number> {
  if (method === 'hareLargestRemainder' || method === 'droopLargestRemainder')
    return largestRemainder(claims, seats, method === 'hareLargestRemainder' ? 'hare' : 'droop', run);
  if (method === 'hagenbachBischoff') return hagenbachBischoff(claims, seats, run);
  if (method === 'dutch') return dutch(claims, seats, run);
  if (method === 'plurality') return highestAverages(claims, seats, { ...run, divisor: () => fraction(1), once: true });
  return highestAverages(claims, seats, { ...run, divisor: divisorsOf(method) });
}

/** INPUT_INVALID for votes or seats that are no whole numbers, and for an option that is there twice. */
export function allocateSeats(request: SeatsRequest): SeatsResult {
  check(request);
  const { method, seats, options } = request;
  const run: Run = { lots: createLots(request.lots ?? []), steps: [] };
  const eligible = overThreshold(request, run.steps);
  const given = new Map<string, number>();
  let lotsNeeded: SeatsResult['lotsNeeded'];
  try {
    for (const [id, count] of byAlliance(method, eligible, seats, run)) given.set(id, count);
  } catch (error) {
    if (!(error instanceof LotNeeded)) throw error;
    lotsNeeded = { among: error.among, seats: error.seats };
    for (const [id, count] of error.soFar) given.set(id, count);
  }
  const perOption = options.map(({ id, votes }) => ({ option: id, votes, seats: given.get(id) ?? 0 }));
  const unfilled = lotsNeeded === undefined ? seats - perOption.reduce((sum, one) => sum + one.seats, 0) : 0;
  return { method, seats, perOption, steps: run.steps, ...(lotsNeeded === undefined ? {} : { lotsNeeded }), unfilled };
}

function check({ seats, options }: SeatsRequest): void {
  if (!Number.isSafeInteger(seats) || seats < 1 || seats > 10_000)
    throw new PollwardenError('INPUT_INVALID', 'seats are a whole number from 1 to 10,000');
  const ids = new Set<string>();
  for (const { id, votes } of options) {
    if (!Number.isSafeInteger(votes) || votes < 0)
      throw new PollwardenError('INPUT_INVALID', `votes of ${id} are no whole number`);
    if (ids.has(id)) throw new PollwardenError('INPUT_INVALID', `option ${id} is there twice`);
    ids.add(id);
  }
}

function overThreshold({ options, threshold, base }: SeatsRequest, steps: SeatStep[]): readonly SeatOption[] {
  const lists = options.filter(({ independent }) => independent !== true);
  if (threshold === undefined) return lists;
  const sum = options.reduce((total, { votes }) => total + votes, 0);
  const of = threshold.base === 'cast' ? (base?.cast ?? base?.valid ?? sum) : (base?.valid ?? sum);
  const least = leastVotes(threshold, of);
  const passed = lists.filter(({ votes }) => compareFractions(fraction(votes), least) >= 0);
  const failed = lists.filter((one) => !passed.includes(one)).map(({ id }) => id);
  steps.push({ kind: 'threshold', least, base: threshold.base, of, failed });
  return passed;
}

function leastVotes({ share, votes }: Threshold, of: number): Fraction {
  const ofShare = share === undefined ? fraction(0) : fraction(BigInt(of) * BigInt(share[0]), share[1]);
  const number = fraction(votes ?? 0);
  return compareFractions(ofShare, number) > 0 ? ofShare : number;
}

/** Alliances first as if each were one list, then the seats of each among its lists by the same method. */
function byAlliance(method: SeatMethod, options: readonly SeatOption[], seats: number, run: Run): Map<string, number> {
  const claims = options.map(
    ({ id, votes, candidates }): Claim => ({ id, votes: BigInt(votes), most: candidates ?? seats }),
  );
  if (!options.some(({ alliance }) => alliance !== undefined)) return allocate(method, claims, seats, run);
  const groups = new Map<string, Claim[]>();
  options.forEach(({ id, alliance }, i) => {
    const name = alliance === undefined ? id : `alliance ${alliance}`;
    groups.set(name, [...(groups.get(name) ?? []), claims[i]]);
  });
  const together = [...groups].map(
    ([id, members]): Claim => ({
      id,
      votes: members.reduce((sum, one) => sum + one.votes, 0n),
      most: members.reduce((sum, one) => sum + one.most, 0),
    }),
  );
  run.steps.push({ kind: 'level', of: 'alliances', members: [...groups.keys()] });
  const first = allocate(method, together, seats, run);
  const result = new Map<string, number>();
  for (const [name, members] of groups) {
    const won = first.get(name) ?? 0;
    if (members.length === 1) result.set(members[0].id, won);
    else if (won > 0) {
      run.steps.push({ kind: 'level', of: name, members: members.map(({ id }) => id) });
      for (const [id, count] of allocate(method, members, won, run)) result.set(id, count);
    }
  }
  return result;
}
