// The tally of each contest from what holds for its units. Pure; the order of units changes nothing.
import type { Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { UnitState } from '../reconcile/states.ts';
import { type Adding, addSums, addUnit, nothing, sumsOf, turnoutKeys } from './add.ts';
import { type AreaTree, areaTree } from './areas.ts';
import type { HeldUnit, Tally } from './tally.ts';

export type TallyOptions = {
  /** Leaves out what is on one channel only, and what is in conflict. */
  readonly confirmedOnly: boolean;
};

/** States whose figures two channels, or a person with a ground, stand behind. */
const confirmedStates: ReadonlySet<UnitState> = new Set(['confirmed', 'corrected', 'certified']);

/** Units that vote in a contest: all below its area. */
export function unitsOfContest(
  { units }: Pick<Definition, 'units'>,
  area: string,
  { upwards }: AreaTree,
): readonly Definition['units'][number][] {
  return units.filter((unit) => upwards(unit.area).includes(area));
}

const keyOf = (contest: string, unit: string): string => `${contest}\n${unit}`;

/**
 * One tally per contest, in the order of the definition; units that `held` does not name are awaited. INPUT_INVALID for
 * a unit that is named twice or is none of the contest's: a vote is never counted twice or elsewhere. SUM_TOO_LARGE.
 */
export function tallyUnits(
  definition: Definition,
  held: Iterable<HeldUnit>,
  { confirmedOnly }: TallyOptions,
): readonly Tally[] {
  const byUnit = new Map<string, HeldUnit>();
  for (const one of held) {
    const key = keyOf(one.contest, one.unit);
    if (byUnit.has(key)) throw new PollwardenError('INPUT_INVALID', `unit ${one.unit} is there twice`);
    byUnit.set(key, one);
  }
  const tree = areaTree(definition.areas);
  const keys = turnoutKeys(definition);
  const tallies = definition.contests.map((contest): Tally => {
    const own = new Map<string, Adding>();
    for (const unit of unitsOfContest(definition, contest.area, tree)) {
      const key = keyOf(contest.id, unit.id);
      const one = byUnit.get(key) ?? { contest: contest.id, unit: unit.id, state: 'awaited', counts: undefined };
      byUnit.delete(key);
      let into = own.get(unit.area);
      if (into === undefined) own.set(unit.area, (into = nothing()));
      addUnit(into, one, !confirmedOnly || confirmedStates.has(one.state) ? one.counts : undefined, keys);
    }
    const { election } = definition;
    return { election, contest: contest.id, name: contest.name, confirmedOnly, ...upTo(contest.area, own, tree) };
  });
  // A unit outside the contest without figures is nobody's loss; with figures it is a vote in the wrong place.
  const stranger = [...byUnit.values()].find(({ counts }) => counts !== undefined);
  if (stranger !== undefined)
    throw new PollwardenError('INPUT_INVALID', `${stranger.unit} is no unit of the contest ${stranger.contest}`);
  return tallies;
}

/** From the areas that hold units up to the contest's own. */
function upTo(top: string, own: ReadonlyMap<string, Adding>, { byId, upwards }: AreaTree): TallySums {
  const all = new Map<string, Adding>([[top, nothing()]]);
  for (const [area, part] of own) {
    const way = upwards(area);
    for (const above of way.slice(0, way.indexOf(top) + 1)) {
      let into = all.get(above);
      if (into === undefined) all.set(above, (into = nothing()));
      addSums(into, part);
    }
  }
  const whole = all.get(top) ?? nothing();
  const ordered = [top, ...[...byId.keys()].filter((id) => id !== top && all.has(id))];
  const areas = ordered.map((id) => {
    const area = byId.get(id);
    const { name = id, level = '', parent } = area ?? {};
    return { area: id, name, level, parent, ...sumsOf(all.get(id) ?? nothing()) };
  });
  return { ...sumsOf(whole), areas };
}

type TallySums = Omit<Tally, 'election' | 'contest' | 'name' | 'confirmedOnly'>;
