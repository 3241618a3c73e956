// Switched candidates, as the Dutch control protocol defines them: within one list, one candidate has at least `factor`
// times what the rest of the area lets expect, and another at most that part of it. Browser-safe.
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import { type Prepared, votesOf } from './figures.ts';

export type SwitchedPair = {
  readonly option: number;
  readonly more: { readonly candidate: number; readonly seen: number; readonly expected: number };
  readonly fewer: { readonly candidate: number; readonly seen: number; readonly expected: number };
};

export type CandidateRule = { readonly factor: number; readonly votes: number; readonly units: number };

/** Votes by place of option and candidate; empty for lists without candidates. */
export type CandidateVotes = readonly (readonly number[])[];

export const candidateVotes = ({ counts }: Prepared, contest: Contest, modes: Definition['modes']): CandidateVotes =>
  contest.options.map(({ id, candidates = [] }) =>
    candidates.map((candidate) => votesOf(counts, modes, id, candidate.id) ?? 0),
  );

export type AreaCandidates = {
  /** Of the whole area, the unit included. */
  readonly candidates: CandidateVotes;
  readonly lists: readonly number[];
  readonly units: number;
};

/** The area's own figures less those of the unit are what is expected from. */
export function switchedCandidates(
  own: CandidateVotes,
  lists: readonly (number | undefined)[],
  area: AreaCandidates,
  rule: CandidateRule,
): readonly SwitchedPair[] {
  if (area.units < rule.units) return [];
  return own.flatMap((candidates, option) => {
    const list = lists[option] ?? 0;
    const rest = area.lists[option] - list;
    const all = candidates.map((seen, candidate) => {
      const others = area.candidates[option][candidate] - seen;
      return { candidate, seen, expected: others > 0 && rest > 0 ? (others / rest) * list : 0 };
    });
    const more = all.filter(
      ({ seen, expected }) => seen >= rule.votes && (expected === 0 || seen >= rule.factor * expected),
    );
    const fewer = all.filter(
      (one) => !more.includes(one) && one.expected >= rule.votes && one.seen * rule.factor <= one.expected,
    );
    return more.flatMap((high) => fewer.map((low) => ({ option, more: high, fewer: low })));
  });
}
