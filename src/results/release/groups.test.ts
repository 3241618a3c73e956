// Acceptance 5 over time and levels: returns arrive in any order and flow by batches; whatever anybody adds and subtracts of
// all records, no set of voters under the minimum is singled out. Checked by linear algebra over all sets of cells.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Contest, type Definition, voteKey } from '../../elections/definition/definition.ts';
import type { Counts } from '../tally/tally.ts';
import { mayTellModes, publishedCounts, sumCounts } from './figures.ts';
import { type Detail, details } from './policy.ts';
import { groupsOf } from './groups.ts';
import { votersOf } from './voters.ts';

const areas = [
  { id: 'all', name: 'All', level: 'country' },
  { id: 'n', name: 'North', level: 'region', parent: 'all' },
  { id: 'n1', name: 'North 1', level: 'district', parent: 'n' },
  { id: 'n2', name: 'North 2', level: 'district', parent: 'n' },
  { id: 's', name: 'South', level: 'region', parent: 'all' },
];
const places = ['n1', 'n1', 'n2', 'n', 's', 's', 'all'];
const contest: Contest = { id: 'c', name: 'C', area: 'all', options: [{ id: 'A', name: 'A' }] };
const form: Pick<Definition, 'modes' | 'fields'> = {
  modes: [
    { id: 'paper', name: 'Paper' },
    { id: 'machine', name: 'Machine' },
  ],
  fields: [],
};
const minimum = 50;

type Unit = { readonly unit: string; readonly area: string; readonly counts: Counts };
const some = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 40, max: 300 }));
const someUnits = fc
  .array(fc.tuple(fc.constantFrom(...places), some, some), { minLength: 1, maxLength: 6 })
  .map((all) =>
    all.map(
      ([area, paper, machine], i): Unit => ({
        unit: `u${i}`,
        area,
        counts: { [voteKey('paper', 'A')]: paper, [voteKey('machine', 'A')]: machine },
      }),
    ),
  );

/** One row for each published figure: the cells (unit, mode) that it adds up, those that hold nobody left out. */
function published(units: readonly Unit[], batches: readonly number[], detail: Detail): readonly (readonly number[])[] {
  const cells = units.flatMap(({ unit, counts }) =>
    form.modes.flatMap(({ id }) => (counts[voteKey(id, 'A')] > 0 ? [{ unit, mode: id }] : [])),
  );
  const rows: number[][] = [];
  const gone = new Set<string>();
  for (let upTo = 1; upTo <= units.length; upTo++) {
    if (!batches.includes(upTo) && upTo < units.length) continue;
    const fresh = units.slice(0, upTo).filter(({ unit }) => !gone.has(unit));
    const later = new Set(units.slice(upTo).map(({ area }) => area));
    const { groups } = groupsOf(
      areas,
      'all',
      fresh.map(({ unit, area, counts }) => ({ unit, area, voters: votersOf(form, contest, counts) })),
      { detail, minimum, waits: (area) => later.has(area) },
    );
    for (const group of groups) {
      const own = fresh.filter(({ unit }) => group.units.includes(unit));
      const counts = sumCounts(own.map((one) => one.counts));
      const modes = mayTellModes(form, contest, counts, minimum) ? 'apart' : 'together';
      for (const key of Object.keys(publishedCounts(form, contest, counts, modes)))
        rows.push(
          cells.map(({ unit, mode }) =>
            group.units.includes(unit) && (modes === 'together' || key === voteKey(mode, 'A')) ? 1 : 0,
          ),
        );
      for (const unit of group.units) {
        assert.ok(!gone.has(unit), `${unit} leaves twice`);
        gone.add(unit);
      }
    }
  }
  return rows;
}

/** Rank over the rationals, by fractions free of rounding: rows are small whole numbers and elimination stays exact. */
function rank(rows: readonly (readonly number[])[]): number {
  const matrix = rows.map((row) => row.map(BigInt));
  const width = matrix[0]?.length ?? 0;
  let top = 0;
  for (let column = 0; column < width && top < matrix.length; column++) {
    const at = matrix.findIndex((row, i) => i >= top && row[column] !== 0n);
    if (at < 0) continue;
    [matrix[top], matrix[at]] = [matrix[at], matrix[top]];
    const pivot = matrix[top];
    for (let i = top + 1; i < matrix.length; i++) {
      const factor = matrix[i][column];
      if (factor !== 0n) matrix[i] = matrix[i].map((value, c) => value * pivot[column] - factor * pivot[c]);
    }
    top++;
  }
  return top;
}

function leastSingledOut(units: readonly Unit[], rows: readonly (readonly number[])[]): number | undefined {
  const voters = units.flatMap(({ counts }) =>
    form.modes.flatMap(({ id }) => (counts[voteKey(id, 'A')] > 0 ? [counts[voteKey(id, 'A')]] : [])),
  );
  const own = rank(rows);
  let least: number | undefined;
  for (let set = 1; set < 2 ** voters.length; set++) {
    const indicator = voters.map((_, i) => (set >> i) & 1);
    const size = voters.reduce((sum, n, i) => sum + n * indicator[i], 0);
    if (size >= minimum || (least !== undefined && size >= least)) continue;
    if (rank([...rows, indicator]) === own) least = size;
  }
  return least;
}

for (const detail of details)
  test(`${detail}: no sums and differences of all records single out fewer than the minimum`, () => {
    fc.assert(
      fc.property(someUnits, fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }), (units, batches) => {
        const least = leastSingledOut(units, published(units, batches, detail));
        assert.equal(least, undefined, `a group of ${least} is singled out`);
      }),
      { numRuns: 250 },
    );
  });

test('the check itself finds what single records of small units would disclose', () => {
  const units: Unit[] = [
    { unit: 'u0', area: 'n', counts: { [voteKey('paper', 'A')]: 100, [voteKey('machine', 'A')]: 12 } },
  ];
  assert.equal(
    leastSingledOut(units, [
      [1, 0],
      [0, 1],
    ]),
    12,
  );
});

test('a unit whose few ballots are all blank does not leave alone', () => {
  const blank = { ...form, fields: [{ id: 'cast', label: 'Cast', group: 'form', meaning: 'cast' as const }] };
  assert.equal(votersOf(blank, contest, { cast: 3 }), 3);
});

test('every unit that is ready flows or is named as small, once', () => {
  fc.assert(
    fc.property(someUnits, fc.constantFrom(...details), fc.boolean(), (units, detail, waits) => {
      const fresh = units.map(({ unit, area, counts }) => ({ unit, area, voters: votersOf(form, contest, counts) }));
      const { groups, few } = groupsOf(areas, 'all', fresh, { detail, minimum, waits: () => waits });
      const all = [...groups.flatMap((group) => group.units), ...few].toSorted();
      assert.deepEqual(all, units.map(({ unit }) => unit).toSorted());
    }),
  );
});

test('without a minimum every unit flows as it comes, by mode', () => {
  const fresh = [{ unit: 'u0', area: 'n1', voters: 0 }];
  assert.deepEqual(groupsOf(areas, 'all', fresh, { detail: 'units', minimum: 0, waits: () => true }).groups, [
    { of: { kind: 'unit', id: 'u0' }, units: ['u0'] },
  ]);
  assert.equal(mayTellModes(form, contest, { [voteKey('machine', 'A')]: 1 }, 0), true);
});
