// The Dutch rules (Kieswet, chapter P): full seats by the quota; below 19 seats the rest by largest remainders among
// lists with three quarters of the quota, then by highest averages, one a list, then again; from 19 seats by highest
// averages. A list with more than half of the votes is to have more than half of the seats (P 9); lists that run out of
// candidates leave their seats to others (P 10).
import { compareFractions, divide, fraction, multiply } from '../../kernel/fraction.ts';
import type { Claim } from './claim.ts';
import { divisorsOf, highestAverages } from './highest-averages.ts';
import { byRemainders, fullSeats, type QuotaRun, quotaOf, remainderOf, sumOf, votesOf } from './quotas.ts';

const largeCouncil = 19;

export function dutch(claims: readonly Claim[], seats: number, run: QuotaRun): Map<string, number> {
  const votes = votesOf(claims);
  if (votes === 0n) {
    run.steps.push({ kind: 'unfilled', seats });
    return new Map();
  }
  const quota = quotaOf(votes, seats, 'hare');
  run.steps.push({ kind: 'quota', name: 'hare', votes: fraction(votes), seats, quota });
  const won = fullSeats(claims, quota, run.steps);
  const before = run.steps.length;
  const divisor = divisorsOf('dhondt');
  let left = seats - sumOf(won);
  if (seats < largeCouncil) {
    const least = multiply(quota, fraction(3, 4));
    const open = claims
      .filter(({ id, votes: own, most }) => compareFractions(fraction(own), least) >= 0 && (won.get(id) ?? 0) < most)
      .map((claim) => ({ id: claim.id, remainder: remainderOf(claim, quota, new Map(won)) }));
    left = byRemainders(open, left, won, run);
    if (left > 0) {
      highestAverages(claims, left, { ...run, divisor, from: won, once: true });
      left = seats - sumOf(won);
    }
  }
  if (left > 0) highestAverages(claims, left, { ...run, divisor, from: won });
  absoluteMajority(claims, seats, votes, won, run, before);
  return won;
}

/** P 9: the last seat that was given beyond the full ones goes to the list with more than half of the votes. */
function absoluteMajority(
  claims: readonly Claim[],
  seats: number,
  votes: bigint,
  won: Map<string, number>,
  { steps, lots }: QuotaRun,
  before: number,
): void {
  const holder = claims.find((claim) => claim.votes * 2n > votes);
  if (holder === undefined || (won.get(holder.id) ?? 0) * 2 > seats || (won.get(holder.id) ?? 0) >= holder.most) return;
  const given = steps.slice(before).filter((step) => step.kind === 'average' || step.kind === 'remainder');
  const last = given.at(-1);
  if (last === undefined) return;
  // Seats of one height were given at once: which of them was the last is drawn.
  const height = last.kind === 'average' ? last.average : last.remainder;
  const same = given
    .filter((step) => step.kind === last.kind)
    .filter((step) => compareFractions(step.kind === 'average' ? step.average : step.remainder, height) === 0)
    .map(({ option }) => option)
    .filter((option) => option !== holder.id);
  if (same.length === 0) return;
  const [from] = same.length === 1 ? same : lots(same, 1, won);
  if (same.length > 1) steps.push({ kind: 'lot', among: same, seats: 1, drawn: [from] });
  won.set(from, (won.get(from) ?? 0) - 1);
  won.set(holder.id, (won.get(holder.id) ?? 0) + 1);
  steps.push({ kind: 'majority', option: holder.id, from, share: divide(fraction(holder.votes), fraction(votes)) });
}
