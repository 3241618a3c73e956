// All fixed rules of a pack over the units of a contest. Browser-safe.
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import { type AreaVotes, restOf, votesOfAreas } from './areas.ts';
import type { Prepared } from './figures.ts';
import { checkFixed, type FixedFinding, listDeviations } from './fixed.ts';
import type { FixedRule, PlausibilityPack } from './plausibility-pack.ts';
import { candidateVotes, switchedCandidates } from './switched-candidates.ts';

/**
 * By place of the unit, in the order of the pack's rules. `totals`: votes of areas where they are given apart from the
 * units, such as by the file of a municipality; otherwise the sums of the units.
 */
export function fixedFindings(
  definition: Definition,
  contest: Contest,
  units: readonly Prepared[],
  pack: Pick<PlausibilityPack, 'fixed'>,
  totals: ReadonlyMap<string, AreaVotes> = votesOfAreas(units, contest, definition.modes),
): readonly (readonly FixedFinding[])[] {
  return units.map((unit) => {
    const area = totals.get(unit.area);
    return pack.fixed.flatMap((rule) => ofRule(rule, unit, area, definition, contest));
  });
}

function ofRule(
  rule: FixedRule,
  unit: Prepared,
  area: AreaVotes | undefined,
  { modes }: Definition,
  contest: Contest,
): readonly FixedFinding[] {
  if (rule.kind === 'listPoints') return area === undefined ? [] : listDeviations(unit, rule, restOf(area, unit));
  if (rule.kind !== 'candidates') {
    const found = checkFixed(unit, rule);
    return found === undefined ? [] : [found];
  }
  if (area === undefined) return [];
  const pairs = switchedCandidates(candidateVotes(unit, contest, modes), unit.votes, area, rule);
  return pairs.map((pair) => ({ code: rule.code, value: 0, unit: 'votes', option: pair.option, pair, keys: [] }));
}
