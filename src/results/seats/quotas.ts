// Quota methods: full seats by a quota, the rest by largest remainders (Hare, Droop) or highest averages
// (Hagenbach-Bischoff, whose seats are those of D'Hondt).
import {
  compareFractions,
  divide,
  type Fraction,
  floorOf,
  fraction,
  multiply,
  subtract,
} from '../../kernel/fraction.ts';
import type { Claim, Lots } from './claim.ts';
import { divisorsOf, highestAverages } from './highest-averages.ts';
import type { SeatStep } from './steps.ts';

export type QuotaRun = { readonly lots: Lots; readonly steps: SeatStep[] };

export const votesOf = (claims: readonly Claim[]): bigint => claims.reduce((sum, { votes }) => sum + votes, 0n);

/** Hare: votes over seats, exact. Droop: one more than the whole part of votes over seats and one. */
export function quotaOf(votes: bigint, seats: number, name: 'hare' | 'droop'): Fraction {
  return name === 'hare' ? fraction(votes, seats) : fraction(votes / BigInt(seats + 1) + 1n);
}

/** Full seats by a quota, up to what each list can take. */
export function fullSeats(claims: readonly Claim[], quota: Fraction, steps: SeatStep[]): Map<string, number> {
  const won = new Map<string, number>();
  if (quota.numerator === 0n) return won;
  for (const { id, votes, most } of claims) {
    const full = Number(floorOf(divide(fraction(votes), quota)));
    const seats = Math.min(full, most);
    won.set(id, seats);
    steps.push({ kind: 'full', option: id, votes: fraction(votes), quota, seats });
    if (full > most) steps.push({ kind: 'exhausted', option: id, most, over: full - most });
  }
  return won;
}

export const sumOf = (won: ReadonlyMap<string, number>): number => [...won.values()].reduce((a, b) => a + b, 0);

export const remainderOf = ({ id, votes }: Claim, quota: Fraction, full: ReadonlyMap<string, number>): Fraction =>
  subtract(fraction(votes), multiply(quota, fraction(full.get(id) ?? 0)));

/** One seat each to the largest remainders among `open`; answers with how many seats are left. */
export function byRemainders(
  open: readonly { readonly id: string; readonly remainder: Fraction }[],
  seats: number,
  won: Map<string, number>,
  { lots, steps }: QuotaRun,
): number {
  let left = seats;
  let rest = [...open];
  while (left > 0 && rest.length > 0) {
    const largest = rest.reduce((a, b) => (compareFractions(b.remainder, a.remainder) > 0 ? b : a)).remainder;
    const tied = rest.filter(({ remainder }) => compareFractions(remainder, largest) === 0).map(({ id }) => id);
    const drawn = tied.length <= left ? tied : lots(tied, left, won);
    if (tied.length > left) steps.push({ kind: 'lot', among: tied, seats: left, drawn });
    for (const id of drawn) {
      won.set(id, (won.get(id) ?? 0) + 1);
      steps.push({ kind: 'remainder', option: id, remainder: largest, remainders: open, seats: won.get(id) ?? 0 });
      left--;
    }
    rest = rest.filter(({ id }) => !tied.includes(id));
  }
  return left;
}

export function largestRemainder(
  claims: readonly Claim[],
  seats: number,
  name: 'hare' | 'droop',
  run: QuotaRun,
): Map<string, number> {
  const votes = votesOf(claims);
  const quota = quotaOf(votes, seats, name);
  if (votes === 0n) {
    run.steps.push({ kind: 'unfilled', seats });
    return new Map();
  }
  run.steps.push({ kind: 'quota', name, votes: fraction(votes), seats, quota });
  const won = fullSeats(claims, quota, run.steps);
  const full = new Map(won);
  // A round gives each list one seat at most; where lists are exhausted, further rounds go on.
  for (let left = seats - sumOf(won); left > 0; ) {
    const open = claims
      .filter(({ id, votes: own, most }) => own > 0n && (won.get(id) ?? 0) < most)
      .map((claim) => ({ id: claim.id, remainder: remainderOf(claim, quota, full) }));
    const after = byRemainders(open, left, won, run);
    if (after === left) {
      run.steps.push({ kind: 'unfilled', seats: left });
      break;
    }
    left = after;
  }
  return won;
}

export function hagenbachBischoff(claims: readonly Claim[], seats: number, run: QuotaRun): Map<string, number> {
  const votes = votesOf(claims);
  const quota = quotaOf(votes, seats, 'droop');
  if (votes > 0n) run.steps.push({ kind: 'quota', name: 'hagenbachBischoff', votes: fraction(votes), seats, quota });
  const won = votes === 0n ? new Map<string, number>() : fullSeats(claims, quota, run.steps);
  return highestAverages(claims, seats - sumOf(won), { ...run, divisor: divisorsOf('dhondt'), from: won });
}
