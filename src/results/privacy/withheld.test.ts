// Counts of units are looked at before they go out: which of them tell of fewer people than the minimum.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateElection } from '../../generate/returns/election.ts';
import { withheldOf } from './withheld.ts';

const { definition } = generateElection({
  seed: 1,
  election: 'few',
  day: '2026-06-07',
  units: 10,
  areas: 1,
  options: 2,
  candidates: 0,
});
const [mode] = definition.modes;
const [contest] = definition.contests;
const counted = (least: number) => [
  {
    contest: contest.id,
    units: definition.units.map(({ id }, i) => ({
      unit: id,
      counts: { [`votes/${mode.id}/${contest.options[0].id}`]: i === 0 ? least : 200 },
    })),
  },
];

test('a unit under the minimum is named, with the one that would give it away; none where the law allows it', () => {
  const found = withheldOf(definition, counted(49));
  assert.equal(definition.minimumVoters.count, 50);
  assert.deepEqual(
    found.map(({ kind, why }) => [kind, why]),
    [
      ['unit', 'few'],
      ['unit', 'difference'],
    ],
  );
  assert.deepEqual(withheldOf(definition, counted(50)), []);
  assert.deepEqual(withheldOf({ ...definition, minimumVoters: { count: 0, ground: 'a law' } }, counted(1)), []);
});
