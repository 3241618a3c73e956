// Looking only at what changed gives what a whole look gives: arrivals not yet looked at, units that an amendment moved,
// certification in one stroke; and what came after a certification is in no tally.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Ledger } from '../../ledger/ledger.ts';
import { temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { amend } from './amend.ts';
import { decideCertification, proposeCertification } from './certify.ts';
import { decideVersion, definitionOf, proposeAmendment, proposeFix, saveDraft } from './elections.ts';
import { storeArrivals } from './returns.ts';
import { tallyOfElection } from './tally.ts';
import { machineVotes, person, smallElection, smallReturn } from './testing/small-election.ts';
import { summaryOf, type UnitRow, unitRow, unitRows } from './unit-rows.ts';
import { reconcileChanged, reconcileElection, reconcileUnit } from './unit-states.ts';

const by = person('operator');
const units = smallElection.units.map(({ id }) => id);

/** No two units alike, so that none looks like another's sheet. */
const own = (unit: string): number => 1 + units.indexOf(unit);

function fixed(ledger: Ledger): void {
  saveDraft(ledger, { ...smallElection, minimumVoters: { count: 0, ground: 'Article 1' } }, by);
  proposeFix(ledger, 'small', person('A'));
  decideVersion(ledger, 'small', true, person('B'));
}

function arrive(ledger: Ledger, channel: 'official' | 'backup', unit: string, votes: readonly number[]): void {
  const counts = machineVotes(votes[0], votes[1], votes[2]);
  const signed = { return: smallReturn(unit, counts), signatures: [] };
  storeArrivals(ledger, [{ signed, channel, way: 'import', source: {} }], 'test');
}

const plain = (rows: readonly UnitRow[]): unknown => rows.map(({ changedAt: _changed, ...row }) => row);

/** Every unit anew, undone afterwards. */
function fresh(ledger: Ledger): unknown {
  const undone = new Error('undone');
  let rows: unknown;
  try {
    ledger.write(() => {
      ledger.db.exec('DELETE FROM unit_states');
      reconcileElection(ledger, 'small', by);
      rows = plain(unitRows(ledger, 'small'));
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  return rows;
}

const arrival = fc.record({
  unit: fc.constantFrom(...units.slice(0, 6)),
  channel: fc.constantFrom('official' as const, 'backup' as const),
  votes: fc.tuple(fc.nat(2), fc.nat(2)),
  looked: fc.boolean(),
});

test('after any arrivals, looked at or not, what changed is what a whole look gives', (t) => {
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 12 }), (arrivals) => {
      const { ledger } = temporaryLedger(t);
      saveDraft(ledger, smallElection, by);
      for (const { unit, channel, votes, looked } of arrivals) {
        arrive(ledger, channel, unit, [...votes, 100 * own(unit)]);
        if (looked) reconcileUnit(ledger, 'small', 'n', unit, by);
      }
      reconcileChanged(ledger, 'small', by);
      assert.deepEqual(plain(unitRows(ledger, 'small')), fresh(ledger));
      assert.equal(reconcileChanged(ledger, 'small', by), 0, 'and nothing is left');
    }),
    { numRuns: 25 },
  );
});

test('an amendment that moves or renames a unit shows in its row, without a step in its history', (t) => {
  const { ledger } = temporaryLedger(t);
  fixed(ledger);
  arrive(ledger, 'official', 'u00', [1, 2, 3]);
  reconcileElection(ledger, 'small', by);
  const { definition, changes } = amend(definitionOf(ledger, 'small'), [
    { change: 'moveUnit', unit: 'u00', name: 'Gym', area: 'south' },
    { change: 'moveUnit', unit: 'u01', name: 'Library' },
  ]);
  proposeAmendment(ledger, definition, { reason: 'closed', changes }, person('A'));
  decideVersion(ledger, 'small', true, person('B'));
  const steps = (): unknown => ledger.db.prepare('SELECT count(*) AS n FROM unit_history').get();
  const before = steps();
  reconcileChanged(ledger, 'small', by);
  const [gym, library] = ['u00', 'u01'].map((unit) => unitRow(ledger, 'small', 'n', unit));
  assert.deepEqual([gym?.name, gym?.area, gym?.state, library?.name], ['Gym', 'south', 'received', 'Library']);
  assert.deepEqual(steps(), before);
  assert.equal(reconcileElection(ledger, 'small', by).changed, 0);
});

test('certification in one stroke is what a whole look gives; later arrivals are in no tally', (t) => {
  const { ledger } = temporaryLedger(t);
  fixed(ledger);
  for (const unit of units.slice(0, 20)) arrive(ledger, 'official', unit, [4, 5, 10 * own(unit)]);
  for (const unit of units.slice(0, 10)) arrive(ledger, 'backup', unit, [4, unit === 'u00' ? 3 : 5, 10 * own(unit)]);
  const except = ['u00', ...units.slice(20)];
  proposeCertification(ledger, 'small', { act: 'certify', contest: 'n', reason: 'over', except }, person('A'));
  decideCertification(ledger, 'small', { contest: 'n', approve: true }, person('B'));
  assert.deepEqual([summaryOf(ledger, 'small').states.certified, summaryOf(ledger, 'small').states.awaited], [20, 4]);
  assert.deepEqual(plain(unitRows(ledger, 'small')), fresh(ledger));
  const history = ledger.db.prepare("SELECT count(*) AS n FROM unit_history WHERE event = 'certified'").get();
  assert.deepEqual({ ...history }, { n: 20 });

  const votes = (): number => tallyOfElection(ledger, 'small', { confirmedOnly: false }).tallies[0].counted;
  assert.equal(votes(), 20);
  arrive(ledger, 'official', 'u22', [9, 9, 9]);
  assert.equal(votes(), 20);
  // A unit without a row, as where nothing was reconciled: it came too late all the same.
  ledger.db.exec("DELETE FROM unit_states WHERE unit = 'u22'");
  assert.equal(votes(), 20);
});
