// What is counted of a unit whose returns carry parts of the paper: no figure is lost because a person chose a return, or
// because a centre sent two.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { type Channel, voteKey } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import type { CountReturn } from '../return/count-return.ts';
import { decideUnit } from './decide-unit.ts';
import { saveDraft } from './elections.ts';
import { arrivalsOfUnit, storeArrivals } from './returns.ts';
import { tallyOfElection } from './tally.ts';
import { machineVotes, person, smallElection, smallReturn } from './testing/small-election.ts';
import { reconcileElection } from './unit-states.ts';

const by = person('operator');
const paperVotes = (a: number, b: number, c: number): CountReturn['counts'] => ({
  [voteKey('paper', 'A')]: a,
  [voteKey('paper', 'B')]: b,
  [voteKey('paper', 'C')]: c,
});

function started(t: TestContext): Ledger {
  const { ledger } = temporaryLedger(t);
  saveDraft(ledger, smallElection, by);
  return ledger;
}

function arrive(ledger: Ledger, channel: Channel, one: CountReturn): string {
  storeArrivals(ledger, [{ signed: { return: one, signatures: [] }, channel, way: 'import', source: {} }], by.name);
  return arrivalsOfUnit(ledger, 'small', 'n', one.unit).at(-1)?.hash ?? '';
}

const sums = (ledger: Ledger): Readonly<Record<string, number>> =>
  tallyOfElection(ledger, 'small', { confirmedOnly: false }).tallies[0].sums;

const whole = { voted: 30, ...paperVotes(4, 5, 6), ...machineVotes(7, 1, 7) };

test('a decision for the machine memory leaves the paper votes and the form counted', (t) => {
  const ledger = started(t);
  arrive(ledger, 'official', smallReturn('u00', whole));
  const memory = arrive(ledger, 'backup', smallReturn('u00', machineVotes(7, 2, 7)));
  reconcileElection(ledger, 'small', by);
  assert.equal(sums(ledger)['votes/machine/B'], 1);
  decideUnit(ledger, 'small', { contest: 'n', unit: 'u00', hash: memory, ground: 'the memory was read again' }, by);
  assert.deepEqual(sums(ledger), { ...whole, 'votes/machine/B': 2 });
});

test('two returns of one channel that agree are counted together, before and after reconciliation', (t) => {
  const ledger = started(t);
  arrive(ledger, 'official', smallReturn('u00', { voted: 30, ...paperVotes(4, 5, 6) }));
  arrive(ledger, 'official', smallReturn('u00', machineVotes(7, 1, 7)));
  assert.deepEqual(sums(ledger), whole);
  reconcileElection(ledger, 'small', by);
  assert.deepEqual(sums(ledger), whole);
});
