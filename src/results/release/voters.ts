// How many voters a unit's figures tell of, for the minimum. Browser-safe.
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import { votesByMode } from '../privacy/voters.ts';
import type { Counts } from '../tally/tally.ts';

type Form = Pick<Definition, 'modes' | 'fields'>;

const largest = (counts: Counts, fields: Definition['fields']): number =>
  fields.reduce((most, { id, meaning }) => {
    const tells = meaning === 'cast' || meaning === 'blank' || meaning === 'invalid';
    return tells ? Math.max(most, counts[id] ?? 0) : most;
  }, 0);

/** Valid votes; where there are none, those who cast a ballot all the same, whose ballots are all known then. */
export function votersOf(form: Form, contest: Contest, counts: Counts): number {
  const valid = votesByMode(form, contest, counts).reduce((sum, n) => sum + n, 0);
  return valid > 0 ? valid : largest(counts, form.fields);
}

/** The same of each mode, by the figures of its own. */
export const votersByMode = (form: Form, contest: Contest, counts: Counts): readonly number[] =>
  votesByMode(form, contest, counts).map((valid, m) =>
    valid > 0
      ? valid
      : largest(
          counts,
          form.fields.filter(({ group }) => group === form.modes[m].id),
        ),
  );
