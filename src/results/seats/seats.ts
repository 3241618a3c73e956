// From votes to seats, exactly, with every step kept as a datum so that a page can explain it. Browser-safe.
import type { SeatMethod, Threshold } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { compareFractions, type Fraction, fraction } from '../../kernel/fraction.ts';
import { type Claim, createLots, type Lot, LotNeeded, type Lots, type LotWanted } from './claim.ts';
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
  /** How an alliance's seats go to its lists; by the same method where undefined. */
  readonly withinAlliances?: SeatMethod | undefined;
  /** Lots that were drawn and recorded; one that names a step which asks for none is refused. */
  readonly lots?: readonly Lot[];
};

export type SeatsResult = {
  readonly method: SeatMethod;
  readonly seats: number;
  readonly perOption: readonly { readonly option: string; readonly votes: number; readonly seats: number }[];
  readonly steps: readonly SeatStep[];
  /** Set where votes tie and no lot is recorded: the allocation stands still before it. */
  readonly lotsNeeded?: { readonly step: number; readonly among: readonly string[]; readonly seats: number };
  /** Seats that nobody could take: no votes, or lists exhausted. */
  readonly unfilled: number;
};

type Run = { readonly lots: Lots; readonly steps: SeatStep[] };

function allocate(method: SeatMethod, claims: readonly Claim[], seats: number, run: Run): Map<string, number> {
  if (method === 'hareLargestRemainder' || method === 'droopLargestRemainder')
    return largestRemainder(claims, seats, method === 'hareLargestRemainder' ? 'hare' : 'droop', run);
  if (method === 'hagenbachBischoff') return hagenbachBischoff(claims, seats, run);
  if (method === 'dutch') return dutch(claims, seats, run);
  if (method === 'plurality') return plurality(claims, seats, run);
  return highestAverages(claims, seats, { ...run, divisor: divisorsOf(method) });
}

/** One seat each to those with most votes. */
function plurality(claims: readonly Claim[], seats: number, { lots, steps }: Run): Map<string, number> {
  const won = new Map<string, number>();
  const open = claims.filter(({ votes, most }) => votes > 0n && most > 0);
  const heights = [...new Set(open.map(({ votes }) => votes))].toSorted((a, b) => Number(b > a) - Number(b < a));
  for (const votes of heights) {
    const left = seats - won.size;
    if (left === 0) break;
    const tied = open.filter((claim) => claim.votes === votes).map(({ id }) => id);
    const drawn = tied.length <= left ? tied : lots(tied, left, won);
    if (tied.length > left) steps.push({ kind: 'lot', among: tied, seats: left, drawn });
    for (const option of drawn) {
      won.set(option, 1);
      steps.push({ kind: 'mostVotes', option, votes: fraction(votes) });
    }
  }
  if (won.size < seats) steps.push({ kind: 'unfilled', seats: seats - won.size });
  return won;
}

/** INPUT_INVALID for votes or seats that are no whole numbers, an option that is there twice, and lots that do not fit. */
export function allocateSeats(request: SeatsRequest): SeatsResult {
  check(request);
  const { method, seats, options, lots = [] } = request;
  const steps: SeatStep[] = [];
  const run: Run = { lots: createLots(lots, steps), steps };
  const eligible = overThreshold(request, outside(options, steps), steps);
  const { given, wanted } = givenSeats(request, eligible, run);
  const perOption = options.map(({ id, votes }) => ({ option: id, votes, seats: given.get(id) ?? 0 }));
  if (wanted !== undefined) {
    const { step, among } = wanted;
    return { method, seats, perOption, steps, lotsNeeded: { step, among, seats: wanted.seats }, unfilled: 0 };
  }
  const idle = lots.find(({ step }) => steps[step - 1]?.kind !== 'lot');
  if (idle !== undefined) throw new PollwardenError('INPUT_INVALID', `step ${idle.step} asks for no lot`);
  const unfilled = seats - perOption.reduce((sum, one) => sum + one.seats, 0);
  return { method, seats, perOption, steps, unfilled };
}

/** Until the end, or until a lot is needed that nobody has drawn. */
function givenSeats(
  { method, seats, withinAlliances = method }: SeatsRequest,
  eligible: readonly SeatOption[],
  run: Run,
): { readonly given: ReadonlyMap<string, number>; readonly wanted?: LotWanted } {
  const given = new Map<string, number>();
  try {
    byAlliance({ method, within: withinAlliances, options: eligible, seats }, run, given);
    return { given };
  } catch (error) {
    if (!(error instanceof LotNeeded)) throw error;
    for (const [id, count] of error.wanted.soFar) given.set(id, count);
    return { given, wanted: error.wanted };
  }
}

function check({ seats, options, threshold }: SeatsRequest): void {
  if (!Number.isSafeInteger(seats) || seats < 1 || seats > 10_000)
    throw new PollwardenError('INPUT_INVALID', 'seats are a whole number from 1 to 10,000');
  const [, denominator] = threshold?.share ?? [0, 1];
  if (denominator <= 0) throw new PollwardenError('INPUT_INVALID', 'a share has a denominator above 0');
  const ids = new Set<string>();
  for (const { id, votes } of options) {
    if (!Number.isSafeInteger(votes) || votes < 0)
      throw new PollwardenError('INPUT_INVALID', `votes of ${id} are no whole number`);
    if (ids.has(id)) throw new PollwardenError('INPUT_INVALID', `option ${id} is there twice`);
    ids.add(id);
  }
}

/** Options that stand alone take no seat of the lists. */
function outside(options: readonly SeatOption[], steps: SeatStep[]): readonly SeatOption[] {
  const alone = options.filter(({ independent }) => independent === true).map(({ id }) => id);
  if (alone.length > 0) steps.push({ kind: 'outside', options: alone });
  return options.filter(({ independent }) => independent !== true);
}

function overThreshold(
  { options, threshold, base }: SeatsRequest,
  lists: readonly SeatOption[],
  steps: SeatStep[],
): readonly SeatOption[] {
  if (threshold === undefined) return lists;
  const sum = options.reduce((total, { votes }) => total + votes, 0);
  const of = threshold.base === 'cast' ? base?.cast : (base?.valid ?? sum);
  if (of === undefined)
    throw new PollwardenError('INPUT_INVALID', 'the threshold is of votes cast, which are not known');
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

type Allocation = {
  readonly method: SeatMethod;
  readonly within: SeatMethod;
  readonly options: readonly SeatOption[];
  readonly seats: number;
};

/** Alliances first as if each were one list, then the seats of each among its lists. Fills `given`. */
function byAlliance({ method, within, options, seats }: Allocation, run: Run, given: Map<string, number>): void {
  const claims = options.map(
    ({ id, votes, candidates }): Claim => ({ id, votes: BigInt(votes), most: candidates ?? seats }),
  );
  if (!options.some(({ alliance }) => alliance !== undefined)) {
    for (const [id, count] of allocate(method, claims, seats, run)) given.set(id, count);
    return;
  }
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
  for (const [name, members] of groups) {
    const won = first.get(name) ?? 0;
    if (members.length === 1) given.set(members[0].id, won);
    else if (won > 0) {
      run.steps.push({ kind: 'level', of: name, members: members.map(({ id }) => id) });
      for (const [id, count] of allocate(within, members, won, run)) given.set(id, count);
    }
  }
}
