// The tally: the same in any order, areas add up, units on one channel only can be left out, sums are exact or refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Definition, voteKey } from '../../elections/definition/definition.ts';
import { unitStates } from '../reconcile/states.ts';
import { fieldTotals, optionTotals, votesOfAll } from './options.ts';
import type { HeldUnit, Tally } from './tally.ts';
import { tallyUnits } from './tally-units.ts';

const units = Array.from({ length: 12 }, (_, i) => ({
  id: `u${i}`,
  name: `Station ${i}`,
  area: `m${i % 4}`,
  centre: 'c',
  registered: 1000,
}));

const definition: Definition = {
  format: 'pollwarden-definition/1',
  election: 'e',
  name: 'An election',
  day: '2026-06-07',
  timeZone: 'UTC',
  pack: { name: 'pollwarden', version: '1' },
  areas: [
    { id: 'all', name: 'Country', level: 'country' },
    { id: 'r0', name: 'North', level: 'region', parent: 'all' },
    { id: 'r1', name: 'South', level: 'region', parent: 'all' },
    ...[0, 1, 2, 3].map((i) => ({ id: `m${i}`, name: `M${i}`, level: 'municipality', parent: `r${i % 2}` })),
  ],
  centres: [{ id: 'c', name: 'Centre', area: 'all', keys: [] }],
  units,
  contests: [
    {
      id: 'n',
      name: 'National',
      area: 'all',
      options: [
        { id: 'A', name: 'A', candidates: [{ id: '1', name: 'x' }] },
        { id: 'B', name: 'B' },
      ],
    },
    { id: 'r', name: 'North only', area: 'r0', options: [{ id: 'A', name: 'A' }] },
  ],
  fields: [{ id: 'voted', label: 'Voted', group: 'form', meaning: 'cast' }],
  modes: [
    { id: 'paper', name: 'Paper' },
    { id: 'machine', name: 'Machine' },
  ],
  rules: [],
  carries: {},
  minimumVoters: { count: 0 },
};

const count = fc.integer({ min: 0, max: 100_000 });
const countsOf = fc.record(
  {
    voted: count,
    [voteKey('paper', 'A')]: count,
    [voteKey('machine', 'A')]: count,
    [voteKey('paper', 'A', '1')]: count,
    [voteKey('paper', 'B')]: count,
  },
  { requiredKeys: [] },
);

/** Each unit of the national contest at most once, in any order, with any state that has figures, or none. */
const someHeld: fc.Arbitrary<readonly HeldUnit[]> = fc.shuffledSubarray(units).chain((chosen) =>
  fc.tuple(
    ...chosen.map(({ id }) =>
      fc.record({
        contest: fc.constant('n'),
        unit: fc.constant(id),
        state: fc.constantFrom(...unitStates.slice(1)),
        counts: countsOf as fc.Arbitrary<Readonly<Record<string, number>>>,
      }),
    ),
  ),
);

const areaOf = ({ areas }: Tally, id: string): Tally['areas'][number] => {
  const found = areas.find(({ area }) => area === id);
  assert.ok(found !== undefined, id);
  return found;
};

test('the order in which units come changes nothing', () => {
  fc.assert(
    fc.property(someHeld, fc.boolean(), fc.infiniteStream(fc.nat()), (held, confirmedOnly, keys) => {
      const turned = held
        .map((one) => ({ one, key: keys.next().value as number }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ one }) => one);
      assert.equal(
        JSON.stringify(tallyUnits(definition, turned, { confirmedOnly })),
        JSON.stringify(tallyUnits(definition, held, { confirmedOnly })),
      );
    }),
  );
});

test('an area is the sum of the areas below it, and the whole that of all units', () => {
  fc.assert(
    fc.property(someHeld, (held) => {
      const [tally] = tallyUnits(definition, held, { confirmedOnly: false });
      for (const [above, below] of [
        ['all', ['r0', 'r1']],
        ['r0', ['m0', 'm2']],
        ['r1', ['m1', 'm3']],
      ] as const) {
        const parts = below.map((id) => areaOf(tally, id));
        const whole = areaOf(tally, above);
        const keys = new Set(parts.flatMap(({ sums }) => Object.keys(sums)));
        assert.deepEqual(new Set(Object.keys(whole.sums)), keys);
        for (const key of keys)
          assert.equal(
            whole.sums[key],
            parts.reduce((sum, { sums }) => sum + (sums[key] ?? 0), 0),
          );
        assert.equal(
          whole.counted,
          parts.reduce((sum, part) => sum + part.counted, 0),
        );
        assert.equal(
          whole.units,
          parts.reduce((sum, part) => sum + part.units, 0),
        );
      }
      assert.deepEqual(areaOf(tally, 'all').sums, tally.sums);
      assert.equal(tally.units, 12);
      assert.equal(tally.counted, held.length);
      assert.equal(tally.byState.awaited, 12 - held.length);
    }),
  );
});

test('two halves counted apart add up to the whole counted at once', () => {
  fc.assert(
    fc.property(someHeld, fc.nat(12), (held, cut) => {
      const of = (part: readonly HeldUnit[]): Tally => tallyUnits(definition, part, { confirmedOnly: false })[0];
      const [a, b, whole] = [of(held.slice(0, cut)), of(held.slice(cut)), of(held)];
      for (const key of Object.keys(whole.sums)) assert.equal(whole.sums[key], (a.sums[key] ?? 0) + (b.sums[key] ?? 0));
      assert.equal(whole.turnout.cast, a.turnout.cast + b.turnout.cast);
      assert.equal(whole.turnout.registered, a.turnout.registered + b.turnout.registered);
    }),
  );
});

const heldOf = (unit: string, state: HeldUnit['state'], counts: HeldUnit['counts'], contest = 'n'): HeldUnit => ({
  contest,
  unit,
  state,
  counts,
});

test('confirmed only leaves out one channel and conflicts, and says how many units are in', () => {
  const votes = { voted: 10, [voteKey('paper', 'A')]: 6, [voteKey('machine', 'A')]: 1, [voteKey('paper', 'B')]: 3 };
  const held = [
    heldOf('u0', 'received', votes),
    heldOf('u1', 'confirmed', votes),
    heldOf('u2', 'conflicting', votes),
    heldOf('u3', 'corrected', votes),
    heldOf('u4', 'certified', votes),
  ];
  const [all] = tallyUnits(definition, held, { confirmedOnly: false });
  const [confirmed] = tallyUnits(definition, held, { confirmedOnly: true });
  assert.deepEqual([all.counted, all.sums.voted, all.units], [5, 50, 12]);
  assert.deepEqual([confirmed.counted, confirmed.sums.voted, confirmed.units], [3, 30, 12]);
  assert.deepEqual(confirmed.byState, all.byState);
  assert.deepEqual(all.turnout, { cast: 50, registered: 5000, units: 5 });
  const totals = optionTotals(definition, definition.contests[0], confirmed.sums);
  assert.deepEqual(
    totals.map(({ option, votes: sum, perMode }) => [option, sum, perMode.map((mode) => mode.votes)]),
    [
      ['A', 21, [18, 3]],
      ['B', 9, [9, 0]],
    ],
  );
  assert.equal(votesOfAll(definition, totals).votes, 30);
  assert.equal(fieldTotals(definition, confirmed.sums)[0].total, 30);
  assert.equal(fieldTotals(definition, {})[0].total, undefined);
});

test('a contest of one region holds its units only', () => {
  const [, north] = tallyUnits(definition, [heldOf('u0', 'confirmed', { [voteKey('paper', 'A')]: 4 }, 'r')], {
    confirmedOnly: false,
  });
  assert.equal(north.units, 6);
  assert.equal(north.areas[0].area, 'r0');
  assert.equal(north.sums[voteKey('paper', 'A')], 4);
  assert.throws(
    () => tallyUnits(definition, [heldOf('u1', 'confirmed', {}, 'r')], { confirmedOnly: false }),
    /u1 is no unit of the contest r/,
  );
});

test('a sum beyond 2^53-1 is refused, as are figures that are no counts and a unit that is there twice', () => {
  const most = { voted: Number.MAX_SAFE_INTEGER };
  const tally = (held: readonly HeldUnit[]): unknown => tallyUnits(definition, held, { confirmedOnly: false });
  assert.doesNotThrow(() => tally([heldOf('u0', 'received', most)]));
  assert.throws(() => tally([heldOf('u0', 'received', most), heldOf('u1', 'received', { voted: 1 })]), /SUM_TOO_LARGE/);
  for (const voted of [-1, 0.5, Number.NaN, 2 ** 53])
    assert.throws(() => tally([heldOf('u0', 'received', { voted })]), /INPUT_INVALID/);
  assert.throws(() => tally([heldOf('u0', 'received', {}), heldOf('u0', 'received', {})]), /twice/);
});
