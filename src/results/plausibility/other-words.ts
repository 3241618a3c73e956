// Hits that are no share against peers and no threshold: exchanged lists and stations, broken sums, channels that
// differ, lateness. Browser-safe.
import type { RuleHit } from '../rules/check.ts';
import type { Compared } from './compare-peers.ts';
import type { SwitchedLists, SwitchedStations } from './exchanged.ts';
import type { Prepared } from './figures.ts';
import type { Hit, UnitInput } from './hit.ts';
import { count, percent } from './number-words.ts';
import { type Residual, shareAt } from './residuals.ts';
import { cautions, listKey, listName, type Names } from './words.ts';

const heuristic = (met: number, units: number): string =>
  `A resemblance, not a probability: ${count(met)} of ${count(units)} units show it in this contest.`;

export type Seen = { readonly met: number; readonly units: number; readonly special: string };

export function switchedListsHit(
  names: Names,
  unit: Prepared,
  { more, fewer, unit: at }: SwitchedLists,
  lists: Compared['lists'],
  { met, units, special }: Seen,
): Hit {
  const [high, low] = [lists[more].get(at) as Residual, lists[fewer].get(at) as Residual];
  const expected = ({ centre }: Residual): string => percent(shareAt(centre));
  const [one, other] = [listName(names, more), listName(names, fewer)];
  return {
    rule: 'switchedLists',
    reason: `The votes of ${one} (${count(high.share.part)}) and of ${other} (${count(low.share.part)}) would both fit the peers if they were exchanged, and neither fits as it is.`,
    expected: `Peers give ${one} ${expected(high)} and ${other} ${expected(low)}.`,
    ordinary: heuristic(met, units),
    against: cautions(unit, special),
    next: 'Look at the paper whether the two rows were exchanged in the entry.',
    keys: [listKey(names, more), listKey(names, fewer)],
    score: Math.round(high.score * 100) / 100,
  };
}

export function switchedStationsHit(
  unit: Prepared,
  other: Prepared,
  { by }: SwitchedStations,
  { met, units, special }: Seen,
): Hit {
  const pair = `unit ${other.input.unit} (${other.name})`;
  return {
    rule: 'switchedStations',
    reason:
      by === 'voters'
        ? `The form carries the number of voters of ${pair}, and that one carries the number of this unit.`
        : `Turnout fits the peers in neither this unit nor ${pair}, and would in both if their ballots were exchanged.`,
    expected: 'Each unit has its own number of voters, which is known before polling.',
    ordinary: heuristic(met, units),
    against: cautions(unit, special),
    next: 'Look at both papers whether the sheets of the two units were exchanged.',
    keys: [],
    otherUnit: other.input.unit,
  };
}

export const arithmeticHit = (
  unit: Prepared,
  broken: readonly RuleHit[],
  special: string,
  met: number,
  units: number,
): Hit => ({
  rule: 'arithmetic',
  reason: `Figures do not add up: ${broken
    .slice(0, 3)
    .map(({ code, label }) => `${label} (${code})`)
    .join('; ')}${broken.length > 3 ? `; and ${broken.length - 3} more` : ''}.`,
  expected: 'These checks hold on every form that is filled in whole.',
  ordinary: `No probability: ${count(met)} of ${count(units)} units break a check in this contest.`,
  against: cautions(unit, special),
  next: 'Look at the paper; if it reads the same, ask the count centre for a corrigendum.',
  keys: [...new Set(broken.flatMap(({ fields }) => fields))],
});

export const channelsHit = ({ difference }: UnitInput): Hit => ({
  rule: 'channels',
  reason: difference,
  expected: 'Two channels carry the same figures of the same paper.',
  ordinary: 'No probability: every difference between channels is shown.',
  against: [],
  next: 'Decide the conflict on the page of the unit, with the paper.',
  keys: [],
});

export const lateHit = (): Hit => ({
  rule: 'late',
  reason: 'No return has come, though most of its peers have arrived.',
  expected: 'Its area is nearly complete.',
  ordinary: 'No probability: lateness is by the share of peers that have arrived.',
  against: ['Large units, and units far away, are ordinarily later.'],
  next: 'Call the count centre at the number on the sealed list.',
  keys: [],
});
