// Seats that somebody wants to try: in bounds that keep the server free for others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateElection } from '../../../generate/returns/election.ts';
import { tallyUnits } from '../../../results/tally/tally-units.ts';
import { seatsView } from './view.ts';

const { definition } = generateElection({
  seed: 1,
  election: 'many',
  day: '2026-06-07',
  units: 10,
  areas: 1,
  options: 2,
  candidates: 0,
});
const options = Array.from({ length: 300 }, (_, i) => ({ id: `o${i}`, name: `List ${i}` }));
const many = { ...definition, contests: definition.contests.map((contest) => ({ ...contest, options })) };

const noLots = (): readonly never[] => [];

test('seats times options beyond what is answered at once are refused; the definition’s own are not', () => {
  const all = { definition: many, tallies: tallyUnits(many, [], { confirmedOnly: false }) };
  const asked = { contest: undefined, method: 'dhondt', at: 0 } as const;
  assert.throws(() => seatsView(all, { ...asked, seats: 5000 }, noLots), /INPUT_INVALID.*too many to try/);
  assert.equal(seatsView(all, { ...asked, seats: 100 }, noLots).seats, 100);
  const [contest] = many.contests;
  const own = { ...many, contests: [{ ...contest, seats: { method: 'dhondt', seats: 5000 } as const }] };
  assert.equal(seatsView({ ...all, definition: own }, { ...asked, seats: 5000 }, noLots).seats, 5000);
});
