// When a record may be replaced by corrected figures without telling of too few voters by its difference to the one before.
// Browser-safe.
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import type { Counts } from '../tally/tally.ts';
import { mayTellModes, type Modes, sumCounts } from './figures.ts';
import { votersOf } from './voters.ts';

export type Changed = { readonly before: Counts; readonly after: Counts };

/**
 * `changed` are the units of the record whose return became another, `all` the figures of all of its units as they would
 * be published. The units that changed tell together, before and after, of the minimum at least (a whole group also of
 * nobody): their figures are what the difference gives away. Whoever was split by mode stays so.
 */
export function mayCorrect(
  form: Pick<Definition, 'modes' | 'fields'>,
  contest: Contest,
  minimum: number,
  {
    modes,
    changed,
    all,
  }: { readonly modes: Modes; readonly changed: readonly Changed[]; readonly all: readonly Counts[] },
): boolean {
  if (minimum <= 1) return true;
  const enough = (counts: readonly Counts[], orNobody: boolean): boolean => {
    const voters = votersOf(form, contest, sumCounts(counts));
    return voters >= minimum || (orNobody && voters === 0);
  };
  const whole = changed.length === all.length;
  return (
    enough(all, true) &&
    enough(
      changed.map(({ before }) => before),
      whole,
    ) &&
    enough(
      changed.map(({ after }) => after),
      whole,
    ) &&
    (modes === 'together' || mayTellModes(form, contest, sumCounts(all), minimum))
  );
}
