// Figures of records in one form: fields, and votes of each option and candidate over all modes. Browser-safe.
import { type Contest, type Definition, voteKey } from '../../elections/definition/definition.ts';
import { togetherKey } from '../../results/release/figures.ts';
import { exactSum } from '../../results/tally/add.ts';
import type { Counts } from '../../results/tally/tally.ts';

export const votesKey = (option: string, candidate?: string): string =>
  candidate === undefined ? `votes/${option}` : `votes/${option}/${candidate}`;

type Source = { readonly key: string; readonly from: readonly string[] };

/** Prepared once for a contest. What is no figure of the form is left out. SUM_TOO_LARGE. */
export function overModes({ fields, modes }: Pick<Definition, 'fields' | 'modes'>, { options }: Contest) {
  const sources: Source[] = fields.map(({ id }) => ({ key: id, from: [id] }));
  for (const { id: option, candidates = [] } of options)
    for (const candidate of [undefined, ...candidates.map(({ id }) => id)])
      sources.push({
        key: votesKey(option, candidate),
        from: [...modes.map(({ id }) => voteKey(id, option, candidate)), togetherKey(option, candidate)],
      });
  return (counts: Counts): Counts => {
    const sums: Record<string, number> = {};
    for (const { key, from } of sources)
      for (const own of from) if (Object.hasOwn(counts, own)) sums[key] = exactSum(sums[key] ?? 0, counts[own], key);
    return sums;
  };
}
