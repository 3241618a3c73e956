// Worked examples that others have published, two or more for each method. Figures only, each with its source.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatMethod } from '../../elections/definition/definition.ts';
import { allocateSeats, type SeatOption } from './seats.ts';
import { explainStep } from './steps.ts';

const seatsOf = (method: SeatMethod, seats: number, votes: readonly number[]): readonly number[] =>
  allocateSeats({ method, seats, options: votes.map((count, i) => ({ id: `${i}`, votes: count })) }).perOption.map(
    (one) => one.seats,
  );

// Gallagher and Mitchell (editors), The Politics of Electoral Systems, 2005: one election by five methods, as the tests of
// elecsys by A. Ceballos Roa repeat it.
test('six parties, 100,000 votes, 10 seats, by five methods (Gallagher and Mitchell)', () => {
  const votes = [34_000, 25_000, 15_000, 12_000, 10_000, 4000];
  assert.deepEqual(seatsOf('dhondt', 10, votes), [4, 3, 1, 1, 1, 0]);
  assert.deepEqual(seatsOf('sainteLague', 10, votes), [3, 3, 2, 1, 1, 0]);
  assert.deepEqual(seatsOf('modifiedSainteLague', 10, votes), [3, 3, 2, 1, 1, 0]);
  assert.deepEqual(seatsOf('hareLargestRemainder', 10, votes), [3, 3, 2, 1, 1, 0]);
  assert.deepEqual(seatsOf('droopLargestRemainder', 10, votes), [4, 3, 1, 1, 1, 0]);
});

// J. Gilmour on the Election-Methods list, 5 August 2003 ("Request comments on MMP?"), two elections for five places.
test('modified Sainte-Laguë beside its neighbours: 520 : 340 : 140 and 520 : 330 : 150 for 5 seats (Gilmour)', () => {
  const [one, other] = [
    [520, 340, 140],
    [520, 330, 150],
  ];
  assert.deepEqual(seatsOf('modifiedSainteLague', 5, one), [3, 2, 0]);
  assert.deepEqual(seatsOf('modifiedSainteLague', 5, other), [2, 2, 1]);
  assert.deepEqual(seatsOf('sainteLague', 5, one), [2, 2, 1]);
  assert.deepEqual(seatsOf('sainteLague', 5, other), [2, 2, 1]);
  assert.deepEqual(seatsOf('dhondt', 5, one), [3, 2, 0]);
  assert.deepEqual(seatsOf('dhondt', 5, other), [3, 2, 0]);
});

// N. R. Miller, Election Inversions under Proportional Representation, 2014, as Electowiki's "Sainte-Laguë method" has it.
test('Sainte-Laguë: more than half of the votes and fewer than half of the seats (Miller)', () => {
  assert.deepEqual(seatsOf('sainteLague', 35, [503, 304, 193]), [17, 11, 7]);
});

// Austria at the European election of 2019, 18 seats, lists over 4 % (official result, bmi.gv.at).
test('D’Hondt: Austria’s seats in the European Parliament, 2019', () => {
  assert.deepEqual(seatsOf('dhondt', 18, [1_305_956, 903_151, 650_114, 532_193, 319_024]), [7, 5, 3, 2, 1]);
});

// Voting Theory Forum, "Droop quota violates the quota rule", with remainders of 0.947… and 0.832…
test('Droop: 360 seats, where the largest list gets more than its share rounded up (Voting Theory Forum)', () => {
  const votes = [885_292, 50_089, 1536, 87_859];
  assert.deepEqual(seatsOf('droopLargestRemainder', 360, votes), [312, 17, 0, 31]);
});

// German Wikipedia, "Hagenbach-Bischoff-Verfahren": quota 910, the last seat to 3,380 / 4 = 845.
test('Hagenbach-Bischoff: 4,160 : 3,380 : 2,460 for 10 seats (Wikipedia)', () => {
  assert.deepEqual(seatsOf('hagenbachBischoff', 10, [4160, 3380, 2460]), [4, 4, 2]);
  const { steps } = allocateSeats({
    method: 'hagenbachBischoff',
    seats: 10,
    options: [4160, 3380, 2460].map((votes, i) => ({ id: 'ABC'[i], votes })),
  });
  const words = steps.map((step) => explainStep(step));
  assert.match(words[0], /10,000 votes, 10 seats, quota 910\.$/);
  assert.equal(
    words.at(-1),
    'B has the highest average, 3,380 votes divided by 4, 845 (next: A, 832): one seat, 4 in all.',
  );
});

// SRF, "So wird gerechnet: Sitzverteilung mit und ohne Listenverbindung", Swiss elections of 2023.
test('Hagenbach-Bischoff with and without an alliance: 600 : 260 : 140 for 5 seats (SRF)', () => {
  assert.deepEqual(seatsOf('hagenbachBischoff', 5, [600, 260, 140]), [4, 1, 0]);
  const options: readonly SeatOption[] = [
    { id: 'A', votes: 600 },
    { id: 'B', votes: 260, alliance: 'B and C' },
    { id: 'C', votes: 140, alliance: 'B and C' },
  ];
  const { perOption, steps } = allocateSeats({ method: 'hagenbachBischoff', seats: 5, options });
  assert.deepEqual(
    perOption.map((one) => one.seats),
    [3, 1, 1],
  );
  assert.deepEqual(
    steps.flatMap((step) => (step.kind === 'quota' ? [explainStep(step).replace(/.*quota /, '')] : [])),
    ['167.', '134.'],
  );
});

// Florida 2000, President: certified votes (Federal Election Commission, Federal Elections 2000), and the capital of
// Tennessee as Wikipedia's "First-past-the-post voting" has it.
test('most votes: Florida 2000, and the example of Tennessee', () => {
  assert.deepEqual(seatsOf('plurality', 1, [2_912_790, 2_912_253, 97_488]), [1, 0, 0]);
  assert.deepEqual(seatsOf('plurality', 1, [42, 26, 15, 17]), [1, 0, 0, 0]);
});
