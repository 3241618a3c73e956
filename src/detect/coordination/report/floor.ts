// The floor of the p- and q-values of groups: decoys are finite, and every window and layer is one look.
import type { CoordinationResult, Group } from '../result.ts';
import { probability } from './words.ts';

/** The lowest p-value that this many decoys can give, after the correction for every window and layer looked at. */
export function floorOf(group: Group, { parameters }: CoordinationResult): number {
  const looks = parameters.windowsSeconds.length * parameters.layers.length;
  return Math.min(1, looks / (group.decoys + 1));
}

/** A p- or q-value of a group; at the floor it is an upper bound, and is shown as one. */
export function groupProbability(value: number, group: Group, result: CoordinationResult): string {
  const atFloor = value > 0 && value <= floorOf(group, result) * 1.000001;
  return `${atFloor ? '≤\u00a0' : ''}${probability(value)}`;
}
