// Lots for seats: recorded by one, confirmed by another, for exactly the votes that asked for them; kept when votes change.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Definition, SeatRule } from '../../elections/definition/definition.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { saveDraft } from './elections.ts';
import { exportedCounts } from './export-counts.ts';
import { decideLot, lotsInForce, type NewLot, recordedLots, recordLot, seatsWithLots } from './lots.ts';
import { storeArrivals } from './returns.ts';
import { tallyOfElection } from './tally.ts';
import { machineVotes, person, smallElection, smallReturn } from './testing/small-election.ts';
import { reconcileElection } from './unit-states.ts';

const rule: SeatRule = { method: 'dhondt', seats: 3 };
const definition: Definition = {
  ...smallElection,
  contests: smallElection.contests.map((contest) => ({ ...contest, seats: rule })),
};

function counted(t: TestContext, ...votes: readonly [number, number, number]): Ledger {
  const { ledger } = temporaryLedger(t);
  saveDraft(ledger, definition, person('operator'));
  arrive(ledger, 'u00', votes);
  return ledger;
}

function arrive(ledger: Ledger, unit: string, votes: readonly [number, number, number]): void {
  const signed = { return: smallReturn(unit, machineVotes(...votes)), signatures: [] };
  storeArrivals(ledger, [{ signed, channel: 'official', way: 'import', source: {} }], 'test');
  reconcileElection(ledger, 'small', person('operator'));
}

const seats = (ledger: Ledger) => {
  const all = tallyOfElection(ledger, 'small', { confirmedOnly: false });
  const of = { definition: all.definition, contest: all.definition.contests[0], tally: all.tallies[0], rule };
  return seatsWithLots(of, lotsInForce(ledger, 'small'));
};
const lotFor = (ledger: Ledger, drawn: readonly string[], more: Partial<NewLot> = {}): NewLot => {
  const { result, basis } = seats(ledger);
  return {
    contest: 'n',
    step: result.lotsNeeded?.step ?? 0,
    drawn,
    basis,
    how: 'slips from an urn',
    drawnBy: 'chair of the committee',
    witnesses: ['observer of the court'],
    drawnAt: ledger.now(),
    ...more,
  };
};
const refused = (code: ErrorCode) => (error: unknown) => (error as { code?: string }).code === code;
const record = (ledger: Ledger, lot: NewLot, name = 'A. Chair') =>
  recordLot(ledger, 'small', lot, seats(ledger), person(name));
const wonBy = (ledger: Ledger): unknown => seats(ledger).result.perOption.map(({ seats: won }) => won);

test('votes that tie wait for a lot; two persons record it, and seats and exports follow', (t) => {
  const ledger = counted(t, 100, 100, 10);
  const before = seats(ledger).result;
  assert.deepEqual(before.lotsNeeded?.among, ['A', 'B']);
  for (const drawn of [['C'], ['A', 'B'], [], ['A', 'A']])
    assert.throws(() => record(ledger, lotFor(ledger, drawn)), refused('INPUT_INVALID'), drawn.join());
  assert.throws(() => record(ledger, lotFor(ledger, ['B'], { step: 1 })), refused('CONFLICT'));
  assert.throws(() => record(ledger, lotFor(ledger, ['B'], { basis: '0'.repeat(64) })), refused('CONFLICT'));
  assert.throws(() => record(ledger, lotFor(ledger, ['B'], { drawnAt: ledger.now() + 9e6 })), refused('INPUT_INVALID'));
  const { number } = record(ledger, lotFor(ledger, ['B']));
  assert.throws(() => record(ledger, lotFor(ledger, ['A'])), refused('CONFLICT'), 'one waits');
  assert.notEqual(seats(ledger).result.lotsNeeded, undefined, 'one person is not enough');
  const decide = (name: string, approve: boolean, which = number) =>
    decideLot(ledger, 'small', { contest: 'n', number: which, approve }, person(name));
  assert.throws(() => decide('a. chair', true), refused('SECOND_PERSON'));
  assert.throws(() => decide('B. Deputy', true, number + 1), refused('CONFLICT'));
  decide('B. Deputy', true);
  assert.deepEqual(wonBy(ledger), [1, 2, 0]);
  const exported = exportedCounts(ledger, 'small', { confirmedOnly: false });
  assert.deepEqual([exported.lotsNeeded, exported.seats[0].lists.map((list) => list.seats)], [[], [1, 2, 0]]);
  assert.throws(() => decide('B. Deputy', true), refused('CONFLICT'), 'nothing waits');
});

test('a lot is of exactly these votes: with others it is kept and no longer counts', (t) => {
  const ledger = counted(t, 100, 100, 10);
  const { number } = record(ledger, lotFor(ledger, ['A']));
  decideLot(ledger, 'small', { contest: 'n', number, approve: true }, person('B. Deputy'));
  assert.deepEqual(wonBy(ledger), [2, 1, 0]);
  arrive(ledger, 'u01', [0, 3, 0]);
  assert.deepEqual([wonBy(ledger), seats(ledger).lots], [[1, 2, 0], []]);
  arrive(ledger, 'u02', [3, 0, 0]);
  assert.notEqual(seats(ledger).result.lotsNeeded, undefined, 'a tie of other votes asks for another lot');
  assert.equal(recordedLots(ledger, 'small').length, 1);
});

test('who recorded a lot may take it back; a lot that was refused counts for nothing', (t) => {
  const ledger = counted(t, 100, 100, 10);
  const { number } = record(ledger, lotFor(ledger, ['A']));
  assert.equal(
    decideLot(ledger, 'small', { contest: 'n', number, approve: false }, person('A. Chair')).state,
    'refused',
  );
  assert.notEqual(seats(ledger).result.lotsNeeded, undefined);
  const again = record(ledger, lotFor(ledger, ['B']));
  decideLot(ledger, 'small', { contest: 'n', number: again.number, approve: true }, person('B. Deputy'));
  assert.deepEqual(wonBy(ledger), [1, 2, 0]);
});
