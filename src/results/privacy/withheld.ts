// Which units and areas of counts are not to be published as they are: a reader could tell of fewer people than the minimum.
import type { Definition } from '../../elections/definition/definition.ts';
import type { CountedContest } from '../formats/counted.ts';
import { publishable, type Withheld } from './publishable.ts';
import { votesByMode, voterTree } from './voters.ts';

/** Of all contests together; the same unit once for each. Nothing where the law allows every count. */
export function withheldOf(definition: Definition, counted: readonly CountedContest[]): readonly Withheld[] {
  return counted.flatMap(({ contest: id, units }) => {
    const contest = definition.contests.find((one) => one.id === id);
    if (contest === undefined) return [];
    const counts = new Map(units.map((one) => [one.unit, one.counts]));
    const tree = voterTree(definition, contest, (unit) => votesByMode(definition, contest, counts.get(unit) ?? {}));
    return publishable(tree, definition.minimumVoters.count).withheld;
  });
}
