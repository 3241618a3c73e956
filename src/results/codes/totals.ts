// What is read out in a call-back: the figures of the form and the votes of each list, with a control sum for each group.
// Browser-safe.
import type { Definition } from '../../elections/definition/definition.ts';
import { keysInOrder } from './compact.ts';

export type ReadOut = { readonly group: string; readonly keys: readonly string[] };

const isCandidate = (key: string): boolean => key.startsWith('votes/') && key.split('/').length > 3;

/** Groups of a contest that have figures, in the order of the paper; votes for candidates are not read out. */
export const groupsReadOut = (definition: Definition, contest: string): readonly ReadOut[] =>
  keysInOrder(definition, contest)
    .map(({ group, keys }) => ({ group, keys: keys.filter((key) => !isCandidate(key)) }))
    .filter(({ keys }) => keys.length > 0);

/** In the order of the paper. */
export function totalsOf(
  definition: Definition,
  contest: string,
  counts: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const keys = groupsReadOut(definition, contest).flatMap((group) => group.keys);
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(counts, key)).map((key) => [key, counts[key]]));
}

/** The sum of all figures read out of a group: said at its end, and reckoned at both ends. Undefined where one is missing. */
export function controlSum(
  { keys }: ReadOut,
  totals: Readonly<Record<string, number | undefined>>,
): number | undefined {
  const figures = keys.map((key) => totals[key]);
  return figures.includes(undefined) ? undefined : figures.reduce<number>((sum, figure) => sum + (figure ?? 0), 0);
}
