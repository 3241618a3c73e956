// Units in the ledger: reconciled, decided by a person, certified and reopened by two; late arrivals wait; clocks may jump.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Channel } from '../../elections/definition/definition.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { temporaryLedger, type TestClock } from '../../ledger/testing/temporary-ledger.ts';
import type { CountReturn } from '../return/count-return.ts';
import { decideCertification, proposeCertification } from './certify.ts';
import { decideUnit, hashesOf } from './decide-unit.ts';
import { decideVersion, proposeFix, saveDraft } from './elections.ts';
import { arrivalsOfUnit, storeArrivals } from './returns.ts';
import { machineVotes, person, smallElection, smallReturn } from './testing/small-election.ts';
import { unitDetail } from './unit-detail.ts';
import { listUnits } from './unit-list.ts';
import { overviewOf } from './unit-overview.ts';
import { summaryOf, type UnitRow, unitRow } from './unit-rows.ts';
import { reconcileElection, reconcileUnit } from './unit-states.ts';

const by = person('operator');

function election(t: TestContext): { readonly ledger: Ledger; readonly clock: TestClock } {
  const { ledger, clock } = temporaryLedger(t);
  saveDraft(ledger, smallElection, by);
  proposeFix(ledger, 'small', person('chair'));
  decideVersion(ledger, 'small', true, person('deputy'));
  return { ledger, clock };
}

function arrive(ledger: Ledger, channel: Channel, one: CountReturn): string {
  const arrival = { signed: { return: one, signatures: [] }, channel, way: 'import', source: {} } as const;
  storeArrivals(ledger, [arrival], by.name);
  return arrivalsOfUnit(ledger, 'small', 'n', one.unit).at(-1)?.hash ?? '';
}

const row = (ledger: Ledger, unit: string): UnitRow => {
  const found = unitRow(ledger, 'small', 'n', unit);
  assert.ok(found !== undefined);
  return found;
};
const refused = (code: ErrorCode) => (error: unknown) => (error as { code?: string }).code === code;
const allUnits = smallElection.units.map(({ id }) => id);

test('units are confirmed, in conflict or on one channel; running again changes nothing', (t) => {
  const { ledger } = election(t);
  arrive(ledger, 'official', smallReturn('u00', { voted: 9, ...machineVotes(1, 2, 3) }));
  arrive(ledger, 'backup', smallReturn('u00', machineVotes(1, 2, 3)));
  arrive(ledger, 'official', smallReturn('u01', { voted: 9, ...machineVotes(12, 2, 3) }));
  arrive(ledger, 'backup', smallReturn('u01', machineVotes(21, 2, 3)));
  arrive(ledger, 'official', smallReturn('u02', machineVotes(1, 1, 1)));
  const summary = reconcileElection(ledger, 'small', by);
  assert.deepEqual(summary.states, { ...summary.states, awaited: 21, received: 1, confirmed: 1, conflicting: 1 });
  assert.deepEqual(
    [summary.onBoth, summary.onOneOnly, summary.inConflict, summary.votesDiffering, summary.changed],
    [2, 1, 1, 9, 3],
  );
  assert.deepEqual([row(ledger, 'u01').kind, row(ledger, 'u01').fields], ['transposedDigits', ['votes/machine/A']]);
  assert.equal(reconcileElection(ledger, 'small', by).changed, 0);
  assert.equal(listUnits(ledger, 'small', { q: 'area:north state:conflicting,confirmed', limit: 5 }).matching, 2);
  assert.equal(listUnits(ledger, 'small', { q: 'missing:backup -state:awaited', limit: 5 }).items[0].unit, 'u02');
});

test('a second return on one channel is a conflict within it, until a corrigendum or a person settles it', (t) => {
  const { ledger } = election(t);
  const first = arrive(ledger, 'official', smallReturn('u00', machineVotes(1, 2, 3)));
  const second = arrive(ledger, 'official', smallReturn('u00', machineVotes(1, 2, 4)));
  assert.equal(reconcileUnit(ledger, 'small', 'n', 'u00', by), 'conflicting');
  assert.equal(row(ledger, 'u00').kind, 'twoReturns');
  assert.equal(
    decideUnit(ledger, 'small', { contest: 'n', unit: 'u00', hash: second, ground: 'paper looked at' }, person('A')),
    'corrected',
  );
  assert.equal(row(ledger, 'u00').holding, second);
  // Another arrives: what was decided was about others.
  arrive(ledger, 'backup', smallReturn('u00', machineVotes(1, 2, 3)));
  assert.equal(reconcileUnit(ledger, 'small', 'n', 'u00', by), 'conflicting');
  arrive(ledger, 'official', smallReturn('u00', machineVotes(1, 2, 3), { supersedes: second, reason: 'misread' }));
  assert.equal(reconcileUnit(ledger, 'small', 'n', 'u00', by), 'corrected');
  assert.notEqual(row(ledger, 'u00').holding, second);
  assert.ok(hashesOf(row(ledger, 'u00').heads).includes(first));
});

test('a decision needs a conflict, a ground, a return of the unit and the returns as they were seen', (t) => {
  const { ledger } = election(t);
  const hash = arrive(ledger, 'official', smallReturn('u00', machineVotes(1, 2, 3)));
  const place = { contest: 'n', unit: 'u00', hash };
  const decide = (more: { readonly ground?: string; readonly heads?: string; readonly hash?: string }): unknown =>
    decideUnit(ledger, 'small', { ...place, ground: 'paper', ...more }, by);
  assert.throws(() => decide({}), refused('CONFLICT'));
  arrive(ledger, 'backup', smallReturn('u00', machineVotes(1, 2, 4)));
  assert.throws(() => decide({ ground: ' ' }), refused('INPUT_INVALID'));
  assert.throws(() => decide({ heads: `official:${hash}` }), refused('CONFLICT'));
  assert.throws(() => decide({ hash: 'a'.repeat(64) }), refused('CONFLICT'));
  assert.throws(() => decideUnit(ledger, 'small', { ...place, unit: 'u01', ground: 'x' }, by), refused('NOT_FOUND'));
  assert.equal(decide({}), 'corrected');
});

test('two persons certify; what arrives later waits until two reopen, and then counts', (t) => {
  const { ledger } = election(t);
  const hash = arrive(ledger, 'official', smallReturn('u00', machineVotes(1, 2, 3)));
  arrive(ledger, 'backup', smallReturn('u00', machineVotes(1, 2, 4)));
  arrive(ledger, 'official', smallReturn('u01', machineVotes(5, 5, 5)));
  reconcileElection(ledger, 'small', by);
  decideUnit(ledger, 'small', { contest: 'n', unit: 'u00', hash, ground: 'paper looked at' }, person('A'));
  const propose = (act: 'certify' | 'reopen', except: readonly string[]): unknown =>
    proposeCertification(ledger, 'small', { act, contest: 'n', reason: 'the night is over', except }, person('A'));
  const approve = (name: string): unknown =>
    decideCertification(ledger, 'small', { contest: 'n', approve: true }, person(name));
  const open = allUnits.slice(2);
  assert.throws(() => propose('certify', []), refused('CONFLICT'));
  assert.throws(() => propose('certify', [...open, 'nowhere']), refused('INPUT_INVALID'));
  assert.throws(() => propose('reopen', []), refused('CONFLICT'));
  propose('certify', open);
  assert.throws(() => propose('certify', open), refused('CONFLICT'));
  assert.throws(() => approve(' a '), refused('SECOND_PERSON'));
  // Something comes in between: the second person would approve something else.
  arrive(ledger, 'backup', smallReturn('u01', machineVotes(5, 5, 5)));
  assert.throws(() => approve('B'), refused('CONFLICT'));
  decideCertification(ledger, 'small', { contest: 'n', approve: false }, person('A'));
  propose('certify', open);
  approve('B');
  assert.equal(summaryOf(ledger, 'small').states.certified, 2);

  const late = { supersedes: hash, reason: 'found later' };
  arrive(ledger, 'official', smallReturn('u00', machineVotes(1, 2, 5), late));
  arrive(ledger, 'official', smallReturn('u02', machineVotes(7, 7, 7)));
  reconcileElection(ledger, 'small', by);
  reconcileUnit(ledger, 'small', 'n', 'u00', by);
  assert.deepEqual([row(ledger, 'u00').state, row(ledger, 'u00').holding], ['certified', hash]);
  assert.deepEqual([row(ledger, 'u02').state, row(ledger, 'u02').holding], ['awaited', undefined]);
  const again = { contest: 'n', unit: 'u00', hash, ground: 'x' };
  assert.throws(() => decideUnit(ledger, 'small', again, by), refused('CONFLICT'));

  propose('reopen', []);
  assert.throws(() => approve('A'), refused('SECOND_PERSON'));
  approve('B');
  assert.equal(row(ledger, 'u00').state, 'conflicting');
  assert.equal(row(ledger, 'u02').state, 'received');
  const { history } = unitDetail(ledger, 'small', 'n', 'u00');
  assert.deepEqual(
    history.map(({ event }) => event),
    ['differenceFound', 'decided', 'certified', 'reopened', 'differenceFound'],
  );
});

test('a decision holds again after a contest was certified and reopened', (t) => {
  const { ledger } = election(t);
  const hash = arrive(ledger, 'official', smallReturn('u00', machineVotes(1, 2, 3)));
  const other = arrive(ledger, 'backup', smallReturn('u00', machineVotes(1, 2, 4)));
  reconcileElection(ledger, 'small', by);
  decideUnit(ledger, 'small', { contest: 'n', unit: 'u00', hash: other, ground: 'paper' }, person('A'));
  for (const act of ['certify', 'reopen'] as const) {
    const except = act === 'certify' ? allUnits.slice(1) : [];
    proposeCertification(ledger, 'small', { act, contest: 'n', reason: 'court', except }, person('A'));
    decideCertification(ledger, 'small', { contest: 'n', approve: true }, person('B'));
  }
  assert.deepEqual([row(ledger, 'u00').state, row(ledger, 'u00').holding], ['corrected', other]);
  assert.notEqual(hash, other);
});

test('the clock may jump: arrivals go by their number, and states are those of a fresh look', (t) => {
  const { ledger, clock } = election(t);
  const noon = clock.now;
  const jumps = [0, -86_400_000, 3_600_000, -5, 0, 86_400_000, -3_600_000];
  let before = '';
  for (const [i, jump] of jumps.entries()) {
    clock.now = noon + jump;
    const more = before === '' ? {} : { supersedes: before, reason: `correction ${i}` };
    before = arrive(ledger, 'official', smallReturn('u00', machineVotes(i, 2, 3), more));
    reconcileUnit(ledger, 'small', 'n', 'u00', by);
    assert.equal(row(ledger, 'u00').holding, before);
  }
  const { state, holding, heads } = row(ledger, 'u00');
  ledger.write(() => ledger.db.exec("DELETE FROM unit_states WHERE election = 'small'"));
  reconcileElection(ledger, 'small', by);
  const fresh = row(ledger, 'u00');
  assert.deepEqual([fresh.state, fresh.holding, fresh.heads], [state, holding, heads]);
  const { lastArrival, arrivals } = overviewOf(ledger, 'small', {});
  assert.equal(lastArrival, noon + 86_400_000);
  assert.equal(
    arrivals.counts.official.reduce((sum, n) => sum + n, 0),
    jumps.length,
  );
});
