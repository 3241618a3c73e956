// The steps of an allocation as data, and in words. Every number in the words is exact.
import { compareFractions, decimalText, type Fraction, fractionText } from '../../kernel/fraction.ts';

type Height = { readonly id: string };
/** Votes over the divisor for the list's next seat. */
export type Average = Height & { readonly votes: Fraction; readonly divisor: Fraction; readonly average: Fraction };
export type SeatStep =
  | { readonly kind: 'outside'; readonly options: readonly string[] }
  | {
      readonly kind: 'threshold';
      readonly least: Fraction;
      readonly base: 'valid' | 'cast';
      readonly of: number;
      readonly failed: readonly string[];
    }
  | { readonly kind: 'level'; readonly of: string; readonly members: readonly string[] }
  | {
      readonly kind: 'quota';
      readonly name: 'hare' | 'droop' | 'hagenbachBischoff';
      readonly votes: Fraction;
      readonly seats: number;
      readonly quota: Fraction;
    }
  | {
      readonly kind: 'full';
      readonly option: string;
      readonly votes: Fraction;
      readonly quota: Fraction;
      readonly seats: number;
    }
  | {
      readonly kind: 'remainder';
      readonly option: string;
      readonly remainder: Fraction;
      readonly remainders: readonly (Height & { readonly remainder: Fraction })[];
      readonly seats: number;
    }
  | {
      readonly kind: 'average';
      readonly option: string;
      readonly average: Fraction;
      readonly averages: readonly Average[];
      readonly seats: number;
    }
  /** Plurality: one seat each to those with most votes. */
  | { readonly kind: 'mostVotes'; readonly option: string; readonly votes: Fraction }
  | {
      readonly kind: 'lot';
      readonly among: readonly string[];
      readonly seats: number;
      readonly drawn: readonly string[];
    }
  | { readonly kind: 'exhausted'; readonly option: string; readonly most: number; readonly over: number }
  | { readonly kind: 'majority'; readonly option: string; readonly from: string; readonly share: Fraction }
  | { readonly kind: 'unfilled'; readonly seats: number };

const quotaNames = {
  hare: 'Hare quota: votes divided by seats',
  droop: 'Droop quota: one more than the whole part of votes divided by one more than the seats',
  hagenbachBischoff:
    'Hagenbach-Bischoff quota: one more than the whole part of votes divided by one more than the seats',
} as const;

const seatsText = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'seat' : 'seats'}`;

/** One sentence. `name`: how an option (or alliance) reads. */
export function explainStep(step: SeatStep, name: (id: string) => string = (id) => id): string {
  switch (step.kind) {
    case 'threshold':
      return `Lists need ${fractionText(step.least)} votes (of ${step.of.toLocaleString('en')} ${step.base === 'cast' ? 'ballots cast' : 'valid votes'}). ${step.failed.length === 0 ? 'All reach it.' : `Below it: ${step.failed.map(name).join(', ')}.`}`;
    case 'outside':
      return `Outside the allocation to lists: ${step.options.map(name).join(', ')}.`;
    case 'level':
      return step.of === 'alliances'
        ? `First among alliances and lists that stand alone: ${step.members.map(name).join(', ')}.`
        : `Then within ${name(step.of)}: ${step.members.map(name).join(', ')}.`;
    case 'quota':
      return `${quotaNames[step.name]}: ${fractionText(step.votes)} votes, ${seatsText(step.seats)}, quota ${fractionText(step.quota)}.`;
    case 'full':
      return `${name(step.option)}: ${fractionText(step.votes)} votes hold the quota ${step.seats === 1 ? 'once' : `${step.seats.toLocaleString('en')} times`}: ${seatsText(step.seats)}.`;
    case 'remainder':
      return `${name(step.option)} has the largest remainder, ${fractionText(step.remainder)}: one seat more, ${step.seats} in all.`;
    case 'average':
      return averageText(step, name);
    case 'mostVotes':
      return `${name(step.option)} has the most votes of those without a seat, ${fractionText(step.votes)}: one seat.`;
    case 'lot':
      return `${step.among.map(name).join(' and ')} are equal for ${seatsText(step.seats)}; drawn by lot: ${step.drawn.map(name).join(', ')}.`;
    case 'exhausted':
      return `${name(step.option)} has ${step.most} candidates and leaves ${seatsText(step.over)} to the others.`;
    case 'majority':
      return `${name(step.option)} has more than half of the votes and is to have more than half of the seats: the last seat given passes to it from ${name(step.from)}.`;
    case 'unfilled':
  }
  return `${seatsText(step.seats)} cannot be given: no list with votes can take ${step.seats === 1 ? 'it' : 'them'}.`;
}

function averageText(
  { option, average, averages, seats }: Extract<SeatStep, { readonly kind: 'average' }>,
  name: (id: string) => string,
): string {
  const own = averages.find(({ id }) => id === option);
  const how = own === undefined ? '' : `${fractionText(own.votes)} votes divided by ${divisorText(own.divisor)}, `;
  const [next] = averages.filter(({ id }) => id !== option).toSorted((a, b) => compareFractions(b.average, a.average));
  const after = next === undefined ? '' : ` (next: ${name(next.id)}, ${fractionText(next.average)})`;
  return `${name(option)} has the highest average, ${how}${fractionText(average)}${after}: one seat, ${seats} in all.`;
}

const divisorText = (divisor: Fraction): string => decimalText(divisor, 1);
