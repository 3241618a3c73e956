// What an election's exports are made of: the counts that hold, how far the count is, and the seats that follow.
import type { Definition } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ContestSeats, CountedContest } from '../formats/counted.ts';
import type { CdfStatus } from '../formats/nist-cdf/write.ts';
import type { Lot } from '../seats/claim.ts';
import type { HeldUnit, Tally } from '../tally/tally.ts';
import { tallyUnits } from '../tally/tally-units.ts';
import { definitionOf, electionOf } from './elections.ts';
import { lotsInForce, type LotsOf, seatsWithLots } from './lots.ts';
import { heldUnits } from './tally.ts';

export type ExportedCounts = {
  readonly definition: Definition;
  readonly definitionHash: string;
  readonly counted: readonly CountedContest[];
  readonly tallies: readonly Tally[];
  readonly seats: readonly ContestSeats[];
  /** Contests whose seats wait for a lot. */
  readonly lotsNeeded: readonly string[];
  readonly status: CdfStatus;
};

export type ExportChoice = {
  /** Leaves out what is on one channel only, and what is in conflict. */
  readonly confirmedOnly: boolean;
  /** Lots that were drawn, by contest; without them those that two persons recorded. */
  readonly lots?: (contest: string) => readonly Lot[];
};

const confirmed: readonly HeldUnit['state'][] = ['confirmed', 'corrected', 'certified'];

function statusOf(tallies: readonly Tally[]): CdfStatus {
  const units = tallies.reduce((sum, one) => sum + one.units, 0);
  const counted = tallies.reduce((sum, one) => sum + one.counted, 0);
  const certified = tallies.reduce((sum, one) => sum + one.byState.certified, 0);
  if (counted === 0) return 'pre-election';
  if (certified === units) return 'certified';
  return counted === units ? 'unofficial-complete' : 'unofficial-partial';
}

type Seats = Pick<ExportedCounts, 'seats' | 'lotsNeeded'>;

/** Seats of contests that have a rule and a vote. */
function seatsOf(definition: Definition, tallies: readonly Tally[], lotsOf: LotsOf): Seats {
  const seats: ContestSeats[] = [];
  const lotsNeeded: string[] = [];
  definition.contests.forEach((contest, i) => {
    const rule = contest.seats;
    if (rule === undefined || tallies[i].counted === 0) return;
    const { result } = seatsWithLots({ definition, contest, tally: tallies[i], rule }, lotsOf);
    if (result.lotsNeeded !== undefined) lotsNeeded.push(contest.id);
    else
      seats.push({
        contest: contest.id,
        lists: result.perOption.map(({ option, seats: won }) => ({ option, seats: won })),
      });
  });
  return { seats, lotsNeeded };
}

/** NOT_FOUND for the election; the errors of the tally and of the seats. Units are in the order of the definition. */
export function exportedCounts(ledger: Ledger, election: string, choice: ExportChoice): ExportedCounts {
  const { current } = electionOf(ledger, election);
  const definition = definitionOf(ledger, election);
  const held = [...heldUnits(ledger, definition)];
  const tallies = tallyUnits(definition, held, { confirmedOnly: choice.confirmedOnly });
  const byContest = Map.groupBy(held, ({ contest }) => contest);
  const order = new Map(definition.units.map(({ id }, i) => [id, i]));
  const counted = definition.contests.map(
    ({ id }): CountedContest => ({
      contest: id,
      units: (byContest.get(id) ?? [])
        .flatMap(({ unit, state, counts }) =>
          counts === undefined || (choice.confirmedOnly && !confirmed.includes(state)) ? [] : [{ unit, counts }],
        )
        .toSorted((a, b) => (order.get(a.unit) ?? 0) - (order.get(b.unit) ?? 0)),
    }),
  );
  return {
    definition,
    definitionHash: current.hash,
    counted,
    tallies,
    ...seatsOf(definition, tallies, choice.lots ?? lotsInForce(ledger, election)),
    status: statusOf(tallies),
  };
}
