// What is read out in a call-back: the figures of the form and the votes of each list, with a control sum for each group.
import type { Definition } from '../../elections/definition/definition.ts';
import { keysInOrder } from './compact.ts';

/** In the order of the paper; votes for candidates are not read out. */
export function totalsOf(
  definition: Definition,
  contest: string,
  counts: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const keys = keysInOrder(definition, contest).flatMap((group) => group.keys);
  const read = keys.filter((key) => key in counts && key.split('/').length <= 3);
  return Object.fromEntries(read.map((key) => [key, counts[key]]));
}

export type ControlSum = { readonly group: string; readonly sum: number };

/** The sum of all figures read out of each group: said at the end of the group, and reckoned at both ends. */
export function controlSums(
  definition: Definition,
  contest: string,
  totals: Readonly<Record<string, number>>,
): readonly ControlSum[] {
  return keysInOrder(definition, contest).flatMap(({ group, keys }) => {
    const read = keys.filter((key) => key in totals);
    return read.length === 0 ? [] : [{ group, sum: read.reduce((sum, key) => sum + totals[key], 0) }];
  });
}
