// Votes of each area, by list and by candidate, from which the rest of an area is read for one of its units. Browser-safe.
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import type { Prepared } from './figures.ts';
import type { Rest } from './fixed.ts';
import { type AreaCandidates, type CandidateVotes, candidateVotes } from './switched-candidates.ts';

export type AreaVotes = AreaCandidates & { readonly allVotes: number };

type Adding = { candidates: number[][]; lists: number[]; units: number; allVotes: number };

/** By the id of the smallest area of each unit. */
export function votesOfAreas(
  units: readonly Prepared[],
  contest: Contest,
  modes: Definition['modes'],
): ReadonlyMap<string, AreaVotes> {
  const found = new Map<string, Adding>();
  for (const unit of units) {
    let area = found.get(unit.area);
    if (area === undefined) {
      const candidates = contest.options.map((option) => (option.candidates ?? []).map(() => 0));
      found.set(unit.area, (area = { candidates, lists: contest.options.map(() => 0), units: 0, allVotes: 0 }));
    }
    add(area, unit, candidateVotes(unit, contest, modes));
  }
  return found;
}

function add(area: Adding, unit: Prepared, candidates: CandidateVotes): void {
  area.units++;
  area.allVotes += unit.allVotes;
  unit.votes.forEach((votes, option) => (area.lists[option] += votes ?? 0));
  candidates.forEach((own, option) => own.forEach((votes, i) => (area.candidates[option][i] += votes)));
}

export const restOf = (area: AreaVotes, unit: Prepared): Rest => ({
  votes: area.lists.map((votes, option) => votes - (unit.votes[option] ?? 0)),
  allVotes: area.allVotes - unit.allVotes,
  units: area.units,
});
