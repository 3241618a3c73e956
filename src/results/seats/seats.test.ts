// Seats: the vectors lent to the project, Denmark 2014, worked examples with their sources, and what must hold for any votes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../kernel/testing/shared-data.ts';
import type { SeatMethod } from '../../elections/definition/definition.ts';
import { allocateSeats, type SeatsRequest, type SeatsResult } from './seats.ts';
import { explainStep } from './steps.ts';

const seatsOf = ({ perOption }: SeatsResult): readonly number[] => perOption.map(({ seats }) => seats);

const run = (
  method: SeatMethod,
  seats: number,
  votes: readonly number[],
  more: Partial<SeatsRequest> = {},
): SeatsResult =>
  allocateSeats({
    method,
    seats,
    options: votes.map((count, i) => ({ id: String.fromCharCode(65 + i), votes: count })),
    ...more,
  });

type Case = {
  readonly name: string;
  readonly group: string;
  readonly seats: number;
  readonly votes: readonly number[];
  readonly total_seats: readonly number[];
  readonly steps_list_assigned: readonly number[];
};

test('Dutch seats: every case of the vectors, seat by seat', (context) => {
  const folder = sharedData('results/apportionment');
  if (folder === undefined) return context.skip('the set results/apportionment is missing');
  const { cases } = JSON.parse(readFileSync(join(folder, 'abacus-seat-vectors.json'), 'utf8')) as {
    readonly cases: readonly Case[];
  };
  assert.ok(cases.length >= 7);
  for (const { name, seats, votes, total_seats, steps_list_assigned } of cases) {
    const result = run('dutch', seats, votes);
    assert.deepEqual(seatsOf(result), total_seats, name);
    const residual = result.steps.flatMap((step) =>
      step.kind === 'remainder' || step.kind === 'average' ? [step.option.charCodeAt(0) - 64] : [],
    );
    assert.deepEqual(residual, steps_list_assigned, name);
  }
});

test('Denmark 2014, D’Hondt over alliances and within them', (context) => {
  const folder = sharedData('results/rla');
  if (folder === undefined) return context.skip('the set results/rla is missing');
  const set = JSON.parse(readFileSync(join(folder, 'denmark-ep2014-dhondt-rla.json'), 'utf8')) as {
    readonly votes: Readonly<Record<string, number>>;
    readonly coalitions: readonly (readonly string[])[];
    readonly seats_total: number;
    readonly expected: { readonly party_seats_ABCFINOV: readonly number[] };
  };
  const options = Object.entries(set.votes).map(([id, votes]) => ({
    id,
    votes,
    alliance: String(set.coalitions.findIndex((members) => members.includes(id))),
  }));
  const result = allocateSeats({ method: 'dhondt', seats: set.seats_total, options });
  assert.deepEqual(seatsOf(result), set.expected.party_seats_ABCFINOV);
});

// Worked example of Wikipedia, "D'Hondt method" (8 seats), and of "Sainte-Laguë method" on the same votes.
test('100,000 : 80,000 : 30,000 : 20,000 for 8 seats', () => {
  const votes = [100_000, 80_000, 30_000, 20_000];
  assert.deepEqual(seatsOf(run('dhondt', 8, votes)), [4, 3, 1, 0]);
  assert.deepEqual(seatsOf(run('sainteLague', 8, votes)), [3, 3, 1, 1]);
});

// Worked example of Wikipedia, "Largest remainders method": 100,000 votes, 10 seats.
test('47,000 : 16,000 : 15,800 : 12,000 : 6,100 : 3,100 for 10 seats, by Hare and by Droop', () => {
  const votes = [47_000, 16_000, 15_800, 12_000, 6100, 3100];
  assert.deepEqual(seatsOf(run('hareLargestRemainder', 10, votes)), [5, 2, 1, 1, 1, 0]);
  assert.deepEqual(seatsOf(run('droopLargestRemainder', 10, votes)), [5, 2, 2, 1, 0, 0]);
});

test('a threshold leaves lists out and says which; independents take no list seat', () => {
  const result = allocateSeats({
    method: 'dhondt',
    seats: 10,
    options: [
      { id: 'A', votes: 600 },
      { id: 'B', votes: 361 },
      { id: 'C', votes: 39 },
      { id: 'I', votes: 100, independent: true },
    ],
    threshold: { share: [4, 100], base: 'valid' },
    base: { valid: 1000 },
  });
  assert.deepEqual(seatsOf(result), [6, 4, 0, 0]);
  assert.match(explainStep(result.steps[0]), /Outside .*: I\./);
  assert.match(explainStep(result.steps[1]), /Lists need 40 votes .* Below it: C\./);
});

test('votes that tie wait for a lot, and go on when it is drawn; a lot that does not fit is refused', () => {
  const tied = run('dhondt', 3, [100, 100]);
  assert.deepEqual(tied.lotsNeeded, { step: 3, among: ['A', 'B'], seats: 1 });
  assert.deepEqual(seatsOf(tied), [1, 1]);
  const drawn = run('dhondt', 3, [100, 100], { lots: [{ step: 3, drawn: ['B'] }] });
  assert.equal(drawn.lotsNeeded, undefined);
  assert.deepEqual(seatsOf(drawn), [1, 2]);
  assert.throws(
    () => run('dhondt', 3, [100, 100], { lots: [{ step: 3, drawn: ['C'] }] }),
    /lot of step 3 has to name 1 of A, B/,
  );
  assert.throws(() => run('dhondt', 2, [100, 100], { lots: [{ step: 1, drawn: ['A'] }] }), /asks for no lot/);
});

test('a list without enough candidates leaves its seats to others (P 10)', () => {
  const options = [
    { id: 'A', votes: 900, candidates: 2 },
    { id: 'B', votes: 300 },
    { id: 'C', votes: 121 },
  ];
  for (const method of ['dutch', 'dhondt', 'hareLargestRemainder', 'hagenbachBischoff'] as const) {
    const result = allocateSeats({ method, seats: 8, options });
    assert.equal(seatsOf(result)[0], 2, method);
    assert.equal(
      seatsOf(result).reduce((a, b) => a + b),
      8,
      method,
    );
  }
});

test('more than half of the votes gives more than half of the seats (P 9)', () => {
  const result = run('dutch', 15, [2571, 977, 567, 536, 453]);
  assert.equal(seatsOf(result)[0], 8);
  assert.equal(result.steps.at(-1)?.kind, 'majority');
  assert.equal(
    seatsOf(result).reduce((a, b) => a + b),
    15,
  );
});

const methods = [
  'dhondt',
  'sainteLague',
  'modifiedSainteLague',
  'hareLargestRemainder',
  'droopLargestRemainder',
  'hagenbachBischoff',
  'dutch',
] as const;
const someVotes = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 12 });
const someSeats = fc.integer({ min: 1, max: 60 });

test('any votes: all seats are given, none to a list without votes, the same to equals in any order', () => {
  fc.assert(
    fc.property(fc.constantFrom(...methods), someVotes, someSeats, fc.integer(), (method, votes, seats, turn) => {
      const result = run(method, seats, votes);
      if (result.lotsNeeded !== undefined) return;
      const total = seatsOf(result).reduce((a, b) => a + b, 0);
      assert.equal(total, votes.some((count) => count > 0) ? seats : 0);
      votes.forEach((count, i) => assert.ok(count > 0 || seatsOf(result)[i] === 0));
      const shift = Math.abs(turn) % votes.length;
      const turned = [...votes.slice(shift), ...votes.slice(0, shift)];
      const after = seatsOf(run(method, seats, turned));
      assert.deepEqual(
        [...after.slice(votes.length - shift), ...after.slice(0, votes.length - shift)],
        seatsOf(result),
      );
    }),
    { numRuns: 1500 },
  );
});

test('divisor methods: one seat more takes no seat from anybody; votes gained lose no seat', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('dhondt', 'sainteLague', 'modifiedSainteLague'),
      someVotes,
      someSeats,
      fc.integer({ min: 1, max: 1_000_000 }),
      (method, votes, seats, gain) => {
        const [before, more] = [run(method, seats, votes), run(method, seats + 1, votes)];
        const gained = run(method, seats, [votes[0] + gain, ...votes.slice(1)]);
        if ([before, more, gained].some(({ lotsNeeded }) => lotsNeeded !== undefined)) return;
        seatsOf(before).forEach((count, i) => assert.ok(seatsOf(more)[i] >= count));
        assert.ok(seatsOf(gained)[0] >= seatsOf(before)[0]);
      },
    ),
    { numRuns: 800 },
  );
});

test('Hagenbach-Bischoff gives the seats of D’Hondt', () => {
  fc.assert(
    fc.property(someVotes, someSeats, (votes, seats) => {
      const [one, other] = [run('hagenbachBischoff', seats, votes), run('dhondt', seats, votes)];
      if (one.lotsNeeded !== undefined || other.lotsNeeded !== undefined) return;
      assert.deepEqual(seatsOf(one), seatsOf(other));
    }),
    { numRuns: 1000 },
  );
});

test('Hare: within the quota, rounded down or up', () => {
  fc.assert(
    fc.property(someVotes, someSeats, (votes, seats) => {
      const total = votes.reduce((a, b) => a + b, 0);
      const result = run('hareLargestRemainder', seats, votes);
      if (result.lotsNeeded !== undefined || total === 0) return;
      votes.forEach((count, i) => {
        const exact = (count * seats) / total;
        assert.ok(seatsOf(result)[i] >= Math.floor(exact) && seatsOf(result)[i] <= Math.ceil(exact));
      });
    }),
    { numRuns: 800 },
  );
});
