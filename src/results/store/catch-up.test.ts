// Before anybody reconciled: every unit of a fixed definition is awaited, returns that came were looked at, drafts are left
// alone.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { generateElection } from '../../generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../../generate/returns/write.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { catchUp } from './catch-up.ts';
import { decideVersion, proposeFix, saveDraft } from './elections.ts';
import { storeArrivals } from './returns.ts';
import { person } from './testing/small-election.ts';
import { reconcileElection, unitRows } from './unit-states.ts';

const by = person('server');
const plan = { seed: 4, election: 'new', day: '2026-06-07', units: 400, areas: 5, options: 4, candidates: 0 };
const generated = generateElection(plan);
const { arrivals } = nightOf(generated, { ...ordinaryNight, seed: 4, channelFaults: 0.1 }, Date.UTC(2026, 5, 7, 18));

function drafted(t: TestContext): Ledger {
  const { ledger } = temporaryLedger(t);
  saveDraft(ledger, generated.definition, person('operator'));
  return ledger;
}
function fixed(t: TestContext): Ledger {
  const ledger = drafted(t);
  proposeFix(ledger, 'new', person('chair'));
  decideVersion(ledger, 'new', true, person('deputy'));
  return ledger;
}
const bring = (ledger: Ledger, some: typeof arrivals): void => {
  const own = some.map(({ signed, channel }) => ({ signed, channel, way: 'stick' as const, source: {} }));
  storeArrivals(ledger, own, 'operator');
};
const states = (ledger: Ledger) =>
  unitRows(ledger, 'new').map(({ unit, state, holding, heads }) => ({ unit, state, holding, heads }));

test('of a fixed definition every unit is awaited, once', (t) => {
  const ledger = fixed(t);
  for (let i = 0; i < 2; i++) {
    catchUp(ledger, 'new', by);
    assert.equal(unitRows(ledger, 'new').length, 400);
    assert.ok(unitRows(ledger, 'new').every(({ state }) => state === 'awaited'));
  }
});

for (const count of [20, arrivals.length]) {
  test(`${count} returns that nobody looked at: the states of a whole look`, (t) => {
    const [ledger, other] = [fixed(t), fixed(t)];
    for (const one of [ledger, other]) bring(one, arrivals.slice(0, count));
    catchUp(ledger, 'new', by);
    reconcileElection(other, 'new', by);
    assert.deepEqual(states(ledger), states(other));
    assert.ok(unitRows(ledger, 'new').some(({ state }) => state !== 'awaited'));
  });
}

test('a draft without returns gets no units; one with returns does', (t) => {
  const ledger = drafted(t);
  catchUp(ledger, 'new', by);
  assert.deepEqual(unitRows(ledger, 'new'), []);
  bring(ledger, arrivals.slice(0, 3));
  catchUp(ledger, 'new', by);
  assert.equal(unitRows(ledger, 'new').length, 400);
});
