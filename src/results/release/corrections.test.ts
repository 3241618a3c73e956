// What a correction gives away is the difference of two records: of enough voters before and after, or it waits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Contest, voteKey } from '../../elections/definition/definition.ts';
import type { Counts } from '../tally/tally.ts';
import { mayCorrect } from './corrections.ts';
import { sumCounts } from './figures.ts';
import { votersOf } from './voters.ts';

const contest: Contest = { id: 'c', name: 'C', area: 'all', options: [{ id: 'A', name: 'A' }] };
const form = {
  modes: [
    { id: 'paper', name: 'Paper' },
    { id: 'machine', name: 'Machine' },
  ],
  fields: [],
};
const minimum = 50;
const some = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 40, max: 300 }));
const counts = fc
  .tuple(some, some)
  .map(([paper, machine]): Counts => ({ [voteKey('paper', 'A')]: paper, [voteKey('machine', 'A')]: machine }));
const voters = (all: readonly Counts[]): number => votersOf(form, contest, sumCounts(all));

test('what may be corrected differs by the figures of the minimum at least, before and after', () => {
  const group = fc.array(fc.tuple(counts, counts, fc.boolean()), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(group, fc.constantFrom('apart' as const, 'together' as const), (units, modes) => {
      const changed = units.filter(([, , changes]) => changes).map(([before, after]) => ({ before, after }));
      if (changed.length === 0) return;
      const all = units.map(([before, after, changes]) => (changes ? after : before));
      if (!mayCorrect(form, contest, minimum, { modes, changed, all })) return;
      const whole = changed.length === all.length;
      for (const side of [changed.map(({ before }) => before), changed.map(({ after }) => after), all]) {
        const told = voters(side);
        assert.ok(told >= minimum || (told === 0 && (whole || side === all)), `${told} voters`);
      }
      if (modes === 'apart')
        for (const { id } of form.modes) {
          const cell = sumCounts(all)[voteKey(id, 'A')];
          assert.ok(cell === 0 || cell >= minimum, `${cell} by ${id}`);
        }
    }),
    { numRuns: 1000 },
  );
});

test('a large unit may be corrected, a small one in a group may not, and without a minimum all may', () => {
  const of = (paper: number): Counts => ({ [voteKey('paper', 'A')]: paper, [voteKey('machine', 'A')]: 0 });
  const asked = (before: number, after: number, others: readonly Counts[], least = minimum): boolean =>
    mayCorrect(form, contest, least, {
      modes: 'apart',
      changed: [{ before: of(before), after: of(after) }],
      all: [of(after), ...others],
    });
  assert.equal(asked(300, 305, []), true);
  assert.equal(asked(12, 13, [of(300)]), false);
  assert.equal(asked(300, 12, []), false);
  assert.equal(asked(0, 60, []), true);
  assert.equal(asked(12, 13, [of(300)], 0), true);
});
