// The tally of one area, and seats, as the routes answer them.
import type { Contest, Definition, SeatRule } from '../../../elections/definition/definition.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { hasEmlName } from '../../../results/formats/eml-nl/identification.ts';
import { comparedIn, seatTo } from '../../../results/seats/plain.ts';
import { explainStep } from '../../../results/seats/steps.ts';
import { type LotsOf, seatsWithLots } from '../../../results/store/lots.ts';
import type { ElectionTally } from '../../../results/store/tally.ts';
import { fieldTotals, optionTotals, type OptionTotal, votesOfAll } from '../../../results/tally/options.ts';
import type { AreaSums, Sums, Tally } from '../../../results/tally/tally.ts';
import type { AreaTallyView, SeatsView, TallyView } from './schemas.ts';

type Chosen = { readonly contest: Contest; readonly tally: Tally };

/** The first contest where none is named; NOT_FOUND. */
export function contestOf({ definition, tallies }: ElectionTally, id: string | undefined): Chosen {
  const at = id === undefined ? 0 : definition.contests.findIndex((contest) => contest.id === id);
  if (at < 0 || at >= tallies.length) throw new PollwardenError('NOT_FOUND', 'there is no such contest');
  return { contest: definition.contests[at], tally: tallies[at] };
}

const contestNames = ({ contests }: Definition): TallyView['contests'] =>
  contests.map(({ id, name }) => ({ id, name }));

function sumsView(definition: Definition, { units, counted, byState, turnout }: Sums, totals: readonly OptionTotal[]) {
  const { votes, perMode } = votesOfAll(definition, totals);
  return { units, counted, byState: { ...byState }, turnout, votes, votesPerMode: [...perMode] };
}

function leadingOf(totals: readonly OptionTotal[]): string | null {
  const [first, second] = totals.toSorted((a, b) => b.votes - a.votes);
  if (first === undefined || first.votes === 0 || first.votes === second?.votes) return null;
  return first.option;
}

function areaRow(definition: Definition, { contest, tally }: Chosen, area: AreaSums): AreaTallyView {
  const totals = optionTotals(definition, contest, area.sums);
  return {
    ...sumsView(definition, area, totals),
    area: area.area,
    name: area.name,
    level: area.level,
    divided: tally.areas.some(({ parent }) => parent === area.area),
    leading: leadingOf(totals),
  };
}

/** From the contest's area down to the one shown. */
function pathTo({ areas }: Tally, area: AreaSums): readonly AreaSums[] {
  const path = [area];
  for (let at = area; at !== areas[0]; ) {
    const above = areas.find((one) => one.area === at.parent);
    if (above === undefined || path.includes(above)) break;
    path.unshift(above);
    at = above;
  }
  return path;
}

function optionViews(contest: Contest, totals: readonly OptionTotal[]): TallyView['options'] {
  return totals.map(({ option, name, votes, perMode, candidates }, i) => {
    const { independent = false, alliance = null } = contest.options[i];
    return {
      option,
      name,
      votes,
      perMode: [...perMode],
      independent,
      alliance,
      candidates: candidates.map((one) => ({ ...one, perMode: [...one.perMode] })),
    };
  });
}

/** NOT_FOUND for an area that is none of the contest's. */
export function tallyView(
  all: ElectionTally,
  asked: { readonly contest: string | undefined; readonly area: string | undefined; readonly at: number },
): TallyView {
  const { definition } = all;
  const chosen = contestOf(all, asked.contest);
  const { contest, tally } = chosen;
  const shown = asked.area === undefined ? tally.areas[0] : tally.areas.find(({ area }) => area === asked.area);
  if (shown === undefined) throw new PollwardenError('NOT_FOUND', 'there is no such area in this contest');
  const totals = optionTotals(definition, contest, shown.sums);
  return {
    ...sumsView(definition, shown, totals),
    election: tally.election,
    contest: contest.id,
    contestName: contest.name,
    contests: contestNames(definition),
    confirmedOnly: tally.confirmedOnly,
    path: pathTo(tally, shown).map(({ area, name, level }) => ({ area, name, level })),
    modes: definition.modes.map(({ id, name }) => ({ id, name })),
    fields: fieldTotals(definition, shown.sums).map(({ total, ...field }) => ({ ...field, total: total ?? null })),
    options: optionViews(contest, totals),
    areas: tally.areas
      .filter(({ parent, area }) => parent === shown.area && area !== shown.area)
      .map((one) => areaRow(definition, chosen, one)),
    emlNamed: hasEmlName(definition),
    at: asked.at,
  };
}

export type SeatsAsked = {
  readonly contest: string | undefined;
  readonly method: SeatRule['method'] | undefined;
  readonly seats: number | undefined;
  readonly at: number;
};

/** Every step compares every option: a question beyond this would keep the server busy for seconds. */
const mostCompared = 200_000;

export function ruleOf(
  { seats: own, options }: Contest,
  { method, seats }: Pick<SeatsAsked, 'method' | 'seats'>,
): SeatRule {
  if (seats !== undefined && seats !== own?.seats && seats * options.length > mostCompared)
    throw new PollwardenError('INPUT_INVALID', `${seats} seats of ${options.length} options are too many to try here`);
  const [by, number] = [method ?? own?.method, seats ?? own?.seats];
  if (by === undefined || number === undefined)
    throw new PollwardenError('INPUT_INVALID', 'the definition gives this contest no seats; name a method and seats');
  return { ...own, method: by, seats: number };
}

/** NOT_FOUND for the contest; INPUT_INVALID where neither the definition nor the request gives a rule. */
export function seatsView(all: ElectionTally, asked: SeatsAsked, lotsOf: LotsOf): SeatsView {
  const { definition } = all;
  const withSeats = definition.contests.find(({ seats }) => seats !== undefined)?.id;
  const { contest, tally } = contestOf(all, asked.contest ?? withSeats);
  const rule = ruleOf(contest, asked);
  const { result, basis, lots } = seatsWithLots({ definition, contest, tally, rule }, lotsOf);
  const names = new Map(contest.options.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const named = (option: string): { option: string; name: string } => ({ option, name: nameOf(option) });
  const { lotsNeeded } = result;
  return {
    election: tally.election,
    contest: contest.id,
    contestName: contest.name,
    contests: definition.contests.map(({ id, name, seats }) => ({ id, name, seats: seats?.seats ?? null })),
    confirmedOnly: tally.confirmedOnly,
    units: tally.units,
    counted: tally.counted,
    method: result.method,
    asDefined: rule.method === contest.seats?.method && rule.seats === contest.seats.seats,
    seats: result.seats,
    perOption: result.perOption.map((one) => ({ ...one, name: nameOf(one.option) })),
    unassigned: result.unfilled,
    steps: result.steps.map((step, i) => ({
      step: i + 1,
      kind: step.kind,
      words: explainStep(step, nameOf),
      to: seatTo(step) ?? null,
      compared: comparedIn(step).map((one) => ({ ...one, name: nameOf(one.option) })),
    })),
    lotsUsed: lots.length,
    lotsNeeded:
      lotsNeeded === undefined
        ? null
        : {
            step: lotsNeeded.step,
            basis,
            among: lotsNeeded.among.map(named),
            seats: lotsNeeded.seats,
            words: `${lotsNeeded.among.map(nameOf).join(' and ')} are equal; a lot has to be drawn for ${lotsNeeded.seats === 1 ? 'one seat' : `${lotsNeeded.seats} seats`}.`,
          },
    at: asked.at,
  };
}
