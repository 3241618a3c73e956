// How many voted in each unit and mode, as far as the returns say, in a tree of areas. Browser-safe.
import { type Contest, type Definition, voteKey } from '../../elections/definition/definition.ts';
import { areaTree } from '../tally/areas.ts';
import { unitsOfContest } from '../tally/tally-units.ts';
import type { Counts } from '../tally/tally.ts';

/** A unit or an area; a unit has no children. `voters` by mode, of all that is below. */
export type VoterNode = {
  readonly id: string;
  readonly kind: 'unit' | 'area';
  readonly children: readonly VoterNode[];
  readonly voters: readonly number[];
};

export const allVoters = ({ voters }: VoterNode): number => voters.reduce((sum, count) => sum + count, 0);

/** Valid votes by mode. */
export const votesByMode = (
  { modes }: Pick<Definition, 'modes'>,
  { options }: Contest,
  counts: Counts,
): readonly number[] =>
  modes.map(({ id }) => options.reduce((sum, option) => sum + (counts[voteKey(id, option.id)] ?? 0), 0));

/** The tree of a contest. Units without figures have no voters. */
export function voterTree(
  definition: Definition,
  contest: Contest,
  votersOf: (unit: string) => readonly number[],
): VoterNode {
  const tree = areaTree(definition.areas);
  const units = new Map<string, VoterNode[]>();
  for (const unit of unitsOfContest(definition, contest.area, tree)) {
    const node: VoterNode = { id: unit.id, kind: 'unit', children: [], voters: votersOf(unit.id) };
    const known = units.get(unit.area);
    if (known === undefined) units.set(unit.area, [node]);
    else known.push(node);
  }
  const areaNode = (id: string): VoterNode => {
    const children = [...(units.get(id) ?? []), ...tree.below(id).map((area) => areaNode(area.id))];
    const voters = definition.modes.map((_, m) => children.reduce((sum, child) => sum + child.voters[m], 0));
    return { id, kind: 'area', children, voters };
  };
  return areaNode(contest.area);
}
