// Sums by field and vote key as people read them: votes of options and candidates, in all and by mode.
import { type Contest, type Definition, voteKey } from '../../elections/definition/definition.ts';
import { exactSum } from './add.ts';
import type { Counts } from './tally.ts';

export type ModeVotes = { readonly mode: string; readonly votes: number };
export type CandidateTotal = {
  readonly candidate: string;
  readonly name: string;
  readonly votes: number;
  readonly perMode: readonly ModeVotes[];
};
export type OptionTotal = {
  readonly option: string;
  readonly name: string;
  readonly votes: number;
  readonly perMode: readonly ModeVotes[];
  readonly candidates: readonly CandidateTotal[];
};

const together = (perMode: readonly ModeVotes[]): number =>
  perMode.reduce((sum, { mode, votes }) => exactSum(sum, votes, `votes by ${mode}`), 0);

/** In the order of the definition. */
export function optionTotals(
  { modes }: Pick<Definition, 'modes'>,
  { options }: Contest,
  sums: Counts,
): readonly OptionTotal[] {
  const of = (option: string, candidate?: string): readonly ModeVotes[] =>
    modes.map(({ id }) => ({ mode: id, votes: sums[voteKey(id, option, candidate)] ?? 0 }));
  return options.map(({ id, name, candidates = [] }) => {
    const perMode = of(id);
    return {
      option: id,
      name,
      votes: together(perMode),
      perMode,
      candidates: candidates.map((candidate) => {
        const own = of(id, candidate.id);
        return { candidate: candidate.id, name: candidate.name, votes: together(own), perMode: own };
      }),
    };
  });
}

/** Votes of all options, in all and by mode. */
export function votesOfAll(
  { modes }: Pick<Definition, 'modes'>,
  totals: readonly OptionTotal[],
): { readonly votes: number; readonly perMode: readonly ModeVotes[] } {
  const perMode = modes.map(({ id }, i) => ({
    mode: id,
    votes: totals.reduce((sum, option) => exactSum(sum, option.perMode[i].votes, `votes by ${id}`), 0),
  }));
  return { votes: together(perMode), perMode };
}

/** The total of each field of the form; undefined where no return carries it. */
export const fieldTotals = (
  { fields }: Pick<Definition, 'fields'>,
  sums: Counts,
): readonly {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly total: number | undefined;
}[] => fields.map(({ id, label, group }) => ({ id, label, group, total: sums[id] }));
