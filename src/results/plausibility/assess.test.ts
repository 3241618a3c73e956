// Properties: the order and the names of units and lists change nothing, and no counts at all make it throw.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Definition } from '../../elections/definition/definition.ts';
import { trueCounts } from '../../generate/returns/counts.ts';
import { generateElection } from '../../generate/returns/election.ts';
import { applyFault } from '../../generate/returns/faults.ts';
import { seededRandom } from '../../kernel/random.ts';
import { type Assessment, assess } from './assess.ts';
import type { UnitInput } from './hit.ts';
import { general } from './packs/general.ts';
import { plausibilityPackOf, plausibilityPacks } from './packs/index.ts';

const { definition } = generateElection({
  seed: 5,
  election: 'plausible',
  day: '2026-06-07',
  units: 120,
  areas: 4,
  options: 6,
  candidates: 6,
});
const counts = trueCounts(definition, 5);

const inputOf = (unit: string, own: UnitInput['counts']): UnitInput => ({
  contest: 'assembly',
  unit,
  state: 'received',
  counts: own,
  late: false,
  difference: '',
});
const random = seededRandom(9);
const faulty = [...counts].map(([unit, own], i): UnitInput => {
  const fault = i % 10 === 0 ? applyFault('switchedLists', own, definition, random) : undefined;
  return inputOf(unit, fault?.counts ?? own);
});
const [contest] = definition.contests;
const run = (inputs: readonly UnitInput[], of: Definition = definition): Assessment =>
  assess(of, of.contests[0], inputs, general);
const summary = ({ hits }: Assessment): readonly unknown[] =>
  hits.map(({ unit, hits: own }) => [unit, own.map(({ rule, score, reason }) => [rule, score, reason])]);

test('the order of the units does not matter', () => {
  const expected = summary(run(faulty));
  assert.ok(expected.length > 5);
  fc.assert(
    fc.property(fc.shuffledSubarray([...faulty], { minLength: faulty.length }), (shuffled) => {
      assert.deepEqual(summary(run(shuffled)), expected);
    }),
    { numRuns: 10 },
  );
});

test('other names of units, lists and areas find the same', () => {
  const renamed: Definition = {
    ...definition,
    areas: definition.areas.map((area) => ({ ...area, name: `Area ${area.id}` })),
    units: definition.units.map((unit) => ({ ...unit, id: `u.${unit.id}`, name: `Place ${unit.id}` })),
    contests: [
      {
        ...contest,
        options: contest.options.map((option) => ({ ...option, id: `z${option.id}`, name: `L${option.id}` })),
      },
    ],
    rules: [],
  };
  const inputs = faulty.map(({ unit, counts: own = {} }) =>
    inputOf(
      `u.${unit}`,
      Object.fromEntries(
        Object.entries(own).map(([key, value]) => [key.replace(/^votes\/all\//, 'votes/all/z'), value]),
      ),
    ),
  );
  const scores = ({ hits }: Assessment): readonly unknown[] =>
    hits
      .map(({ unit, hits: own }) => {
        const found = own.filter(({ rule }) => rule !== 'arithmetic').map(({ rule, score }) => `${rule} ${score}`);
        return found.length === 0 ? '' : `${unit.replace('u.', '')} ${found.join(', ')}`;
      })
      .filter((one) => one !== '')
      .toSorted();
  assert.deepEqual(scores(run(inputs, renamed)), scores(run(faulty)));
});

test('nothing is thrown on any counts, and every number given is one', () => {
  const value = fc.oneof(fc.constant(0), fc.nat(2000), fc.constant(Number.MAX_SAFE_INTEGER), fc.nat());
  const keys = Object.keys(counts.get(definition.units[0].id) ?? {});
  const units = definition.units.slice(0, 40);
  const one = fc.tuple(
    fc.subarray(keys, { minLength: 0 }),
    fc.array(value, { minLength: keys.length, maxLength: keys.length }),
  );
  fc.assert(
    fc.property(fc.array(one, { minLength: units.length, maxLength: units.length }), (rows) => {
      const inputs = rows.map(([some, values], i) =>
        inputOf(units[i].id, Object.fromEntries(some.map((key, k) => [key, values[k]]))),
      );
      for (const pack of plausibilityPacks) {
        const found = assess(definition, contest, inputs, pack);
        for (const { hits } of found.hits)
          for (const { score, p, q, picture } of hits)
            for (const n of [score, p, q, picture?.seen, picture?.low, picture?.high])
              assert.ok(n === undefined || Number.isFinite(n), String(n));
      }
    }),
    { numRuns: 25 },
  );
});

test('an election without returns, or with one unit, finds nothing', () => {
  assert.deepEqual(run([]).hits, []);
  assert.deepEqual(run([faulty[1]]).hits, []);
});

test('each hit says its reason and what to do; no word is a verdict, and without a calibration it says so', () => {
  const { hits, calibratedOn } = run(faulty);
  assert.equal(calibratedOn, undefined);
  for (const hit of hits.flatMap((one) => one.hits)) {
    for (const text of [hit.reason, hit.expected, hit.ordinary, hit.next]) {
      assert.ok(text.length > 10);
      assert.doesNotMatch(text, /fraud|manipul|tamper|suspicio|rigg|cheat|anomal|irregular/i);
    }
    if (hit.score !== undefined && hit.rule !== 'switchedLists') assert.match(hit.ordinary, /Not calibrated/);
  }
});

test('what is awaited and late, and what differs between channels, is told with its reason', () => {
  const [one, other] = definition.units;
  const { hits } = run([
    { ...inputOf(one.id, undefined), state: 'awaited', late: true },
    { ...inputOf(other.id, counts.get(other.id)), state: 'conflicting', difference: 'Two digits change places.' },
  ]);
  assert.deepEqual(
    hits.map(({ unit, hits: own }) => [unit, own.map(({ rule }) => rule)]),
    [
      [other.id, ['channels']],
      [one.id, ['late']],
    ],
  );
});

test('a pack goes with the files of the definition, or is named', () => {
  assert.equal(plausibilityPackOf('eml-nl').name, 'netherlands');
  assert.equal(plausibilityPackOf('bulgaria').name, 'bulgaria');
  assert.equal(plausibilityPackOf('pollwarden').name, 'general');
  assert.equal(plausibilityPackOf('pollwarden', 'Netherlands').name, 'netherlands');
  assert.throws(() => plausibilityPackOf('pollwarden', 'atlantis'), /PACK_INVALID.*bulgaria, netherlands, general/);
});
