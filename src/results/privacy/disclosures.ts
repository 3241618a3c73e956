// What counts would disclose about single voters, listed before they are kept; refused unless a law that allows it is
// recorded. Browser-safe.
import { type Contest, type Definition, voteKey } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Counts } from '../tally/tally.ts';
import { allVoters, type VoterNode, votesByMode, voterTree } from './voters.ts';

export type UnitCounts = { readonly contest: string; readonly unit: string; readonly counts: Counts };

export type Disclosure = {
  readonly contest: string;
  /** A unit; of a difference the area whose total gives it away. */
  readonly unit: string;
  /** A mode, or undefined for all together. */
  readonly mode: string | undefined;
  /**
   * single: one vote. unanimous: fewer votes than the minimum, all for one option. difference: units that say as much
   * when their area's total is set against those of its other units, were they themselves kept back.
   */
  readonly kind: 'single' | 'unanimous' | 'difference';
  /** Of the form: where the figures stand. */
  readonly fields: readonly string[];
  readonly votes: number;
  /** Plain words. */
  readonly words: string;
};

type Totals = ReadonlyMap<string, number>;

/** Votes of every option over some modes. */
function votesOf({ modes }: Definition, { options }: Contest, counts: Counts, mode: string | undefined): Totals {
  const own = modes.filter(({ id }) => mode === undefined || id === mode);
  const found = new Map<string, number>();
  for (const { id: option } of options) {
    const votes = own.reduce((sum, { id }) => sum + (counts[voteKey(id, option)] ?? 0), 0);
    if (votes > 0) found.set(option, votes);
  }
  return found;
}

/** Undefined where nothing is disclosed. */
function kindOf(votes: Totals, minimum: number): 'single' | 'unanimous' | undefined {
  if (votes.size !== 1) return undefined;
  const [only] = votes.values();
  if (only >= minimum) return undefined;
  return only === 1 ? 'single' : 'unanimous';
}

const wordsOf = (kind: 'single' | 'unanimous', votes: number, where: string, mode: string | undefined): string => {
  const by = mode === undefined ? '' : ` by ${mode}`;
  return kind === 'single'
    ? `${where}: the only vote${by} can be told from the count`
    : `${where}: all ${votes} votes${by} are for one option, so that everybody's is known`;
};

function ofUnit(
  definition: Definition,
  contest: Contest,
  { unit, counts }: UnitCounts,
  minimum: number,
): readonly Disclosure[] {
  const modes = definition.modes.length > 1 ? definition.modes.map(({ id, name }) => ({ id, name })) : [];
  return [undefined, ...modes].flatMap((mode): readonly Disclosure[] => {
    const votes = votesOf(definition, contest, counts, mode?.id);
    const kind = kindOf(votes, minimum);
    if (kind === undefined) return [];
    const [[option, count]] = votes;
    const fields = definition.modes
      .filter(({ id }) => (mode === undefined || id === mode.id) && (counts[voteKey(id, option)] ?? 0) > 0)
      .map(({ id }) => voteKey(id, option));
    const words = wordsOf(kind, count, `unit ${unit}`, mode?.name);
    return [{ contest: contest.id, unit, mode: mode?.id, kind, fields, votes: count, words }];
  });
}

/** Keeping small units back helps only where their area's total less its other units is not as telling. */
function byDifference(
  definition: Definition,
  contest: Contest,
  countsOf: ReadonlyMap<string, Counts>,
  minimum: number,
): readonly Disclosure[] {
  const found: Disclosure[] = [];
  const visit = (node: VoterNode): readonly string[] => {
    if (node.kind === 'unit') return allVoters(node) > 0 && allVoters(node) < minimum ? [node.id] : [];
    // An area whose own small units were found out is not counted again further up.
    const small = node.children.flatMap(visit);
    const sums: Record<string, number> = {};
    for (const unit of small)
      for (const [key, count] of Object.entries(countsOf.get(unit) ?? {})) sums[key] = (sums[key] ?? 0) + count;
    const votes = votesOf(definition, contest, sums, undefined);
    const kind = kindOf(votes, minimum);
    const others = small.length > 0 && allVoters(node) > [...votes.values()].reduce((sum, count) => sum + count, 0);
    if (kind === undefined || !others) return small;
    const [[option, count]] = votes;
    found.push({
      contest: contest.id,
      unit: node.id,
      mode: undefined,
      kind: 'difference',
      fields: definition.modes.map(({ id }) => voteKey(id, option)).filter((key) => (sums[key] ?? 0) > 0),
      votes: count,
      words: `area ${node.id}: its total less its other units gives ${small.slice(0, 5).join(', ')}: ${wordsOf(kind, count, 'there', undefined)}`,
    });
    return [];
  };
  visit(voterTree(definition, contest, (unit) => votesByMode(definition, contest, countsOf.get(unit) ?? {})));
  return found;
}

/** Everything, in the order of the definition's contests. Units without counts disclose nothing. */
export function disclosures(
  definition: Definition,
  units: readonly UnitCounts[],
  minimum: number,
): readonly Disclosure[] {
  if (minimum <= 1) return [];
  return definition.contests.flatMap((contest) => {
    const own = units.filter((one) => one.contest === contest.id);
    const countsOf = new Map(own.map(({ unit, counts }) => [unit, counts]));
    return [
      ...own.flatMap((one) => ofUnit(definition, contest, one, minimum)),
      ...byDifference(definition, contest, countsOf, minimum),
    ];
  });
}

export const defaultMinimum = 50;

/** The minimum that holds: the recorded one where a law is recorded with it, else never under 50. */
export function minimumOf({ minimumVoters: { count, ground } }: Definition): number {
  return (ground ?? '').trim() === '' ? Math.max(count, defaultMinimum) : count;
}

/**
 * PRIVACY_REFUSED with the first of what counts would disclose and how many there are. A definition that records the law
 * by which its lower minimum holds is judged by that minimum; without such a ground the minimum is never under 50.
 */
export function refuseDisclosures(definition: Definition, units: readonly UnitCounts[]): void {
  const minimum = minimumOf(definition);
  const found = disclosures(definition, units, minimum);
  if (found.length === 0) return;
  const others = found.length === 1 ? '' : `; ${(found.length - 1).toLocaleString('en')} more`;
  throw new PollwardenError('PRIVACY_REFUSED', `minimum ${minimum} voters: ${found[0].words}${others}`);
}
