// Divisor methods: each seat goes to the highest average, votes over the divisor of the seats a list has by then.
// D'Hondt 1, 2, 3…; Sainte-Laguë 1, 3, 5…; modified Sainte-Laguë 1.4, 3, 5…
import { compareFractions, divide, type Fraction, fraction } from '../../kernel/fraction.ts';
import type { Claim, Lots } from './claim.ts';
import type { Average, SeatStep } from './steps.ts';

/** The divisor for a list's next seat, by the seats it has. */
export type Divisor = (seats: number) => Fraction;

export function divisorsOf(method: 'dhondt' | 'sainteLague' | 'modifiedSainteLague'): Divisor {
  if (method === 'dhondt') return (seats) => fraction(seats + 1);
  if (method === 'sainteLague') return (seats) => fraction(2 * seats + 1);
  return (seats) => (seats === 0 ? fraction(14, 10) : fraction(2 * seats + 1));
}

export type AveragesRun = {
  readonly lots: Lots;
  readonly steps: SeatStep[];
  readonly divisor: Divisor;
  /** Seats each list has already; changed in place. */
  readonly from?: Map<string, number>;
  /** No list gets more than one of these seats; what is left then is for the caller to go on with. */
  readonly once?: boolean;
};

/** Adds `seats` seats; fewer where no list with votes can take one. */
export function highestAverages(claims: readonly Claim[], seats: number, run: AveragesRun): Map<string, number> {
  const { divisor, steps, lots, once = false, from: won = new Map<string, number>() } = run;
  const had = new Set<string>();
  let left = seats;
  while (left > 0) {
    const open = claims.filter(
      ({ id, votes, most }) => votes > 0n && (won.get(id) ?? 0) < most && !(once && had.has(id)),
    );
    if (open.length === 0) break;
    const averages = open.map(({ id, votes }): Average => {
      const by = divisor(won.get(id) ?? 0);
      return { id, votes: fraction(votes), divisor: by, average: divide(fraction(votes), by) };
    });
    const highest = averages.reduce((a, b) => (compareFractions(b.average, a.average) > 0 ? b : a));
    const tied = averages.filter(({ average }) => compareFractions(average, highest.average) === 0).map(({ id }) => id);
    const drawn = tied.length <= left ? tied : lots(tied, left, won);
    if (tied.length > left) steps.push({ kind: 'lot', among: tied, seats: left, drawn });
    for (const id of drawn) {
      won.set(id, (won.get(id) ?? 0) + 1);
      had.add(id);
      steps.push({ kind: 'average', option: id, average: highest.average, averages, seats: won.get(id) ?? 0 });
      left--;
    }
  }
  if (left > 0 && !once) steps.push({ kind: 'unfilled', seats: left });
  return won;
}
