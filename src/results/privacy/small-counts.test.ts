// Small units are merged before anything is signed; what counts would disclose is named and refused without a law.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CountingUnit, type Definition, voteKey } from '../../elections/definition/definition.ts';
import { checkReferences } from '../../elections/definition/schema.ts';
import { areaTree } from '../tally/areas.ts';
import { disclosures, refuseDisclosures, type UnitCounts } from './disclosures.ts';
import { mergedInto, mergeSmallUnits } from './merge.ts';
import { publishable } from './publishable.ts';
import { voterTree } from './voters.ts';

const areas: Definition['areas'] = [
  { id: 'all', name: 'Country', level: 'country' },
  { id: 'r0', name: 'North', level: 'region', parent: 'all' },
  { id: 'r1', name: 'South', level: 'region', parent: 'all' },
  ...[0, 1, 2, 3].map((i) => ({ id: `m${i}`, name: `M${i}`, level: 'municipality', parent: `r${i % 2}` })),
];

const unit = (id: string, area: string, registered?: number): CountingUnit => ({
  id,
  name: `Station ${id}`,
  area,
  centre: 'c',
  ...(registered === undefined ? {} : { registered }),
});

const definitionOf = (units: readonly CountingUnit[], more: Partial<Definition> = {}): Definition => ({
  format: 'pollwarden-definition/1',
  election: 'e',
  name: 'An election',
  day: '2026-06-07',
  timeZone: 'UTC',
  pack: { name: 'pollwarden', version: '1' },
  areas,
  centres: [{ id: 'c', name: 'Centre', area: 'all', keys: [] }],
  units,
  contests: [
    {
      id: 'n',
      name: 'National',
      area: 'all',
      options: [
        { id: 'A', name: 'A' },
        { id: 'B', name: 'B' },
      ],
    },
  ],
  fields: [],
  modes: [
    { id: 'paper', name: 'paper' },
    { id: 'machine', name: 'machine' },
  ],
  rules: [],
  carries: {},
  minimumVoters: { count: 50 },
  ...more,
});

const regional: Definition['contests'] = ['r0', 'r1'].map((area) => ({ id: area, name: area, area, options: [] }));

const someUnits = fc
  .array(
    fc.tuple(
      fc.constantFrom('m0', 'm1', 'm2', 'm3', 'r0', 'r1', 'all'),
      fc.option(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 40, max: 900 })), { nil: undefined }),
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((rows) => rows.map(([area, registered], i) => unit(`u${String(i).padStart(2, '0')}`, area, registered)));

const stations = ({ id, merged }: CountingUnit): readonly string[] => merged ?? [id];
const shape = ({ units }: Definition): readonly string[] =>
  units.map((one) => `${one.area}: ${stations(one).join(' ')}`).toSorted();

test('every station is counted once, nobody is lost, and what is left small has no neighbour', () => {
  fc.assert(
    fc.property(someUnits, fc.boolean(), (units, byRegion) => {
      const definition = definitionOf(units, byRegion ? { contests: regional } : {});
      const { definition: after, merged, left, unknown } = mergeSmallUnits(definition, 50);
      checkReferences(after);
      assert.deepEqual(
        after.units.flatMap(stations).toSorted(),
        units.map(({ id }) => id),
      );
      const sum = (all: readonly CountingUnit[]): number =>
        all.reduce((total, one) => total + (one.registered ?? 0), 0);
      assert.equal(sum(after.units), sum(units));
      assert.equal(unknown, units.filter(({ registered }) => registered === undefined).length);
      const small = after.units.filter(({ registered }) => registered !== undefined && registered < 50);
      assert.deepEqual(small.map(({ id }) => id).toSorted(), left.map((one) => one.unit).toSorted());
      assert.equal(new Set(after.units.map(({ id }) => id)).size, after.units.length);
      for (const one of merged) assert.ok(one.from.length > 1);
      // Bounds: what could take a small group in would be in the same contest's area.
      const { upwards } = areaTree(areas);
      const bounds = byRegion ? ['r0', 'r1', 'all'] : ['all'];
      const boundOf = (area: string): string => upwards(area).find((above) => bounds.includes(above)) ?? '';
      for (const { unit: id } of left) {
        const own = after.units.find((one) => one.id === id);
        const near = after.units.filter(
          (one) => one.id !== id && one.registered !== undefined && boundOf(one.area) === boundOf(own?.area ?? ''),
        );
        assert.deepEqual(near, []);
      }
    }),
    { numRuns: 1000 },
  );
});

test('no unit crosses the border of a contest, and the order of the units changes nothing', () => {
  fc.assert(
    fc.property(
      someUnits.chain((units) => fc.tuple(fc.constant(units), fc.shuffledSubarray(units, { minLength: units.length }))),
      ([units, turned]) => {
        const before = definitionOf(units, { contests: regional });
        const { definition: after } = mergeSmallUnits(before, 50);
        const areaOf = new Map(units.map(({ id, area }) => [id, area]));
        const { upwards } = areaTree(areas);
        const contestsAt = (area: string): string =>
          upwards(area)
            .filter((above) => above === 'r0' || above === 'r1')
            .join();
        for (const one of after.units)
          for (const station of stations(one))
            assert.equal(contestsAt(areaOf.get(station) ?? ''), contestsAt(one.area));
        const again = mergeSmallUnits(definitionOf(turned, { contests: regional }), 50).definition;
        assert.deepEqual(shape(again), shape(after));
      },
    ),
  );
});

test('once merged, every unit and every area can be published: no difference covers fewer than the minimum', () => {
  fc.assert(
    fc.property(someUnits, (units) => {
      const known = units.map((one) => ({ ...one, registered: one.registered ?? 70 }));
      const { definition, left } = mergeSmallUnits(definitionOf(known), 50);
      if (left.length > 0) return;
      const registered = new Map(definition.units.map((one) => [one.id, one.registered ?? 0]));
      const root = voterTree(definition, definition.contests[0], (id) => [registered.get(id) ?? 0, 0]);
      assert.deepEqual(publishable(root, 50).withheld, []);
    }),
    { numRuns: 500 },
  );
});

test('the smallest area first, then the next one up; few expected by a mode count as few', () => {
  const units = [
    unit('a', 'm0', 20),
    unit('b', 'm0', 400),
    unit('c', 'm1', 30),
    unit('d', 'm3', 600),
    unit('e', 'm2', 500),
  ];
  const { definition, merged } = mergeSmallUnits(definitionOf(units), 50);
  assert.deepEqual(
    merged.map(({ unit: id, area, registered, from }) => [id, area, registered, from]),
    [
      ['a+b', 'm0', 420, ['a', 'b']],
      ['c+d', 'r1', 630, ['c', 'd']],
    ],
  );
  assert.equal(definition.units[0].name, 'Station a + Station b');
  assert.equal(mergedInto(definition).get('c'), 'c+d');
  // Seven voters by machine in e, whose municipality has no other station: no other has any, and all are merged in vain.
  const posted = mergeSmallUnits(definitionOf(units), 50, (id, mode) => (id === 'e' && mode === 'machine' ? 7 : 0));
  assert.deepEqual(
    posted.left.map((one) => one.unit),
    ['a+b+c+d+e'],
  );
  const enough = mergeSmallUnits(definitionOf(units), 50, (id, mode) =>
    mode === 'machine' ? (id === 'e' ? 7 : 60) : 0,
  );
  assert.deepEqual(
    enough.merged.map((one) => one.from.join('+')),
    ['a+b+e', 'c+d'],
  );
  assert.deepEqual(enough.left, []);
  assert.deepEqual(mergeSmallUnits(definitionOf(units), 0).merged, []);
});

const counts = (paperA: number, paperB: number, machineA = 0, machineB = 0): UnitCounts['counts'] => ({
  [voteKey('paper', 'A')]: paperA,
  [voteKey('paper', 'B')]: paperB,
  [voteKey('machine', 'A')]: machineA,
  [voteKey('machine', 'B')]: machineB,
});
const of = (id: string, own: UnitCounts['counts']): UnitCounts => ({ contest: 'n', unit: id, counts: own });
const three = definitionOf([unit('a', 'm0', 300), unit('b', 'm0', 300), unit('c', 'm2', 300)]);
const found = (units: readonly UnitCounts[]): readonly string[] =>
  disclosures(three, units, 50).map(
    ({ unit: id, mode, kind }) => `${kind} ${id}${mode === undefined ? '' : ` ${mode}`}`,
  );

test('a single vote, few votes that are all for one option, also by mode, and what an area less its others tells', () => {
  assert.deepEqual(found([of('a', counts(100, 80)), of('c', counts(90, 1))]), []);
  assert.deepEqual(found([of('a', counts(1, 0))]), ['single a', 'single a paper']);
  assert.deepEqual(found([of('a', counts(49, 0)), of('c', counts(50, 0))]), [
    'unanimous a',
    'unanimous a paper',
    'difference r0',
  ]);
  assert.deepEqual(found([of('a', counts(100, 80, 0, 3))]), ['unanimous a machine']);
  assert.deepEqual(found([of('a', counts(7, 0)), of('b', counts(100, 90))]), [
    'unanimous a',
    'unanimous a paper',
    'difference m0',
  ]);
  // Two small units that vote alike: neither their sum nor their area keeps the secret.
  assert.ok(found([of('a', counts(4, 0)), of('b', counts(5, 0)), of('c', counts(70, 80))]).includes('difference r0'));
  const [first] = disclosures(three, [of('a', counts(0, 6))], 50);
  assert.deepEqual([first.fields, first.votes], [[voteKey('paper', 'B')], 6]);
  assert.match(first.words, /unit a: all 6 votes are for one option/);
});

test('the default minimum of 50 refuses; a law that allows a lower one is recorded with it', () => {
  const units = [of('a', counts(49, 0)), of('b', counts(200, 100))];
  assert.throws(() => refuseDisclosures(three, units), /PRIVACY_REFUSED.*minimum 50 voters: unit a/);
  // A lower minimum without a law is none.
  assert.throws(() => refuseDisclosures({ ...three, minimumVoters: { count: 0 } }, units), /PRIVACY_REFUSED/);
  assert.throws(
    () => refuseDisclosures({ ...three, minimumVoters: { count: 0, ground: ' ' } }, units),
    /PRIVACY_REFUSED/,
  );
  const lawful = { count: 0, ground: 'Electoral Code: results of each station are published' };
  assert.doesNotThrow(() => refuseDisclosures({ ...three, minimumVoters: lawful }, units));
  assert.throws(
    () => refuseDisclosures({ ...three, minimumVoters: { ...lawful, count: 10 } }, [of('a', counts(9, 0))]),
    /minimum 10 voters/,
  );
});
