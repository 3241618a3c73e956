// What must hold for any votes: lots finish every tie, alliances keep their seats together, quota methods their quotas.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type SeatMethod, seatMethods } from '../../elections/definition/definition.ts';
import { compareFractions, type Fraction, fraction } from '../../kernel/fraction.ts';
import type { Lot } from './claim.ts';
import { plainStep } from './plain.ts';
import { allocateSeats, type SeatOption, type SeatsRequest, type SeatsResult } from './seats.ts';

function readFraction(text: string): Fraction {
  const [numerator, denominator = '1'] = text.split('/');
  return fraction(BigInt(numerator), BigInt(denominator));
}

const optionsOf = (votes: readonly number[]): readonly SeatOption[] =>
  votes.map((count, i) => ({ id: `o${i}`, votes: count }));
const totalOf = ({ perOption }: SeatsResult): number => perOption.reduce((sum, { seats }) => sum + seats, 0);

/** Draws the first of those that tie, again and again, until the allocation ends. */
function drawn(request: SeatsRequest): { readonly result: SeatsResult; readonly lots: readonly Lot[] } {
  const lots: Lot[] = [];
  for (;;) {
    const result = allocateSeats({ ...request, lots });
    const { lotsNeeded } = result;
    if (lotsNeeded === undefined) return { result, lots };
    assert.ok(lots.length < 200, 'lots without end');
    assert.ok(lotsNeeded.among.length > lotsNeeded.seats && lotsNeeded.seats > 0);
    lots.push({ step: lotsNeeded.step, drawn: lotsNeeded.among.slice(0, lotsNeeded.seats) });
  }
}

const method = fc.constantFrom<SeatMethod>(...seatMethods);
/** Few values, so that many votes tie. */
const tyingVotes = fc.array(
  fc.integer({ min: 0, max: 4 }).map((n) => n * 60),
  { minLength: 1, maxLength: 8 },
);
const someVotes = fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 10 });
const someSeats = fc.integer({ min: 1, max: 40 });

test('every tie ends by lots that are recorded, and all seats are given that anybody can take', () => {
  fc.assert(
    fc.property(method, tyingVotes, someSeats, (how, votes, seats) => {
      const { result, lots } = drawn({ method: how, seats, options: optionsOf(votes) });
      const takers = votes.filter((count) => count > 0).length;
      const all = how === 'plurality' ? Math.min(seats, takers) : takers > 0 ? seats : 0;
      assert.equal(totalOf(result), all);
      assert.equal(result.unfilled, seats - all);
      assert.equal(result.steps.filter(({ kind }) => kind === 'lot').length, lots.length);
    }),
    { numRuns: 1500 },
  );
});

test('candidates, alliances and thresholds: nobody gets more seats than candidates, nor any below the threshold', () => {
  const list = fc.record({
    votes: fc.integer({ min: 0, max: 1000 }),
    candidates: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
    alliance: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    alone: fc.boolean(),
  });
  fc.assert(
    fc.property(
      method,
      fc.array(list, { minLength: 1, maxLength: 7 }),
      someSeats,
      fc.nat(30),
      (how, lists, seats, share) => {
        const options = lists.map(
          ({ votes, candidates, alliance, alone }, i): SeatOption => ({
            id: `o${i}`,
            votes,
            ...(candidates === undefined ? {} : { candidates }),
            ...(alliance === undefined ? {} : { alliance }),
            ...(alone && i > 3 ? { independent: true } : {}),
          }),
        );
        const { result } = drawn({ method: how, seats, options, threshold: { share: [share, 100], base: 'valid' } });
        const sum = options.reduce((total, { votes }) => total + votes, 0);
        result.perOption.forEach((one, i) => {
          const { votes, candidates = Infinity, independent } = options[i];
          assert.ok(one.seats >= 0 && one.seats <= candidates);
          if (independent === true || votes === 0 || votes * 100 < share * sum) assert.equal(one.seats, 0);
        });
        assert.equal(totalOf(result) + result.unfilled, seats);
      },
    ),
    { numRuns: 1500 },
  );
});

test('an alliance has the seats that one list with its votes would have', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<SeatMethod>('dhondt', 'sainteLague', 'hareLargestRemainder', 'hagenbachBischoff'),
      fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 3, maxLength: 8 }),
      someSeats,
      (how, votes, seats) => {
        const allied = optionsOf(votes).map((one, i) => (i < 2 ? { ...one, alliance: 'x' } : one));
        const apart = allocateSeats({ method: how, seats, options: allied });
        const together = allocateSeats({
          method: how,
          seats,
          options: [{ id: 'x', votes: votes[0] + votes[1] }, ...optionsOf(votes).slice(2)],
        });
        if (apart.lotsNeeded !== undefined || together.lotsNeeded !== undefined) return;
        assert.equal(apart.perOption[0].seats + apart.perOption[1].seats, together.perOption[0].seats);
      },
    ),
    { numRuns: 600 },
  );
});

test('two lists’ votes, one more and the other fewer: no seat goes against the votes (divisor methods)', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<SeatMethod>('dhondt', 'sainteLague', 'modifiedSainteLague'),
      fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 2, maxLength: 8 }),
      someSeats,
      fc.integer({ min: 1, max: 1000 }),
      (how, votes, seats, moved) => {
        const [first, second, ...others] = votes;
        const after = [first + moved, Math.max(0, second - moved), ...others];
        const [a, b] = [votes, after].map((own) => allocateSeats({ method: how, seats, options: optionsOf(own) }));
        if (a.lotsNeeded !== undefined || b.lotsNeeded !== undefined) return;
        assert.ok(b.perOption[0].seats >= a.perOption[0].seats);
        assert.ok(b.perOption[1].seats <= a.perOption[1].seats);
      },
    ),
    { numRuns: 800 },
  );
});

test('Droop: nobody gets fewer seats than whole quotas, and full seats never exceed the seats', () => {
  fc.assert(
    fc.property(someVotes, someSeats, (votes, seats) => {
      const { result } = drawn({ method: 'droopLargestRemainder', seats, options: optionsOf(votes) });
      const sum = votes.reduce((a, b) => a + b, 0);
      const quota = Math.floor(sum / (seats + 1)) + 1;
      votes.forEach((count, i) => assert.ok(result.perOption[i].seats >= Math.floor(count / quota)));
    }),
    { numRuns: 500 },
  );
});

test('plurality: whoever has a seat has at least the votes of whoever has none', () => {
  fc.assert(
    fc.property(someVotes, someSeats, (votes, seats) => {
      const { perOption } = drawn({ method: 'plurality', seats, options: optionsOf(votes) }).result;
      const least = Math.min(...perOption.filter((one) => one.seats === 1).map((one) => one.votes));
      for (const one of perOption) assert.ok(one.seats === 1 || one.votes <= least || one.votes === 0);
    }),
  );
});

test('fractions are exact where floating point is not: votes near 2^53', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const result = allocateSeats({
    method: 'dhondt',
    seats: 1,
    options: [
      { id: 'A', votes: most - 1 },
      { id: 'B', votes: most },
    ],
  });
  assert.deepEqual(
    result.perOption.map(({ seats }) => seats),
    [0, 1],
  );
  // 1/3 of (2^53-1) and of (2^53-2) are one number in floating point, and two here.
  const thirds = allocateSeats({
    method: 'sainteLague',
    seats: 3,
    options: [
      { id: 'A', votes: most - 1 },
      { id: 'B', votes: most },
    ],
  });
  assert.deepEqual(
    thirds.perOption.map(({ seats }) => seats),
    [1, 2],
  );
  assert.equal(thirds.lotsNeeded, undefined);
});

test('steps as JSON carry every average exactly, the winner’s the highest', () => {
  fc.assert(
    fc.property(someVotes, someSeats, (votes, seats) => {
      const { steps } = drawn({ method: 'sainteLague', seats, options: optionsOf(votes) }).result;
      for (const step of JSON.parse(JSON.stringify(steps.map(plainStep))) as readonly Record<string, unknown>[]) {
        if (step.kind !== 'average') continue;
        const own = readFraction(String(step.average));
        for (const { average } of step.averages as readonly { readonly average: string }[])
          assert.ok(compareFractions(own, readFraction(average)) >= 0);
      }
    }),
    { numRuns: 200 },
  );
});
